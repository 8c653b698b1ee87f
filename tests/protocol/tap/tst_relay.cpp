// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/relay.h"

#include "tests/protocol/tap/runningtap.h"
#include "tests/support/blockingsocket.h"

#include <QRandomGenerator>
#include <QTest>

#include <future>

using Capture::Direction;
using End = BlockingSocket::End;

namespace {

QByteArray randomBytes(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

/// A client and a server with a tap between them.
struct Line
{
    BlockingServer server;
    RunningTap tap {RunningTap::inFrontOf(server.port())};
    BlockingSocket client = BlockingSocket::connectTo(tap.port());
    BlockingSocket peer = server.accept();

    bool isUp() const { return client.isOpen() && peer.isOpen(); }
    bool isClosed() const { return tap.sink.count<Capture::WireClosed>() == 1; }
    Capture::WireClosed closed() const { return tap.sink.all<Capture::WireClosed>().front(); }
};

} // namespace

class TestRelay : public QObject
{
    Q_OBJECT

private slots:
    void passesBytesUnchanged();
    void passesLargeTrafficBothWaysAtOnce();
    void recordsWhoConnected();
    void passesFinOfTheClientAndThenTheWholeAnswer();
    void passesFinOfTheServerFirst();
    void passesResetOfTheClient();
    void passesResetOfTheServer();
    void passesResetOfAServerThatWasWrittenTo();
    void passesResetToAClientBehindAFin();
    void passesResetPastASideThatDoesNotRead();
    void boundsMemoryWhenNobodyReads();
    void waitsForRoomInTheSink();
    void answers502WhenRefused();
    void answers502AfterALargeUpload_data();
    void answers502AfterALargeUpload();
    void answers502ToAHalfClosedClient();
    void resetsWhatIsNoHttpWhenRefused();
    void timesOut();
    void clientGoesWhileConnecting();
    void triesAllAddressesOfAName();
};

void TestRelay::passesBytesUnchanged()
{
    Line line;
    QVERIFY(line.isUp());
    QByteArray said;
    QByteArray answered;
    QRandomGenerator random(1);
    for (quint32 i = 0; i < 200; ++i) {
        const QByteArray question = randomBytes(random.bounded(1, 9000), i);
        const QByteArray answer = randomBytes(random.bounded(1, 9000), i + 1000);
        QVERIFY(line.client.send(question));
        QCOMPARE(line.peer.receive(question.size()), question);
        QVERIFY(line.peer.send(answer));
        QCOMPARE(line.client.receive(answer.size()), answer);
        said += question;
        answered += answer;
    }
    QTRY_COMPARE(line.tap.sink.bytes(Direction::Sent), said);
    QTRY_COMPARE(line.tap.sink.bytes(Direction::Received), answered);
    QCOMPARE(line.tap.counts().sentBytes, quint64(said.size()));
    QCOMPARE(line.tap.counts().receivedBytes, quint64(answered.size()));
}

void TestRelay::passesLargeTrafficBothWaysAtOnce()
{
    Line line;
    QVERIFY(line.isUp());
    const QByteArray up = randomBytes(64 << 20, 1);
    const QByteArray down = randomBytes(64 << 20, 2);
    auto clientSends = std::async(std::launch::async, [&] { return line.client.send(up); });
    auto serverSends = std::async(std::launch::async, [&] { return line.peer.send(down); });
    auto serverReads = std::async(std::launch::async, [&] { return line.peer.receive(up.size()); });
    QVERIFY(line.client.receive(down.size()) == down);
    QVERIFY(serverReads.get() == up);
    QVERIFY(clientSends.get());
    QVERIFY(serverSends.get());
    QTRY_VERIFY(line.tap.sink.bytes(Direction::Sent) == up);
    QTRY_VERIFY(line.tap.sink.bytes(Direction::Received) == down);
}

void TestRelay::recordsWhoConnected()
{
    Line line;
    QVERIFY(line.isUp());
    QTRY_COMPARE(line.tap.sink.count<Capture::WireConnected>(), 1);
    const auto opened = line.tap.sink.all<Capture::WireOpened>().front();
    const QByteArray target = "127.0.0.1:" + QByteArray::number(line.server.port());
    QCOMPARE(opened.connection, 1);
    QCOMPARE(opened.source, RunningTap::Source);
    QVERIFY(opened.client.startsWith("127.0.0.1:"));
    QCOMPARE(opened.target, target);
    QVERIFY(!opened.tls);
    const auto connected = line.tap.sink.all<Capture::WireConnected>().front();
    QCOMPARE(connected.peer, target);
    QCOMPARE(connected.tls, QByteArray());
    QVERIFY(opened.time <= connected.time);
}

void TestRelay::passesFinOfTheClientAndThenTheWholeAnswer()
{
    Line line;
    QVERIFY(line.isUp());
    QVERIFY(line.client.send("ask"));
    line.client.finish();
    QCOMPARE(line.peer.receiveAll(), QByteArray("ask"));
    QCOMPARE(line.peer.end(), End::Fin);
    const QByteArray answer = randomBytes(3 << 20, 3);
    QVERIFY(line.peer.send(answer));
    line.peer.close();
    QVERIFY(line.client.receiveAll() == answer);
    QCOMPARE(line.client.end(), End::Fin);
    QTRY_VERIFY(line.isClosed());
    QVERIFY(!line.closed().problem);
    const auto ends = line.tap.sink.all<Capture::WireEnded>();
    QCOMPARE(ends.size(), 2U);
    QCOMPARE(ends[0].direction, Direction::Sent);
    QCOMPARE(ends[0].end, Capture::WireEnded::End::Fin);
    QCOMPARE(ends[1].direction, Direction::Received);
    QCOMPARE(line.tap.counts().open, quint64(0));
}

void TestRelay::passesFinOfTheServerFirst()
{
    Line line;
    QVERIFY(line.isUp());
    QVERIFY(line.peer.send("bye"));
    line.peer.finish();
    QCOMPARE(line.client.receiveAll(), QByteArray("bye"));
    QCOMPARE(line.client.end(), End::Fin);
    QVERIFY(line.client.send("one more thing"));
    line.client.close();
    QCOMPARE(line.peer.receiveAll(), QByteArray("one more thing"));
    QCOMPARE(line.peer.end(), End::Fin);
    QTRY_VERIFY(line.isClosed());
    QVERIFY(!line.closed().problem);
    QCOMPARE(line.tap.sink.all<Capture::WireEnded>().front().direction, Direction::Received);
}

void TestRelay::passesResetOfTheClient()
{
    Line line;
    QVERIFY(line.isUp());
    QVERIFY(line.client.send("ask"));
    QCOMPARE(line.peer.receive(3), QByteArray("ask"));
    line.client.reset();
    QCOMPARE(line.peer.waitForEnd(), End::Reset);
    QTRY_VERIFY(line.isClosed());
    QCOMPARE(line.closed().problem, std::optional(Problem::TapReset));
    QCOMPARE(line.closed().text, QByteArray("client: connection reset by peer"));
    const auto ended = line.tap.sink.all<Capture::WireEnded>().back();
    QCOMPARE(ended.direction, Direction::Sent);
    QCOMPARE(ended.end, Capture::WireEnded::End::Reset);
}

void TestRelay::passesResetOfTheServer()
{
    Line line;
    QVERIFY(line.isUp());
    QVERIFY(line.peer.send("half an ans"));
    line.peer.reset();
    QCOMPARE(line.client.receiveAll(), QByteArray("half an ans"));
    QCOMPARE(line.client.end(), End::Reset);
    QTRY_VERIFY(line.isClosed());
    const auto ended = line.tap.sink.all<Capture::WireEnded>().back();
    QCOMPARE(ended.direction, Direction::Received);
    QCOMPARE(ended.end, Capture::WireEnded::End::Reset);
    QCOMPARE(line.closed().text, QByteArray("target: connection reset by peer"));
}

void TestRelay::passesResetOfAServerThatWasWrittenTo()
{
    // A server that closes with unread bytes resets; what it said before still arrives.
    Line line;
    QVERIFY(line.isUp());
    QVERIFY(line.client.send("never read"));
    QTRY_COMPARE(line.tap.sink.bytes(Direction::Sent), QByteArray("never read"));
    QVERIFY(line.peer.send("too large"));
    line.peer.close();
    QCOMPARE(line.client.receiveAll(), QByteArray("too large"));
    QCOMPARE(line.client.end(), End::Reset);
}

void TestRelay::passesResetToAClientBehindAFin()
{
    Line line;
    QVERIFY(line.isUp());
    line.peer.close();
    QCOMPARE(line.client.waitForEnd(), End::Fin);
    QVERIFY(line.client.send("anybody?"));
    QTRY_VERIFY(line.isClosed());
    QCOMPARE(line.closed().problem, std::optional(Problem::TapReset));
    QVERIFY(!line.client.send("anybody?") || !line.client.send("anybody?"));
}

void TestRelay::passesResetPastASideThatDoesNotRead()
{
    Line line;
    QVERIFY(line.isUp());
    const QByteArray much(64 << 20, 'x');
    QVERIFY(line.client.sendUntilStalled(much, 100) < much.size());
    line.client.reset();
    QTRY_VERIFY(line.isClosed());
    QCOMPARE(line.peer.waitForEnd(), End::Reset);
}

void TestRelay::boundsMemoryWhenNobodyReads()
{
    Line line;
    QVERIFY(line.isUp());
    const QByteArray much = randomBytes(64 << 20, 5);
    const qsizetype sent = line.client.sendUntilStalled(much, 200);
    QVERIFY(sent < much.size());
    // What the tap took and the server's side did not is one buffer at most; the rest waits in the
    // kernel's buffers. All of it arrives when the server reads on.
    auto rest = std::async(std::launch::async, [&] { return line.client.send(much.mid(sent)); });
    QVERIFY(line.peer.receive(much.size()) == much);
    QVERIFY(rest.get());
    QTRY_VERIFY(line.tap.sink.bytes(Direction::Sent) == much);
}

void TestRelay::waitsForRoomInTheSink()
{
    Line line;
    QVERIFY(line.isUp());
    line.tap.sink.setFull(true);
    const QByteArray much = randomBytes(32 << 20, 6);
    const qsizetype sent = line.client.sendUntilStalled(much, 100);
    QVERIFY(sent < much.size());
    QCOMPARE(line.tap.sink.bytes(Direction::Sent), QByteArray());
    line.tap.sink.setFull(false); // and no resume(): the tap looks for itself
    auto rest = std::async(std::launch::async, [&] { return line.client.send(much.mid(sent)); });
    QVERIFY(line.peer.receive(much.size()) == much);
    QVERIFY(rest.get());
    line.tap.sink.setFull(true);
    QVERIFY(line.peer.send("answer"));
    line.tap.sink.setFull(false);
    line.tap.taps().resume();
    QCOMPARE(line.client.receive(6), QByteArray("answer"));
}

namespace {

/// A port that nobody listens on.
quint16 closedPort()
{
    BlockingServer server;
    return server.port();
}

} // namespace

void TestRelay::answers502WhenRefused()
{
    const quint16 port = closedPort();
    RunningTap tap(RunningTap::inFrontOf(port));
    auto client = BlockingSocket::connectTo(tap.port());
    const QByteArray request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    QVERIFY(client.send(request.first(9)));
    QVERIFY(client.send(request.sliced(9)));
    const QByteArray answer = client.receiveAll();
    QCOMPARE(client.end(), End::Fin);
    QVERIFY(answer.startsWith("HTTP/1.1 502 Bad Gateway\r\n"));
    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    QVERIFY(answer.contains("\r\nX-Sockscope: answered by the tap\r\n"));
    QVERIFY(answer.endsWith("Sockscope could not reach http://127.0.0.1:" + QByteArray::number(port)
                            + ": connection refused.\n"));
    client.close();
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    const auto closed = tap.sink.all<Capture::WireClosed>().front();
    QCOMPARE(closed.problem, std::optional(Problem::TapRefused));
    QCOMPARE(closed.text, QByteArray("connection refused"));
    QCOMPARE(tap.sink.bytes(Direction::Received, true), answer);
    QCOMPARE(tap.sink.bytes(Direction::Sent, true), request);
    QCOMPARE(tap.sink.bytes(Direction::Received), QByteArray());
    QCOMPARE(tap.counts().failed, quint64(1));
}

void TestRelay::answers502AfterALargeUpload_data()
{
    QTest::addColumn<Tap::HostRewrite>("rewrite");
    QTest::newRow("as it came") << Tap::HostRewrite::Never;
    QTest::newRow("with another Host") << Tap::HostRewrite::Always;
}

void TestRelay::answers502AfterALargeUpload()
{
    QFETCH(Tap::HostRewrite, rewrite);
    Tap::TapOptions options = RunningTap::inFrontOf(closedPort());
    options.hostRewrite = rewrite;
    RunningTap tap(options);
    auto client = BlockingSocket::connectTo(tap.port());
    const QByteArray body(8 << 20, 'b');
    QVERIFY(client.send("POST /up HTTP/1.1\r\nContent-Length: " + QByteArray::number(body.size())
                        + "\r\n\r\n" + body));
    QVERIFY(client.receiveAll().startsWith("HTTP/1.1 502 "));
    QCOMPARE(client.end(), End::Fin);
    client.close();
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    const QByteArray recorded = tap.sink.bytes(Direction::Sent, true);
    QVERIFY(recorded.startsWith("POST /up HTTP/1.1\r\n"));
    QVERIFY(recorded.endsWith("\r\n\r\n" + body));
}

void TestRelay::answers502ToAHalfClosedClient()
{
    RunningTap tap(RunningTap::inFrontOf(closedPort()));
    auto client = BlockingSocket::connectTo(tap.port());
    QVERIFY(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    client.finish();
    QVERIFY(client.receiveAll().startsWith("HTTP/1.1 502 "));
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
}

void TestRelay::resetsWhatIsNoHttpWhenRefused()
{
    RunningTap tap(RunningTap::inFrontOf(closedPort()));
    auto client = BlockingSocket::connectTo(tap.port());
    QVERIFY(client.send("\x16\x03\x01 some other protocol"));
    QCOMPARE(client.waitForEnd(), End::Reset);
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.bytes(Direction::Received, true), QByteArray());
}

void TestRelay::timesOut()
{
    // A server whose backlog is full answers no SYN.
    const BlockingServer server(false, 0);
    const auto first = BlockingSocket::connectTo(server.port());
    QVERIFY(first.isOpen());
    auto options = RunningTap::inFrontOf(server.port());
    options.connectTimeout = std::chrono::milliseconds(50);
    RunningTap tap(options);
    auto client = BlockingSocket::connectTo(tap.port());
    QVERIFY(client.send("GET / HTTP/1.1\r\n\r\n"));
    QVERIFY(client.receiveAll().contains(": connection timed out."));
    client.close();
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem,
             std::optional(Problem::TapTimedOut));
}

void TestRelay::clientGoesWhileConnecting()
{
    const BlockingServer server(false, 0);
    const auto first = BlockingSocket::connectTo(server.port());
    RunningTap tap(RunningTap::inFrontOf(server.port()));
    auto client = BlockingSocket::connectTo(tap.port());
    QTRY_COMPARE(tap.counts().accepted, quint64(1));
    client.reset();
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem, std::optional(Problem::TapReset));
    QCOMPARE(tap.counts().open, quint64(0));
}

void TestRelay::triesAllAddressesOfAName()
{
    // localhost is ::1 and 127.0.0.1; the server listens on one of them.
    for (const bool ipv6 : {false, true}) {
        const BlockingServer server(ipv6);
        QVERIFY(server.isListening());
        RunningTap tap(RunningTap::inFrontOf(server.port(), "localhost"));
        auto client = BlockingSocket::connectTo(tap.port());
        auto peer = server.accept();
        QVERIFY(peer.isOpen());
        QVERIFY(client.send("x"));
        QCOMPARE(peer.receive(1), QByteArray("x"));
    }
}

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
