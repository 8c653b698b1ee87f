// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/peer.h"
#include "tests/support/blockingsocket.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

QString program()
{
    return QStringLiteral(SOCKSCOPE_PROGRAM);
}

/// `sockscope record` with a tap in front of a server of ours.
struct Recording
{
    explicit Recording(const QString &file, const QStringList &more = {})
        : peer(program(),
               QStringList {QStringLiteral("record"), QStringLiteral("--tap"),
                            QStringLiteral("0=http://127.0.0.1:%1").arg(server.port()),
                            QStringLiteral("-o"), file}
                   + more)
        , ready(QString::fromUtf8(peer.nextErrorLine()))
    {
        static const QRegularExpression form(
            QStringLiteral(R"(^tap 127\.0\.0\.1:(\d+) -> http://127\.0\.0\.1:(\d+)$)"));
        const auto match = form.match(ready);
        if (match.captured(2).toUShort() == server.port())
            port = match.captured(1).toUShort();
    }

    BlockingServer server;
    Peer peer;
    QString ready; ///< the line that says so
    quint16 port = 0; ///< of the tap; 0: that line is not what it must be
};

/// A WebSocket through the tap of a recording, both ends written by hand.
class Talk
{
public:
    explicit Talk(Recording &recording)
        : m_client(BlockingSocket::connectTo(recording.port))
        , m_server(recording.server.accept())
    {
        const QByteArray request = "GET /talk HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\n"
                                   "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        const QByteArray response = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                                    "Upgrade: websocket\r\n"
                                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        m_isOpen = m_client.send(request) && m_server.receive(request.size()) == request
            && m_server.send(response) && m_client.receive(response.size()) == response;
    }

    bool isOpen() const { return m_isOpen; }

    /// The server says \a text, and the client has heard it.
    bool say(const QByteArray &text)
    {
        const QByteArray frame = QByteArray("\x81").append(char(text.size())) + text;
        return m_server.send(frame) && m_client.receive(frame.size()) == frame;
    }

private:
    BlockingSocket m_client;
    BlockingSocket m_server;
    bool m_isOpen = false;
};

/// What the capture \a file says the server said, in order.
QStringList exported(const QString &file, QByteArray *errors)
{
    Peer peer(
        program(),
        {QStringLiteral("export"), file, QStringLiteral("--format"), QStringLiteral("jsonl")});
    const int status = peer.finish();
    *errors = peer.errors();
    QStringList texts;
    if (status != 0)
        return texts;
    for (const QJsonObject &line : objectsOf(peer.output())) {
        if (line.value(QLatin1String("kind")) == QLatin1String("text"))
            texts.append(line.value(QLatin1String("text")).toString());
    }
    return texts;
}

} // namespace

/// The recorder as a program of its own.
class TestRecord : public QObject
{
    Q_OBJECT

private slots:
    void losesNothingOlderThanHalfASecondWhenKilled();
    void losesNothingWhenStopped_data();
    void losesNothingWhenStopped();
    void stopsAfterATime();
    void printsWhatItRecords();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void saysWhatCannotBeRead_data();
    void saysWhatCannotBeRead();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

void TestRecord::losesNothingOlderThanHalfASecondWhenKilled()
{
    constexpr qint64 Length = 3000;
    constexpr qint64 PerMs = 5; // what a recorder with sanitizers keeps up with
    const QString file = path("killed.sockscope");
    Recording recording(file);
    QVERIFY2(recording.port != 0, qPrintable(recording.ready));
    Talk talk(recording);
    QVERIFY(talk.isOpen());
    QList<qint64> times; // when the client had heard number i
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < Length) {
        QVERIFY(QTest::qWaitFor([&] { return times.size() <= timer.elapsed() * PerMs; }));
        QVERIFY(talk.say(QByteArray::number(times.size())));
        times.append(timer.elapsed());
    }
    const qint64 killed = timer.elapsed();
    recording.peer.signal(SIGKILL);
    QCOMPARE(recording.peer.finish(), -1);

    qsizetype old = 0;
    while (old < times.size() && times.at(old) < killed - 500)
        ++old;
    QByteArray errors;
    const QStringList texts = exported(file, &errors);
    QVERIFY2(errors.isEmpty(), errors.constData());
    QVERIFY(old > 100);
    QVERIFY2(texts.size() >= old,
             qPrintable(QStringLiteral("%1 of %2, %3 are old enough")
                            .arg(texts.size())
                            .arg(times.size())
                            .arg(old)));
    for (qsizetype i = 0; i < texts.size(); ++i)
        QCOMPARE(texts.at(i), QString::number(i));
}

void TestRecord::losesNothingWhenStopped_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestRecord::losesNothingWhenStopped()
{
    QFETCH(const int, signal);
    const QString file = path("stopped.sockscope");
    QFile::remove(file);
    Recording recording(file);
    QVERIFY2(recording.port != 0, qPrintable(recording.ready));
    Talk talk(recording);
    QVERIFY(talk.isOpen());
    constexpr int Count = 5000;
    for (int i = 0; i < Count; ++i)
        QVERIFY(talk.say(QByteArray::number(i)));
    recording.peer.signal(signal);
    QCOMPARE(recording.peer.finish(), 0);
    QVERIFY(!QFile::exists(file + QStringLiteral("-wal")));
    QByteArray errors;
    const QStringList texts = exported(file, &errors);
    QVERIFY2(errors.isEmpty(), errors.constData());
    QCOMPARE(texts.size(), Count);
    for (int i = 0; i < Count; ++i)
        QCOMPARE(texts.at(i), QString::number(i));
}

void TestRecord::stopsAfterATime()
{
    Recording recording(path("timed.sockscope"), {QStringLiteral("--for"), QStringLiteral("10ms")});
    QCOMPARE(recording.peer.finish(), 0);
}

void TestRecord::printsWhatItRecords()
{
    Recording recording(path("printed.sockscope"), {QStringLiteral("--print")});
    QVERIFY2(recording.port != 0, qPrintable(recording.ready));
    Talk talk(recording);
    QVERIFY(talk.isOpen());
    QVERIFY(talk.say("hello"));
    // As it comes, not at the end.
    QCOMPARE(recording.peer.nextObject().value(QLatin1String("kind")), QLatin1String("handshake"));
    const QJsonObject line = recording.peer.nextObject();
    QCOMPARE(line.value(QLatin1String("kind")), QLatin1String("text"));
    QCOMPARE(line.value(QLatin1String("direction")), QLatin1String("received"));
    QCOMPARE(line.value(QLatin1String("text")), QLatin1String("hello"));
    QVERIFY(talk.say("last"));
    recording.peer.signal(SIGTERM);
    QCOMPARE(recording.peer.finish(), 0);
    const QList<QJsonObject> rest = objectsOf(recording.peer.output());
    QCOMPARE(rest.size(), 1);
    QCOMPARE(rest.first().value(QLatin1String("text")), QLatin1String("last"));
}

void TestRecord::refusesWrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const char *arguments) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(u' ');
    };
    row("no tap", "record");
    row("no target", "record --tap 9000");
    row("no such scheme", "record --tap 0=ftp://127.0.0.1:3000");
    row("no such option", "record --tap 0=http://127.0.0.1:3000 --loud");
    row("capture to standard output", "record --tap 0=http://127.0.0.1:3000 -o -");
    row("no time", "record --tap 0=http://127.0.0.1:3000 --for soon");
    row("export of nothing", "export --format jsonl");
    row("export in no format", "export a.sockscope");
    row("export in an unknown format", "export a.sockscope --format xml");
    row("stats of nothing", "stats");
}

void TestRecord::refusesWrongUse()
{
    QFETCH(const QStringList, arguments);
    Peer peer(program(), arguments);
    QCOMPARE(peer.finish(), 2);
    QCOMPARE(peer.output(), QByteArray());
    const QByteArray errors = peer.errors();
    QVERIFY2(errors.startsWith("sockscope: ") && errors.count('\n') == 1, errors.constData());
}

void TestRecord::saysWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("file");
    const QString whole = path("whole.sockscope");
    QByteArray bytes;
    {
        Recording recording(whole);
        QVERIFY2(recording.port != 0, qPrintable(recording.ready));
        Talk talk(recording);
        for (int i = 0; i < 2000; ++i)
            QVERIFY(talk.say(QByteArray(100, 'x')));
        recording.peer.signal(SIGTERM);
        QCOMPARE(recording.peer.finish(), 0);
        QFile file(whole);
        QVERIFY(file.open(QIODevice::ReadOnly));
        bytes = file.readAll();
        QVERIFY(bytes.size() > 100'000);
    }
    const auto row = [this](const char *name, const QByteArray &content) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        QTest::newRow(name) << file.fileName();
    };
    QTest::newRow("missing") << path("missing");
    QTest::newRow("folder") << m_folder.path();
    row("empty", {});
    row("foreign", "PNG is what this is not\n");
    row("header alone", bytes.first(100));
    row("half a page", bytes.first(9000));
    row("half", bytes.first(bytes.size() / 2));
}

void TestRecord::saysWhatCannotBeRead()
{
    QFETCH(const QString, file);
    Peer peer(
        program(),
        {QStringLiteral("export"), file, QStringLiteral("--format"), QStringLiteral("jsonl")});
    QCOMPARE(peer.finish(), 1);
    const QByteArray errors = peer.errors();
    QVERIFY2(errors.startsWith("sockscope: ") && errors.count('\n') == 1, errors.constData());
}

QTEST_GUILESS_MAIN(TestRecord)

#include "tst_record.moc"
