// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/tally.h"
#include "protocol/compare/wirelog.h"
#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/handshake.h"

#include <QTest>

using namespace Compare;
using namespace std::chrono_literals;
using Capture::Direction;
using WebSocket::OpCode;
using WebSocket::Sender;

namespace {

/// What a tap reports, a millisecond an event.
class Script
{
public:
    std::vector<Capture::WireEvent> events;

    Capture::Time tick() { return m_time += 1ms; }
    void open(Capture::Id connection)
    {
        events.push_back(Capture::WireOpened {.connection = connection,
                                              .source = 1,
                                              .time = tick(),
                                              .client = "127.0.0.1:50000",
                                              .target = "127.0.0.1:3000"});
    }
    void put(Direction direction, const QByteArray &bytes, Capture::Id connection = 1)
    {
        events.push_back(Capture::WireBytes {
            .connection = connection, .direction = direction, .time = tick(), .bytes = bytes});
    }
    void close(Capture::Id connection, std::optional<Problem> problem = {},
               const QByteArray &text = {})
    {
        events.push_back(Capture::WireClosed {
            .connection = connection, .time = tick(), .problem = problem, .text = text});
    }
    /// An accepted handshake.
    void upgrade(const QByteArray &target)
    {
        const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";
        open(1);
        request = "GET " + target
            + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + key + "\r\n\r\n";
        response = WebSocket::responseHead(key);
        put(Direction::Sent, request);
        put(Direction::Received, response);
    }
    void say(Direction direction, const QByteArray &text)
    {
        auto &encoder = direction == Direction::Sent ? m_client : m_server;
        put(direction, encoder.message(OpCode::Text, text));
    }

    QByteArray request;
    QByteArray response;

private:
    Capture::Time m_time {1'000'000s};
    WebSocket::FrameEncoder m_client {Sender::Client};
    WebSocket::FrameEncoder m_server {Sender::Server};
};

Interval tallied(Tally &tally, Script &script, qint64 size)
{
    tally.take(std::exchange(script.events, {}));
    return tally.interval(size);
}

} // namespace

class TestTally : public QObject
{
    Q_OBJECT

private slots:
    void countsAPlainWebSocket();
    void leavesPingsOut();
    void countsSocketIo();
    void countsPolling();
    void passesOverWhatItDidNotSeeOpened();
    void tellsOfConnections();
    void logIsTaken();
};

void TestTally::countsAPlainWebSocket()
{
    Tally tally;
    Script script;
    script.upgrade("/echo");
    const Interval startup = tallied(tally, script, 0);
    QCOMPARE(startup.requests, 1);
    QCOMPARE(startup.connections, 1);
    QCOMPARE(startup.openAtMost, 1);
    QCOMPARE(startup.sent.http, script.request.size());
    QCOMPARE(startup.sent.wire, script.request.size());
    QCOMPARE(startup.received.http, script.response.size());
    QVERIFY(startup.ready && startup.opened);
    QCOMPARE(*startup.ready - *startup.opened, 2ms);
    QVERIFY(!startup.hasSession);

    script.say(Direction::Sent, "#000000;abcdefgh");
    script.say(Direction::Received, "#000000;abcdefgh");
    script.say(Direction::Sent, "#000001;abcdefgh");
    const Interval interval = tallied(tally, script, 16);
    QCOMPARE(interval.sent, (Layers {.payload = 32, .webSocket = 12, .wire = 44}));
    QCOMPARE(interval.received, (Layers {.payload = 16, .webSocket = 2, .wire = 18}));
    QCOMPARE(interval.requests, 0);
    QCOMPARE(interval.messages.size(), std::size_t(3));
    QCOMPARE(interval.messages[2].number, 1);
    QCOMPARE(interval.messages[1].time - interval.messages[0].time, 1ms);
}

void TestTally::leavesPingsOut()
{
    Tally tally;
    Script script;
    script.upgrade("/echo");
    tallied(tally, script, 0);
    script.put(Direction::Sent, WebSocket::FrameEncoder(Sender::Client).control(OpCode::Ping, "x"));
    script.put(Direction::Received,
               WebSocket::FrameEncoder(Sender::Server).control(OpCode::Pong, "x"));
    // One that the server sends is a cost.
    script.put(Direction::Received,
               WebSocket::FrameEncoder(Sender::Server).control(OpCode::Ping, {}));
    script.put(Direction::Sent, WebSocket::FrameEncoder(Sender::Client).control(OpCode::Pong, {}));
    const Interval interval = tallied(tally, script, 16);
    QCOMPARE(interval.received, (Layers {.webSocket = 2, .wire = 2}));
    QCOMPARE(interval.sent, (Layers {.webSocket = 6, .wire = 6}));
    QVERIFY(interval.ponged.has_value());
}

void TestTally::countsSocketIo()
{
    Tally tally;
    Script script;
    script.upgrade("/socket.io/?EIO=4&transport=websocket");
    const QByteArray open
        = R"(0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000})";
    script.say(Direction::Received, open);
    script.say(Direction::Sent, "40");
    script.say(Direction::Received, R"(40{"sid":"def"})");
    const Interval startup = tallied(tally, script, 0);
    QVERIFY(startup.hasSession);
    QCOMPARE(startup.pingIntervalMs, 25000);
    QCOMPARE(startup.received.engineIo, open.size() + 1);
    QCOMPARE(startup.received.socketIo, 14);
    QCOMPARE(startup.received.payload, 0);
    QCOMPARE(*startup.ready - *startup.opened, 5ms);

    script.say(Direction::Sent, R"(4211["say","#000007;abcdefgh"])");
    script.say(Direction::Received, R"(4311["#000007;abcdefgh"])");
    script.say(Direction::Received, "2");
    const Interval interval = tallied(tally, script, 16);
    QCOMPARE(interval.sent,
             (Layers {.payload = 16, .socketIo = 13, .engineIo = 1, .webSocket = 6, .wire = 36}));
    QCOMPARE(interval.received,
             (Layers {.payload = 16, .socketIo = 7, .engineIo = 2, .webSocket = 4, .wire = 29}));
    QCOMPARE(interval.messages.size(), std::size_t(2));
    QVERIFY(interval.messages[1].isAck);
    QCOMPARE(interval.messages[1].ackLatencyUs, 1000);
}

void TestTally::countsPolling()
{
    Tally tally;
    Script script;
    script.open(1);
    const QByteArray get = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n";
    const auto answer = [](const QByteArray &body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    };
    script.put(Direction::Sent, get);
    script.put(Direction::Received,
               answer(R"(0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000})"));
    script.open(2);
    const auto post = [](const QByteArray &body) {
        return "POST /socket.io/?EIO=4&transport=polling&sid=abc HTTP/1.1\r\nHost: a\r\n"
               "Content-Type: text/plain\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    };
    script.put(Direction::Sent, post("40"), 2);
    script.put(Direction::Received, answer("ok"), 2);
    const Interval startup = tallied(tally, script, 0);
    QCOMPARE(startup.requests, 2);
    QCOMPARE(startup.connections, 2);
    QVERIFY(startup.crossedConnections);
    QVERIFY(startup.posted.has_value());

    const QByteArray body = R"(42["say","#000000;abcdefgh"])"
                            "\x1e"
                            R"(42["say","#000001;abcdefgh"])";
    script.put(Direction::Sent, post(body), 2);
    script.put(Direction::Received, answer("ok"), 2);
    const Interval interval = tallied(tally, script, 16);
    QCOMPARE(interval.requests, 1);
    QCOMPARE(interval.sent.payload, 32);
    QCOMPARE(interval.sent.socketIo, 2 * 11);
    QCOMPARE(interval.sent.engineIo, 3);
    QCOMPARE(interval.sent.http, post(body).size() - body.size());
    QCOMPARE(interval.sent.wire, post(body).size());
    QCOMPARE(interval.received.http, answer("ok").size());
}

void TestTally::passesOverWhatItDidNotSeeOpened()
{
    Tally tally;
    Script script;
    script.put(Direction::Sent, "GET / HTTP/1.1\r\n\r\n", 7);
    script.close(7);
    const Interval interval = tallied(tally, script, 0);
    QCOMPARE(interval.sent.wire, 0);
    QVERIFY(!interval.closed);
    QCOMPARE(interval.connections, 0);
}

void TestTally::tellsOfConnections()
{
    Tally tally;
    Script script;
    script.open(1);
    script.open(2);
    script.close(1);
    script.open(3);
    script.close(3, Problem::TapUnreachable, "Connection refused");
    const Interval interval = tallied(tally, script, 0);
    QCOMPARE(interval.connections, 3);
    QCOMPARE(interval.openAtMost, 2);
    QCOMPARE(*interval.closed - *interval.opened, 2ms);
    QCOMPARE(interval.unreachable, QByteArray("Connection refused"));
    QCOMPARE(tallied(tally, script, 0).openAtMost, 1);
}

void TestTally::logIsTaken()
{
    WireLog log;
    Script script;
    script.open(1);
    script.put(Direction::Sent, "abc");
    for (Capture::WireEvent &event : script.events)
        log.record(std::move(event));
    QVERIFY(!log.isFull());
    QCOMPARE(log.events(), 2);
    QCOMPARE(log.take().size(), std::size_t(2));
    QVERIFY(log.take().empty());
    QCOMPARE(log.events(), 2);
}

QTEST_APPLESS_MAIN(TestTally)
#include "tst_tally.moc"
