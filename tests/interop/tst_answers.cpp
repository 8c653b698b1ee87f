// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/peer.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

/// `sockscope demo` as a program of its own, on a port of its own.
class Mock
{
public:
    explicit Mock(const QStringList &arguments)
        : m_peer(QStringLiteral(SOCKSCOPE_PROGRAM),
                 QStringList {QStringLiteral("demo"), QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0")}
                     + arguments)
    {
        QByteArray line;
        do {
            line = m_peer.nextErrorLine();
            m_said.append(line);
        } while (!line.isEmpty() && !line.startsWith("server "));
        m_address = QString::fromLatin1(line.mid(line.lastIndexOf('/') + 1));
    }

    QString http() const { return QStringLiteral("http://") + m_address; }
    QString ws(const char *path) const
    {
        return QStringLiteral("ws://") + m_address + QLatin1String(path);
    }
    const QByteArrayList &said() const { return m_said; }
    /// Ends it; what else it said on standard error.
    QByteArray finish()
    {
        m_peer.signal(SIGTERM);
        return m_peer.finish() == 0 ? m_peer.errors() : "it failed: " + m_peer.errors();
    }

private:
    Peer m_peer;
    QByteArrayList m_said;
    QString m_address;
};

QJsonArray array(const char *json)
{
    return QJsonDocument::fromJson(json).array();
}

/// What a client of that version prints, a line of JSON each.
QByteArrayList heardBy(const QString &version, const QJsonObject &options)
{
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    Peer client(QStringLiteral(SOCKSCOPE_NODE),
                {here + QStringLiteral("answers-client.js"), here + version,
                 QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact))});
    const int status = client.finish();
    QByteArrayList lines = client.output().trimmed().split('\n');
    if (status != 0)
        lines.append("status " + QByteArray::number(status) + ' ' + client.errors());
    return lines;
}

QJsonObject socketIo(const Mock &mock, const char *nsp, const QByteArray &transport,
                     const char *say)
{
    return {{QStringLiteral("url"), mock.http()},
            {QStringLiteral("nsp"), QLatin1String(nsp)},
            {QStringLiteral("transports"), QJsonArray {QString::fromLatin1(transport)}},
            {QStringLiteral("say"), array(say)}};
}

/// Those with \a word in them.
QByteArrayList about(const QByteArrayList &lines, const char *word)
{
    QByteArrayList found;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(found),
                 [word](const QByteArray &line) { return line.contains(word); });
    return found;
}

/// In the order of the alphabet: two clients share an output.
QByteArrayList sorted(QByteArrayList lines)
{
    std::sort(lines.begin(), lines.end());
    return lines;
}

constexpr char Answers[] = R"({
    "sockscope-answers": 1,
    "answers": [
        {"name": "members only", "when": "connect", "match": "nsp:/trade -data.token=secret",
         "do": "reject", "message": "who are you?", "data": {"code": 401}},
        {"name": "once", "when": "connect", "match": "nsp:/late", "times": 1, "do": "reject"},
        {"name": "greet", "when": "connect", "match": "nsp:/chat", "do": "emit", "event": "welcome",
         "args": [{"$auth": "/name"}]},
        {"name": "late", "match": "event:search", "do": "ack", "args": [{"for": {"$data": "/1/text"}}],
         "time": "300ms"},
        {"name": "never", "match": "event:report", "do": "drop"},
        {"name": "upload", "match": "event:upload", "do": "emit", "event": "file",
         "args": [{"$arg": 0}, {"$binary": "AAEC"}]},
        {"name": "stored", "match": "event:upload", "do": "ack", "args": ["stored", {"$count": true}]},
        {"name": "chat", "match": "event:say", "do": "emit", "event": "said", "args": [{"$arg": 0}],
         "to": "others"},
        {"name": "join", "match": "event:join", "do": "join", "room": {"$arg": 0}},
        {"name": "joined", "match": "event:join", "do": "ack", "args": ["joined"]},
        {"name": "room", "match": "event:room", "do": "emit", "event": "news", "room": {"$arg": 0}},
        {"name": "out", "match": "event:out", "do": "disconnect"},
        {"name": "off", "match": "event:off", "do": "disconnect", "close": true},
        {"name": "packet", "match": "event:packet", "do": "malformed", "packet": "9oops"},
        {"name": "frame", "match": "event:frame", "do": "malformed", "frame": "iwA="},
        {"name": "half", "match": "event:half", "do": "malformed", "event": "file",
         "args": [{"$binary": "AAEC"}]},
        {"name": "behind half", "match": "event:half", "do": "emit", "event": "behind"},
        {"name": "clock", "when": "timer", "every": "40ms", "nsp": "/clock", "do": "emit",
         "event": "tick", "to": "all"},
        {"name": "busy", "path": "/busy", "when": "connect", "do": "reject", "status": 503},
        {"name": "hello", "path": "/feed", "when": "connect", "do": "send", "text": "hello"},
        {"name": "pong", "path": "/feed", "match": "data.type=ping", "do": "send",
         "json": {"type": "pong", "id": {"$data": "/id"}}},
        {"name": "bytes", "path": "/feed", "match": "kind:binary", "do": "send", "binary": "AAEC"},
        {"name": "bye", "path": "/feed", "match": "bye", "do": "disconnect", "code": 4001,
         "reason": "as you say"},
        {"name": "broken", "path": "/feed", "match": "broken", "do": "malformed", "frame": "iwA="}
    ]
})";

} // namespace

/// `sockscope demo --rules` and `--serve` with the official clients.
class TestAnswers : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void answers_data();
    void answers();
    void plainWebSocket();
    void refusesWrongFiles();
    void servesWhatWasRecorded_data();
    void servesWhatWasRecorded();
    void servesAPlainWebSocket();
    void notesWhatWasNotRecorded();
    void refusesWrongUse_data();
    void refusesWrongUse();

private:
    QString write(const char *name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        return path;
    }
    QString recordedChat(const QString &version, const QJsonObject &client, QByteArrayList *heard);

    QTemporaryDir m_folder;
    QString m_rules;
};

void TestAnswers::initTestCase()
{
    m_rules = write("answers.json", Answers);
    QVERIFY(!m_rules.isEmpty());
}

void TestAnswers::answers_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QByteArray>("transport");
    for (const char *version : {"v2", "v3", "v4"}) {
        for (const char *transport : {"websocket", "polling"})
            QTest::addRow("%s %s", version, transport)
                << QString::fromLatin1(version) << QByteArray(transport);
    }
}

void TestAnswers::answers()
{
    QFETCH(const QString, version);
    QFETCH(const QByteArray, transport);
    const bool isOld = version == QLatin1String("v2");
    Mock mock({QStringLiteral("--rules"), m_rules, QStringLiteral("--eio3")});
    const auto run = [&](const char *nsp, const char *say, const QJsonObject &more = {}) {
        QJsonObject options = socketIo(mock, nsp, transport, say);
        for (auto it = more.begin(); it != more.end(); ++it)
            options.insert(it.key(), it.value());
        return heardBy(version, options);
    };

    // What it says, with what it was asked; acks late and never.
    const QJsonObject ann {
        {QStringLiteral("auth"), QJsonObject {{QStringLiteral("name"), QStringLiteral("ann")}}},
        {QStringLiteral("query"), isOld ? QStringLiteral("?name=ann") : QString()},
        {QStringLiteral("timed"), true}};
    const QByteArrayList chat
        = run("/chat", R"([["event","?","report"],[null,"?","search",{"text":"soup"}],
        ["ack","?","upload",{"$binary":"BwgJ"}],["ack"]])",
              ann);
    QCOMPARE(chat.size(), 6);
    QCOMPARE(chat[0], R"(["connect"])");
    QCOMPARE(chat[1], R"(["event","welcome","ann"])");
    const QJsonArray late = QJsonDocument::fromJson(chat[2]).array();
    QCOMPARE(late.at(1).toObject().value(QLatin1String("for")).toString(), QStringLiteral("soup"));
    QVERIFY2(late.at(2).toInt() >= 295, chat[2].constData());
    QCOMPARE(chat[3], R"(["event","file",{"$binary":"BwgJ"},{"$binary":"AAEC"}])");
    QVERIFY2(chat[4].startsWith(R"(["ack","stored",1,)"), chat[4].constData());
    QVERIFY2(chat[5].startsWith(R"(["disconnect")"), chat[5].constData());

    // Others, and a room.
    const QJsonObject three {{QStringLiteral("more"), 2}};
    const QByteArrayList others = sorted(
        run("/", R"([[400,"say","hi"],[200,"?","join","lobby"],["ack","room","lobby"],["event"]])",
            three));
    QCOMPARE(about(others, "said"),
             (QByteArrayList {R"(["client 1","event","said","hi"])",
                              R"(["client 2","event","said","hi"])"}));
    QCOMPARE(about(others, "news"), QByteArrayList {R"(["event","news"])"});

    // Refusals. Version 2 is told the data where there are any.
    const QByteArray refused = run("/trade", R"([["refused"]])").value(0);
    QCOMPARE(refused,
             isOld ? QByteArray(R"(["refused",{"code":401},null])")
                   : QByteArray(R"(["refused","who are you?",{"code":401}])"));
    const QJsonObject token {
        {QStringLiteral("auth"), QJsonObject {{QStringLiteral("token"), QStringLiteral("secret")}}},
        {QStringLiteral("query"), isOld ? QStringLiteral("?token=secret") : QString()}};
    QCOMPARE(run("/trade", R"([["connect"]])", token).value(0), R"(["connect"])");
    QVERIFY(run("/late", R"([["refused"]])").value(0).startsWith(R"(["refused","not authorized")"));
    QCOMPARE(run("/late", R"([["connect"]])").value(0), R"(["connect"])");

    // The clock, and the ends.
    QCOMPARE(about(run("/clock", R"([["event"],["event"]])"), "tick").size(), 2);
    const QByteArrayList out = run("/", R"([[300,"out"],["disconnect"]])");
    QCOMPARE(out.value(1), R"(["disconnect","io server disconnect"])");
    QVERIFY(run("/", R"([[300,"off"],["disconnect"]])").value(1).startsWith(R"(["disconnect",)"));

    // What no server should send: the client ends the connection. Those before version 4 do not
    // survive a text in the place of an attachment.
    const auto ends
        = [&](const char *say) { return about(run("/", say), R"(["disconnect",)").value(0); };
    QCOMPARE(ends(R"([[300,"packet"],["disconnect"]])"), R"(["disconnect","transport error"])");
    if (version == QLatin1String("v4")) {
        QCOMPARE(ends(R"([[300,"half"],["disconnect"]])"), R"(["disconnect","parse error"])");
    } else {
        QCOMPARE(about(run("/", R"([[300,"half"],["disconnect"]])"), "Error: got plaintext").size(),
                 1);
    }
    if (transport == "websocket")
        QCOMPARE(ends(R"([[300,"frame"],["disconnect"]])"), R"(["disconnect","transport error"])");
    QCOMPARE(mock.finish(), QByteArray());
}

void TestAnswers::plainWebSocket()
{
    Mock mock({QStringLiteral("--rules"), m_rules});
    const auto run = [&](const char *path, const char *say) {
        return heardBy(QStringLiteral("v4"),
                       {{QStringLiteral("url"), mock.ws(path)},
                        {QStringLiteral("plain"), true},
                        {QStringLiteral("protocols"), QJsonArray {QStringLiteral("v2.feed")}},
                        {QStringLiteral("say"), array(say)}});
    };
    QCOMPARE(run("/busy", R"([["refused"]])").value(0), R"(["refused",503])");
    QCOMPARE(
        run("/feed", R"([["event","{\"type\":\"ping\",\"id\":7}"],["event",{"$binary":"Bw=="}],
                             ["event","bye"],["close"]])"),
        (QByteArrayList {R"(["open","v2.feed"])", R"(["event","hello"])",
                         R"(["event","{\"type\": \"pong\", \"id\": 7}"])",
                         R"(["event",{"$binary":"AAEC"}])", R"(["close",4001,"as you say"])"}));
    const QByteArrayList broken = run("/feed", R"([["event","broken"],["close"]])");
    QVERIFY2(broken.value(2).startsWith(R"(["error","Invalid WebSocket frame)"),
             broken.join(' ').constData());
    QCOMPARE(mock.finish(), QByteArray());
}

void TestAnswers::refusesWrongFiles()
{
    const QString path = write("broken.json",
                               "{\"sockscope-answers\": 1,\n\"answers\": [\n"
                               "{\"name\": \"late\", \"do\": \"ack\",\n"
                               "\"time\": \"soon\"}]}");
    Peer peer(QStringLiteral(SOCKSCOPE_PROGRAM),
              {QStringLiteral("demo"), QStringLiteral("--rules"), path});
    QCOMPARE(peer.finish(), 2);
    QCOMPARE(peer.errors(),
             "sockscope: --rules " + path.toUtf8()
                 + ": Line 4: Answer 1 (late): \"time\" is a time of an hour at most, like "
                   "\"250ms\" or \"2s\".\n");
}

namespace {

/// What the recorded client says, and what it hears is compared by.
constexpr char Said[] = R"([["event","?","search",{"text":"soup"}],
    ["ack"],[200,"?","upload",{"$binary":"BwgJ"}],["ack"],[200,"out"],["disconnect"]])";

QJsonObject chatting(const QString &url, const QByteArray &transport)
{
    return {{QStringLiteral("url"), url},
            {QStringLiteral("nsp"), QStringLiteral("/chat")},
            {QStringLiteral("auth"), QJsonObject {{QStringLiteral("name"), QStringLiteral("ann")}}},
            {QStringLiteral("transports"), QJsonArray {QString::fromLatin1(transport)}},
            {QStringLiteral("say"), array(Said)}};
}

} // namespace

/// Records a client of npm's server, and returns the capture.
QString TestAnswers::recordedChat(const QString &version, const QJsonObject &client,
                                  QByteArrayList *heard)
{
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    Peer server(QStringLiteral(SOCKSCOPE_NODE),
                {here + QStringLiteral("answers-server.js"), here + version, QStringLiteral("{}")});
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    const QString path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())
                                           + QString::fromLatin1(QTest::currentDataTag())
                                           + QStringLiteral(".sockscope"));
    Peer record(QStringLiteral(SOCKSCOPE_PROGRAM),
                {QStringLiteral("record"), QStringLiteral("--tap"),
                 QStringLiteral("0=http://127.0.0.1:%1").arg(port), QStringLiteral("-o"), path});
    const QByteArray line = record.nextErrorLine(); // "tap 127.0.0.1:41233 -> …"
    const QString address = QString::fromLatin1(line.split(' ').value(1));
    QJsonObject options = client;
    const bool isPlain = options.contains(QStringLiteral("plain"));
    options.insert(
        QStringLiteral("url"),
        (isPlain ? QStringLiteral("ws://%1/feed") : QStringLiteral("http://%1")).arg(address));
    *heard = heardBy(version, options);
    record.signal(SIGTERM);
    return record.finish() == 0 ? path : QString();
}

void TestAnswers::servesWhatWasRecorded_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<QString>("by");
    for (const char *version : {"v2", "v4"}) {
        for (const char *by : {"event", "time"}) {
            QTest::addRow("%s websocket %s", version, by)
                << QString::fromLatin1(version) << QByteArray("websocket")
                << QString::fromLatin1(by);
        }
    }
    QTest::addRow("v4 polling event")
        << QStringLiteral("v4") << QByteArray("polling") << QStringLiteral("event");
}

void TestAnswers::servesWhatWasRecorded()
{
    QFETCH(const QString, version);
    QFETCH(const QByteArray, transport);
    QFETCH(const QString, by);
    QByteArrayList heard;
    const QString path = recordedChat(version, chatting({}, transport), &heard);
    QVERIFY2(!path.isEmpty(), heard.join('\n').constData());
    QCOMPARE(about(heard, "event").size(), 2);
    QCOMPARE(about(heard, "ack").size(), 2);
    Mock mock({QStringLiteral("--serve"), path, QStringLiteral("--by"), by});
    QCOMPARE(mock.said().value(0).left(20), "session 1 /socket.io");
    for (int i = 0; i < 2; ++i) // to each from the beginning
        QCOMPARE(heardBy(version, chatting(mock.http(), transport)).join('\n'), heard.join('\n'));
    QCOMPARE(mock.finish(), QByteArray());
}

void TestAnswers::servesAPlainWebSocket()
{
    QJsonObject client {{QStringLiteral("plain"), true},
                        {QStringLiteral("say"),
                         array(R"([["event","{\"type\":\"ping\"}"],["event",{"$binary":"Bw=="}],
                                  ["event","bye"],["close"]])")}};
    QByteArrayList heard;
    const QString path = recordedChat(QStringLiteral("v4"), client, &heard);
    QVERIFY2(!path.isEmpty(), heard.join('\n').constData());
    QCOMPARE(heard.size(), 5);
    for (const char *by : {"event", "time"}) {
        Mock mock({QStringLiteral("--serve"), path, QStringLiteral("--by"), QLatin1String(by)});
        client.insert(QStringLiteral("url"), mock.ws("/feed"));
        QCOMPARE(heardBy(QStringLiteral("v4"), client), heard);
        QCOMPARE(mock.finish(), QByteArray());
    }
}

void TestAnswers::notesWhatWasNotRecorded()
{
    QByteArrayList heard;
    const QString path = recordedChat(QStringLiteral("v4"), chatting({}, "websocket"), &heard);
    Mock mock({QStringLiteral("--serve"), path});
    const QByteArrayList other
        = heardBy(QStringLiteral("v4"),
                  socketIo(mock, "/chat", "websocket", R"([["event","?","dance"],[200]])"));
    QCOMPARE(about(other, "ack"), QByteArrayList());
    QCOMPARE(mock.finish(),
             "sockscope: Nothing was recorded for one more event \"dance\" in /chat.\n");
}

void TestAnswers::refusesWrongUse_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("no file") << QStringLiteral("--rules /nowhere.json")
                             << QByteArray("--rules /nowhere.json: No such file");
    QTest::newRow("no capture") << QStringLiteral("--serve /nowhere.sockscope")
                                << QByteArray("--serve /nowhere.sockscope: ");
    QTest::newRow("two at once") << QStringLiteral("--echo --rules /nowhere.json")
                                 << QByteArray("do not go together");
    QTest::newRow("session alone")
        << QStringLiteral("--session 1") << QByteArray("--session goes with --serve");
    QTest::newRow("no pace") << QStringLiteral("--serve x --by luck")
                             << QByteArray("--by takes event or time, not \"luck\"");
    QTest::newRow("no session") << QStringLiteral("--serve x --session first")
                                << QByteArray("--session takes the number of a session");
    QTest::newRow("admin") << QStringLiteral("--serve x --admin")
                           << QByteArray("--admin does not go with --serve");
}

void TestAnswers::refusesWrongUse()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, words);
    Peer peer(QStringLiteral(SOCKSCOPE_PROGRAM),
              QStringList {QStringLiteral("demo")} + arguments.split(u' '));
    QCOMPARE(peer.finish(), 2);
    const QByteArray said = peer.errors();
    QVERIFY2(said.contains(words), said.constData());
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
