// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/clientcapture.h"
#include "tests/interop/packets.h"
#include "tests/interop/peer.h"

#include <QSet>
#include <QTest>

using namespace std::chrono_literals;
using Client::ClientOptions;
using Client::ClientStatus;
using Client::CurrentTransport;
using Client::Emission;
using Client::Outcome;
using Client::State;
using Client::Transports;
using Client::Version;
using NamespaceState = Client::NamespaceStatus::State;

Q_DECLARE_METATYPE(Client::Transports)

namespace {

constexpr quint32 Source = 1;

/// What a client of a set was heard to say.
class Listener
{
public:
    explicit Listener(Client::ClientSet &clients)
    {
        QObject::connect(&clients, &Client::ClientSet::statusChanged, &clients,
                         [this](quint32, const ClientStatus &now) {
                             status = now;
                             if (now.failure)
                                 failures.append(now.failure);
                         });
        QObject::connect(&clients, &Client::ClientSet::outcome, &clients,
                         [this](quint32, const Outcome &some) { outcomes.append(some); });
        QObject::connect(
            &clients, &Client::ClientSet::eventReceived, &clients,
            [this](quint32, const Client::ReceivedEvent &event) { events.append(event); });
    }

    NamespaceState stateOf(const QByteArray &nsp) const
    {
        for (const auto &some : status.namespaces) {
            if (some.name == nsp)
                return some.state;
        }
        return NamespaceState::Asked;
    }
    bool isIn(const QByteArray &nsp = "/") const
    {
        return stateOf(nsp) == NamespaceState::Connected;
    }
    const Client::ReceivedEvent *event(const QByteArray &name) const
    {
        for (const auto &some : events) {
            if (some.name == name)
                return &some;
        }
        return nullptr;
    }
    const Outcome *outcome(quint64 number, Outcome::Kind kind) const
    {
        for (const Outcome &some : outcomes) {
            if (some.number == number && some.kind == kind)
                return &some;
        }
        return nullptr;
    }
    const Outcome *answer(quint64 number) const { return outcome(number, Outcome::Kind::Answered); }

    ClientStatus status;
    QList<Client::Failure> failures;
    QList<Outcome> outcomes;
    QList<Client::ReceivedEvent> events;
};

QJsonArray arrayOf(const QByteArray &values)
{
    return QJsonDocument::fromJson('[' + values + ']').array();
}

void transportRows()
{
    QTest::addColumn<Transports>("transports");
    QTest::newRow("polling") << Transports::Polling;
    QTest::newRow("websocket") << Transports::WebSocket;
    QTest::newRow("upgrade") << Transports::Upgrade;
}

bool isSettled(const Listener &peer, Transports transports)
{
    return peer.isIn()
        && peer.status.transport
        == (transports == Transports::Polling ? CurrentTransport::Polling
                                              : CurrentTransport::WebSocket);
}

} // namespace

/// Our own client against servers of socket.io 2, 3 and 4 and of python-socketio: what they saw,
/// and what the capture holds.
class TestClient : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatTheServerSees_data();
    void saysWhatTheServerSees();
    void recovers_data() { transportRows(); }
    void recovers();
    void comesBackToAServerThatWasKilled_data() { transportRows(); }
    void comesBackToAServerThatWasKilled();
    void losesNothingWhileUpgrading();
    void losesAServerThatStops();
    void speaksVersion2ToAServerThatAllowsIt_data() { transportRows(); }
    void speaksVersion2ToAServerThatAllowsIt();
    void talksToPython_data() { transportRows(); }
    void talksToPython();

private:
    static std::unique_ptr<Peer> node(const QString &script, const QString &version,
                                      const QJsonObject &options)
    {
        const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
        const QByteArray json = QJsonDocument(options).toJson(QJsonDocument::Compact);
        return std::make_unique<Peer>(
            QStringLiteral(SOCKSCOPE_NODE),
            QStringList {here + script, here + version, QString::fromUtf8(json)});
    }
    static ClientOptions optionsFor(int port, Transports transports)
    {
        ClientOptions options;
        options.url = "http://127.0.0.1:" + QByteArray::number(port);
        options.transports = transports;
        options.reconnection.delay = 50ms;
        options.reconnection.maximum = 200ms;
        return options;
    }
    static void checkProblems(const QList<QJsonObject> &lines, const QStringList &known);
};

void TestClient::checkProblems(const QList<QJsonObject> &lines, const QStringList &known)
{
    for (const QJsonObject &line : lines) {
        for (const QJsonValue &problem : line.value(QLatin1String("problems")).toArray())
            QVERIFY2(known.contains(problem.toString()),
                     QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    }
}

void TestClient::saysWhatTheServerSees_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<bool>("msgpack");
    QTest::addColumn<bool>("isAuto");
    QTest::addColumn<bool>("deflate");
    const QList<std::pair<const char *, Transports>> ways {
        {"polling", Transports::Polling},
        {"websocket", Transports::WebSocket},
        {"upgrade", Transports::Upgrade},
    };
    for (const char *version : {"v2", "v3", "v4"}) {
        for (const auto &[name, transports] : ways) {
            for (const bool msgpack : {false, true}) {
                QTest::addRow("%s %s %s", version, name, msgpack ? "msgpack" : "text")
                    << QString::fromLatin1(version) << transports << msgpack << true << false;
            }
            QTest::addRow("%s %s as told", version, name)
                << QString::fromLatin1(version) << transports << false << false << false;
        }
        QTest::addRow("%s deflate", version)
            << QString::fromLatin1(version) << Transports::WebSocket << false << true << true;
    }
}

void TestClient::saysWhatTheServerSees()
{
    QFETCH(const QString, version);
    QFETCH(const Transports, transports);
    QFETCH(const bool, msgpack);
    QFETCH(const bool, isAuto);
    QFETCH(const bool, deflate);
    const bool isV2 = version == QLatin1String("v2");
    const auto server = node(QStringLiteral("peer-server.js"), version,
                             {{QStringLiteral("parser"),
                               msgpack ? QStringLiteral("msgpack") : QStringLiteral("default")},
                              {QStringLiteral("deflate"), deflate}});
    const int port = server->nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server->errors().constData());

    ClientCapture capture;
    Client::ClientSet &clients = capture.clients();
    Listener peer(clients);
    ClientOptions options = optionsFor(port, transports);
    options.url += "/?run=ours";
    options.usesMsgpack = msgpack;
    options.offersDeflate = deflate;
    options.version = isAuto ? Version::Auto : Version(version.mid(1).toInt());
    options.namespaces
        = {{.name = "/", .auth = R"({"token":"abc","n":1})"},
           {.name = "/members", .auth = R"({"token":"secret"})", .query = "token=secret"},
           {.name = "/forbidden"}};
    capture.add(Source, options);
    clients.setAutoAnswers(
        Source,
        {{.event = "question",
          .arguments = {R"("blue",{"_placeholder":true,"num":0})", {QByteArray("\1\2\3", 3)}}}});
    clients.open(Source);
    QTRY_VERIFY_WITH_TIMEOUT(peer.isIn() && peer.isIn("/members"), 20'000);
    QTRY_COMPARE(peer.stateOf("/forbidden"), NamespaceState::Refused);
    QTRY_VERIFY(isSettled(peer, transports));
    const Version spoken = isV2                    ? Version::V2
        : isAuto || version == QLatin1String("v4") ? Version::V4
                                                   : Version::V3;
    QCOMPARE(peer.status.version, spoken);
    QCOMPARE(peer.status.mayBeVersion3, isAuto && version == QLatin1String("v3"));
    QCOMPARE(peer.status.extensions.contains("permessage-deflate"), deflate);

    const QByteArray words
        = R"("h\u00e9llo","€ 😀 \u0000 \"\\",-0.5,1.5e-9,9007199254740991,true,null,[],{},[[[1]]])";
    clients.emitEvent(Source, 1, {.event = "echo", .arguments = {words, {}}, .asksForAck = true});
    clients.emitEvent(Source, 2, {.event = "echo", .arguments = {words, {}}});
    QByteArray blob;
    for (int i = 0; i < 3000; ++i)
        blob += char(i * 7);
    clients.emitEvent(
        Source, 3,
        {.event = "echo",
         .arguments
         = {R"({"_placeholder":true,"num":0},{"deep":[{"_placeholder":true,"num":1},{"in":{"_placeholder":true,"num":2}}]},"end")",
            {blob, "€", {}}},
         .asksForAck = true});
    clients.emitEvent(Source, 4, {.event = "ask me"});
    clients.emitEvent(Source, 5, {.event = "count", .arguments = {"100", {}}});
    const QByteArray large = '"' + QByteArray("a rose is a rose ").repeated(4000) + '"';
    clients.emitEvent(Source, 6, {.event = "echo", .arguments = {large, {}}, .asksForAck = true});
    clients.emitEvent(Source, 7, {.nsp = "/members", .event = "who", .asksForAck = true});
    for (const quint64 number : QList<quint64> {1, 3, 6, 7})
        QTRY_VERIFY2(peer.answer(number), QByteArray::number(number).constData());
    QCOMPARE(arrayOf(peer.answer(1)->arguments.json), arrayOf(words));
    if (!msgpack) { // there the bytes are in their places
        QCOMPARE(peer.answer(3)->arguments.attachments,
                 (QList<QByteArray> {blob, "€", QByteArray()}));
        QCOMPARE(peer.answer(6)->arguments.json, large);
    }
    QCOMPARE(arrayOf(peer.answer(7)->arguments.json), arrayOf(R"("members")"));
    QTRY_VERIFY(peer.event("you said"));
    QVERIFY(peer.event("question")->isAnswered);
    QList<int> numbers;
    const auto countNumbers = [&] {
        numbers.clear();
        for (const auto &event : peer.events) {
            if (event.name == "number")
                numbers.append(arrayOf(event.arguments.json).at(0).toInt());
        }
        return numbers.size();
    };
    QTRY_COMPARE(countNumbers(), 100);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(numbers.at(i), i);

    // One namespace more, and out of it again; the server tells when it knows.
    clients.connectTo(Source, {.name = "/chat"});
    QTRY_VERIFY(peer.event("welcome"));
    clients.emitEvent(Source, 8,
                      {.nsp = "/chat",
                       .event = "chat message",
                       .arguments = {R"({"text":"hi"})", {}},
                       .asksForAck = true});
    QTRY_VERIFY(peer.answer(8));
    clients.disconnectFrom(Source, "/chat");
    QTRY_VERIFY(peer.event("left"));
    clients.emitEvent(Source, 9, {.event = "bye"});
    QTRY_COMPARE(peer.stateOf("/"), NamespaceState::Disconnected);
    QVERIFY(peer.isIn("/members"));
    clients.close(Source);
    QTRY_COMPARE(peer.status.state, State::Idle);
    QVERIFY(peer.failures.isEmpty());

    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    server->signal(SIGTERM);
    server->finish();
    QStringList ofServer
        = logged(objectsOf(server->output()), QStringLiteral("ours"), QLatin1String("heard"));
    // How the namespace was left at the end is not in its log.
    QStringList held = captured(lines);
    QCOMPARE(held.removeAll(QStringLiteral("sent DISCONNECT /members ")), 1);
    held.replaceInStrings(QStringLiteral("/members?token=secret"), QStringLiteral("/members"));
    // By its word a session that was opened as one of version 4 tells that it is none; that word is
    // no packet of version 4 if it is written for the MessagePack parser.
    const bool isHidden = isV2 && isAuto && msgpack && transports == Transports::WebSocket;
    if (isHidden)
        ofServer.removeOne(QStringLiteral("received CONNECT / "));
    const QString wrong = difference(ofServer, held);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY(held.size() > 120);
    QStringList known {QStringLiteral("sio-connect-error")};
    if (isV2 && isAuto && transports == Transports::WebSocket) // that is what tells
        known += {QStringLiteral("sio-connect-without-sid"), QStringLiteral("sio-unknown-type")};
    checkProblems(lines, known);
    QSet<qint64> sessions;
    for (const QJsonObject &line : lines) {
        if (line.contains(QLatin1String("socketio")))
            sessions.insert(line.value(QLatin1String("session")).toInteger());
    }
    // The first session tells which version it is, and its CONNECT comes with it.
    QCOMPARE(sessions.size(), isV2 && isAuto && !isHidden ? 2 : 1);
}

void TestClient::recovers()
{
    QFETCH(const Transports, transports);
    const auto server = node(QStringLiteral("client-server.js"), QStringLiteral("v4"),
                             {{QStringLiteral("recovery"), true}});
    const int port = server->nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server->errors().constData());
    ClientCapture capture;
    Client::ClientSet &clients = capture.clients();
    Listener peer(clients);
    capture.add(Source, optionsFor(port, transports));
    clients.open(Source);
    QTRY_VERIFY(isSettled(peer, transports));
    const QByteArray id = peer.status.namespaces.first().socketId;
    clients.emitEvent(Source, 1, {.event = "all", .arguments = {R"("first")", {}}});
    QTRY_VERIFY(peer.event("news"));
    clients.emitEvent(Source, 2, {.event = "cut me"});
    QTRY_VERIFY(!peer.failures.isEmpty());
    QTRY_VERIFY(peer.isIn());
    QTRY_COMPARE(peer.events.size(), 3);
    QVERIFY(peer.status.namespaces.first().isRecovered);
    QCOMPARE(peer.status.namespaces.first().socketId, id);
    QCOMPARE(peer.events.at(1).name, "missed");
    QCOMPARE(peer.events.at(1).arguments.attachments, QList<QByteArray> {QByteArray("\1\2")});
    QCOMPARE(arrayOf(peer.events.at(2).arguments.json).at(0).toInt(), 2);
    clients.close(Source);
    QTRY_COMPARE(peer.status.state, State::Idle);
    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    checkProblems(lines, {QStringLiteral("ws-no-close-frame")});
    server->signal(SIGTERM);
    server->finish();
    QList<bool> recovered;
    for (const QJsonObject &line : objectsOf(server->output())) {
        if (line.value(QLatin1String("saw")) == QLatin1String("connect"))
            recovered.append(line.value(QLatin1String("recovered")).toBool());
    }
    QCOMPARE(recovered, (QList<bool> {false, true}));
}

void TestClient::comesBackToAServerThatWasKilled()
{
    QFETCH(const Transports, transports);
    auto server = node(QStringLiteral("client-server.js"), QStringLiteral("v4"), {});
    const int port = server->nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server->errors().constData());
    ClientCapture capture;
    Client::ClientSet &clients = capture.clients();
    Listener peer(clients);
    capture.add(Source, optionsFor(port, transports));
    clients.open(Source);
    QTRY_VERIFY(isSettled(peer, transports));
    server->signal(SIGKILL);
    server->finish();
    QTRY_VERIFY(std::any_of(peer.failures.cbegin(), peer.failures.cend(), [](const auto &failure) {
        return failure.kind == Client::FailureKind::Refused;
    }));
    for (quint64 i = 0; i < 5; ++i) {
        clients.emitEvent(
            Source, i,
            {.event = "say", .arguments = {QByteArray::number(i), {}}, .asksForAck = i == 4});
    }
    server = node(QStringLiteral("client-server.js"), QStringLiteral("v4"),
                  {{QStringLiteral("port"), port}});
    QCOMPARE(server->nextObject().value(QLatin1String("port")).toInt(), port);
    QTRY_VERIFY_WITH_TIMEOUT(peer.answer(4), 20'000);
    QTRY_VERIFY(isSettled(peer, transports));
    clients.close(Source);
    QTRY_COMPARE(peer.status.state, State::Idle);
    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    server->signal(SIGTERM);
    server->finish();
    QByteArrayList said;
    for (const QJsonObject &line : objectsOf(server->output())) {
        if (line.value(QLatin1String("saw")) == QLatin1String("say"))
            said.append(QByteArray::number(line.value(QLatin1String("text")).toInt()));
    }
    QCOMPARE(said.join(), "01234");
}

void TestClient::losesNothingWhileUpgrading()
{
    constexpr int Count = 10'000;
    const auto server = node(QStringLiteral("client-server.js"), QStringLiteral("v4"),
                             {{QStringLiteral("upgradeDelay"), 200}});
    const int port = server->nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server->errors().constData());
    ClientCapture capture;
    Client::ClientSet &clients = capture.clients();
    Listener peer(clients);
    capture.add(Source, optionsFor(port, Transports::Upgrade));
    clients.open(Source);
    int sent = 0;
    QTimer pump;
    pump.callOnTimeout([&] {
        for (int i = 0; i < 20 && sent < Count; ++i, ++sent) {
            clients.emitEvent(Source, quint64(sent),
                              {.event = "n", .arguments = {QByteArray::number(sent), {}}});
        }
        if (sent == Count)
            pump.stop();
    });
    pump.start(1ms);
    QTRY_COMPARE_WITH_TIMEOUT(peer.events.size(), Count, 120'000);
    for (int i = 0; i < Count; ++i)
        QCOMPARE(peer.events.at(i).arguments.json.toInt(), i);
    clients.emitEvent(Source, Count, {.event = "how many", .asksForAck = true});
    QTRY_VERIFY(peer.answer(Count));
    QCOMPARE(peer.answer(Count)->arguments.json, R"(10000,0,"websocket")");
    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    checkProblems(lines, {});
    QHash<QString, int> ways;
    for (const QJsonObject &line : lines) {
        if (line.value(QLatin1String("event")) == QLatin1String("n"))
            ++ways[line.value(QLatin1String("direction")).toString()
                   + line.value(QLatin1String("transport")).toString()];
    }
    QVERIFY(ways.value(QStringLiteral("sentpolling")) > 0);
    QVERIFY(ways.value(QStringLiteral("sentwebsocket")) > 0);
    QVERIFY(ways.value(QStringLiteral("receivedpolling")) > 0);
    QCOMPARE(ways.value(QStringLiteral("sentpolling"))
                 + ways.value(QStringLiteral("sentwebsocket")),
             Count);
    QVERIFY(ways.value(QStringLiteral("receivedwebsocket")) > 0);
    server->signal(SIGTERM);
    server->finish();
}

void TestClient::losesAServerThatStops()
{
    const auto server = node(QStringLiteral("client-server.js"), QStringLiteral("v4"),
                             {{QStringLiteral("pingInterval"), 300}});
    const int port = server->nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server->errors().constData());
    ClientCapture capture;
    Client::ClientSet &clients = capture.clients();
    Listener peer(clients);
    // socket.io's own pingTimeout is 20 s: it is the opening that fails first.
    auto options = optionsFor(port, Transports::WebSocket);
    options.openTimeout = 500ms;
    capture.add(Source, options);
    server->signal(SIGSTOP);
    clients.open(Source);
    QTRY_VERIFY(peer.failures.size() >= 2);
    QCOMPARE(peer.failures.first().kind, Client::FailureKind::TimedOut);
    server->signal(SIGCONT);
    QTRY_VERIFY(peer.isIn());
    server->signal(SIGTERM);
    server->finish();
}

void TestClient::speaksVersion2ToAServerThatAllowsIt()
{
    QFETCH(const Transports, transports);
    const auto server = node(QStringLiteral("client-server.js"), QStringLiteral("v4"),
                             {{QStringLiteral("allowEIO3"), true}});
    const int port = server->nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server->errors().constData());
    ClientCapture capture;
    Client::ClientSet &clients = capture.clients();
    Listener peer(clients);
    auto options = optionsFor(port, transports);
    options.version = Version::V2;
    capture.add(Source, options);
    clients.open(Source);
    QTRY_VERIFY(isSettled(peer, transports));
    QCOMPARE(peer.status.version, Version::V2);
    clients.emitEvent(Source, 1,
                      {.event = "say", .arguments = {R"("hi")", {}}, .asksForAck = true});
    QTRY_VERIFY(peer.answer(1));
    server->signal(SIGTERM);
    server->finish();
}

void TestClient::talksToPython()
{
    QFETCH(const Transports, transports);
    Peer server(QStringLiteral("/usr/bin/python3"),
                {QStringLiteral(SOCKSCOPE_INTEROP) + QStringLiteral("client-server.py")});
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server.errors().constData());
    ClientCapture capture;
    Client::ClientSet &clients = capture.clients();
    Listener peer(clients);
    auto options = optionsFor(port, transports);
    options.offersDeflate = true;
    options.namespaces = {{.name = "/", .auth = R"({"token":"€"})"}, {.name = "/nope"}};
    capture.add(Source, options);
    clients.setAutoAnswers(Source, {{.event = "question", .arguments = {R"("fine",[2])", {}}}});
    clients.open(Source);
    QTRY_VERIFY(isSettled(peer, transports));
    QTRY_VERIFY(peer.event("early"));
    QTRY_COMPARE(peer.stateOf("/nope"), NamespaceState::Refused);
    QCOMPARE(peer.status.namespaces.at(1).error, R"("Unable to connect")");
    clients.emitEvent(Source, 1,
                      {.event = "echo",
                       .arguments = {R"("€",{"a":[1.5,{"_placeholder":true,"num":0}]})",
                                     {QByteArray("\0\xff", 2)}},
                       .asksForAck = true});
    QTRY_VERIFY(peer.answer(1) && peer.event("echo"));
    QCOMPARE(peer.answer(1)->arguments.attachments, QList<QByteArray> {QByteArray("\0\xff", 2)});
    clients.emitEvent(Source, 2, {.event = "ask me"});
    QTRY_VERIFY(peer.event("question"));
    clients.emitEvent(Source, 3, {.event = "echo", .asksForAck = true});
    QTRY_VERIFY(peer.answer(3));
    clients.close(Source);
    QTRY_COMPARE(peer.status.state, State::Idle);
    QVERIFY(peer.failures.isEmpty());
    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    // It never answers the GET of a client that left.
    checkProblems(lines,
                  {QStringLiteral("sio-connect-error"), QStringLiteral("tap-answered-itself")});
    QByteArrayList saw;
    QJsonObject line;
    do {
        line = server.nextObject();
        saw.append(line.value(QLatin1String("saw")).toString().toUtf8());
        if (saw.last() == "connect")
            QCOMPARE(line.value(QLatin1String("auth")).toObject().value(QLatin1String("token")),
                     QStringLiteral("€"));
        if (saw.last() == "answer")
            QCOMPARE(line.value(QLatin1String("args")).toArray(), arrayOf(R"("fine",[2])"));
    } while (!saw.last().isEmpty() && saw.last() != "disconnect");
    QCOMPARE(saw.join(' '), "connect echo answer echo disconnect");
}

QTEST_GUILESS_MAIN(TestClient)

#include "tst_client.moc"
