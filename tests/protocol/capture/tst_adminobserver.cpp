// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/trafficdecoder.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace Capture;
using namespace std::chrono_literals;

namespace {

/// Our own client's connection to an admin namespace, written by hand. Time goes on by 1 ms an
/// event.
class AdminWire
{
public:
    TrafficDecoder decoder;

    AdminWire() { decoder.addSource({.id = 1, .type = SourceRecord::Type::Admin}); }

    void attach()
    {
        ++m_connection;
        decoder.take(WireOpened {.connection = m_connection, .source = 1, .time = tick()});
        feed(Direction::Sent,
             "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\n"
             "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        feed(Direction::Received,
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
        receive(R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000})");
        sent(R"(40/admin,{"username":"root","password":"hunter2"})");
        tell(R"("session","df1263a8667cb941")");
        receive(R"(40/admin,{"sid":"own"})");
    }
    void cut() { decoder.take(WireClosed {.connection = m_connection, .time = tick()}); }
    void tell(const QByteArray &data) { receive("42/admin,[" + data + ']'); }
    void sent(const QByteArray &text)
    {
        feed(Direction::Sent,
             QByteArray("\x81").append(char(0x80 | text.size())) + QByteArray(4, '\0') + text);
    }
    Time now() const { return m_now; }

    RecordBatch take()
    {
        decoder.flush(tick());
        return decoder.takeBatch();
    }

private:
    Time tick() { return m_now += 1ms; }
    void receive(const QByteArray &text)
    {
        QByteArray head("\x81");
        if (text.size() < 126)
            head += char(text.size());
        else
            head += '\x7e' + QByteArray(1, char(text.size() >> 8)) + char(text.size() & 0xff);
        feed(Direction::Received, head + text);
    }
    void feed(Direction direction, const QByteArray &bytes)
    {
        decoder.take(WireBytes {
            .connection = m_connection, .direction = direction, .time = tick(), .bytes = bytes});
    }

    Id m_connection = 0;
    Time m_now {1000s};
};

QByteArray socketJson(const QByteArray &id, const QByteArray &rooms, const QByteArray &nsp = "/")
{
    return R"({"id":")" + id + R"(","nsp":")" + nsp + R"(","rooms":[)" + rooms
        + R"(],"handshake":{"address":"::1"},"data":{}})";
}

/// "room member", with `+` in front if it was present, `-` behind what ended, `!` what was lost.
QByteArrayList wordsOf(const RecordBatch &batch)
{
    std::map<Id, QByteArray> words;
    for (const MembershipRecord &one : batch.memberships) {
        words[one.id] = (one.wasPresent ? "+" : "") + one.room + ' ' + one.member
            + (one.wasLost     ? "!"
                   : one.ended ? "-"
                               : "");
    }
    QByteArrayList all;
    for (const auto &[id, text] : words)
        all.append(text);
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace

class TestAdminObserver : public QObject
{
    Q_OBJECT
private slots:
    void orderOfEvents();
    void snapshotAfterChanges();
    void leaveToldLate();
    void snapshotThatIsBroken();
    void reconnect();
    void endOfTheRecording();
    void sockets();
    void bad();
    void apart();
    void credentials();
};

/// room_joined comes before socket_connected, room_left after socket_disconnected; the admin
/// namespace's own are left out.
void TestAdminObserver::orderOfEvents()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("room_joined","/admin","own","own","t")");
    wire.tell(R"("socket_connected",)" + socketJson("own", "\"own\"", "/admin"));
    wire.tell(R"("config",{"supportedFeatures":["ALL_EVENTS"]})");
    wire.tell(R"("room_joined","/","b","b")");
    wire.tell(R"("all_sockets",[)" + socketJson("a", R"("a","r")") + ',' + socketJson("b", "\"b\"")
              + ',' + socketJson("own", "\"own\"", "/admin") + ']');
    wire.tell(R"("socket_connected",)" + socketJson("b", "\"b\""));
    wire.tell(R"("room_joined","/","r","b","t","offset")");
    wire.tell(R"("socket_disconnected","/","a","transport close")");
    wire.tell(R"("room_left","/","r","a")");
    QCOMPARE(wordsOf(wire.take()), QByteArrayList({"+a a-", "+r a-", "b b", "r b"}));
}

/// all_sockets may be older than what was told since the connection began.
void TestAdminObserver::snapshotAfterChanges()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("room_joined","/","new","a")");
    wire.tell(R"("room_left","/","old","a")");
    wire.tell(R"("socket_disconnected","/","gone","bye")");
    wire.tell(R"("all_sockets",[)" + socketJson("a", R"("a","old")") + ','
              + socketJson("gone", "\"gone\"") + ']');
    QCOMPARE(wordsOf(wire.take()), QByteArrayList({"+a a", "new a"}));
}

/// Who leaves and joins at once joins first, as it is told.
void TestAdminObserver::leaveToldLate()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("all_sockets",[)" + socketJson("a", R"("a")") + ']');
    wire.tell(R"("room_joined","/","r","a")");
    wire.tell(R"("room_joined","/","r","a")");
    wire.tell(R"("room_left","/","r","a")");
    QCOMPARE(wordsOf(wire.take()), QByteArrayList({"+a a", "r a", "r a-"}));
    wire.tell(R"("room_left","/","r","a")");
    QCOMPARE(wordsOf(wire.take()), QByteArrayList({"r a-"}));
}

/// What can be read of it counts, and nobody leaves by what cannot.
void TestAdminObserver::snapshotThatIsBroken()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("all_sockets",[)" + socketJson("a", "\"r\"") + ']');
    wire.tell(R"("all_sockets",[{"id":7},)" + socketJson("b", "\"r\"") + ']');
    const RecordBatch batch = wire.take();
    QCOMPARE(wordsOf(batch), QByteArrayList({"+r a", "+r b"}));
    QVERIFY(batch.messages.back().problems.has(Problem::AdminBadEvent));
}

void TestAdminObserver::reconnect()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("all_sockets",[)" + socketJson("a", R"("a","r")") + ']');
    wire.cut();
    const Time lost = wire.now();
    wire.attach();
    wire.tell(R"("all_sockets",[)" + socketJson("a", R"("a","s")") + ']');
    const Time found = wire.now();
    const RecordBatch batch = wire.take();
    QCOMPARE(wordsOf(batch), QByteArrayList({"+a a", "+a a!", "+r a!", "+s a"}));
    QCOMPARE(batch.gaps.size(), std::size_t(1));
    QCOMPARE(batch.gaps.front().cause, GapRecord::Cause::AdminAway);
    QVERIFY(batch.gaps.front().started == lost);
    QVERIFY(batch.gaps.front().ended == found);
}

void TestAdminObserver::endOfTheRecording()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("all_sockets",[)" + socketJson("a", "\"a\"") + ']');
    wire.decoder.finishing();
    wire.cut();
    wire.decoder.finish(wire.now());
    QCOMPARE(wordsOf(wire.take()), QByteArrayList({"+a a"}));
}

void TestAdminObserver::sockets()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("all_sockets",[)" + socketJson("a", "\"a\"") + ']');
    wire.tell(R"("socket_updated",{"id":"a","nsp":"/","data":{"x":{"y":1}}})");
    wire.tell(R"("server_stats",{"serverId":"one","clientsCount":3})");
    wire.tell(R"("socket_disconnected","/","a","ping timeout")");
    const RecordBatch batch = wire.take();
    const SocketRecord &socket = batch.sockets.back();
    QCOMPARE(socket.id, Id(1));
    QCOMPARE(socket.data, R"({"x":{"y":1}})");
    QCOMPARE(socket.address, "::1");
    QCOMPARE(socket.reason, "ping timeout");
    QVERIFY(socket.disconnected);
    QCOMPARE(batch.servers.back().name, "one");
    QCOMPARE(batch.servers.back().clients, 3);
}

void TestAdminObserver::bad()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("room_joined","/")");
    const RecordBatch batch = wire.take();
    QVERIFY(batch.memberships.empty());
    QVERIFY(batch.messages.back().problems.has(Problem::AdminBadEvent));
}

/// Nothing of it is counted.
void TestAdminObserver::apart()
{
    AdminWire wire;
    wire.attach();
    wire.tell(R"("all_sockets",[])");
    wire.cut();
    const RecordBatch batch = wire.take();
    QVERIFY(batch.messages.size() > 5);
    for (const MessageRecord &message : batch.messages)
        QCOMPARE(message.effectiveAside(), Aside::Admin);
    const Totals &totals = *batch.totals;
    QCOMPARE(totals.connections, 0);
    QCOMPARE(totals.sessions, 0);
    QCOMPARE(totals.exchanges, 0);
    QCOMPARE(totals.frames, 0);
    QCOMPARE(totals.messages, 0);
    QCOMPARE(totals.wire, ByteCount());
    QCOMPARE(totals.payload, ByteCount());
    QCOMPARE(totals.webSocket, ByteCount());
}

void TestAdminObserver::credentials()
{
    AdminWire wire;
    wire.attach();
    const RecordBatch batch = wire.take();
    QByteArray all;
    for (const MessageRecord &message : batch.messages)
        all += message.content.bytes;
    QVERIFY(all.contains(R"(40/admin,{"username":"****","password":"*******"})"));
    QVERIFY(all.contains(R"(42/admin,["session","****************"])"));
    for (const char *secret : {"root", "hunter2", "df1263a8667cb941"})
        QVERIFY(!all.contains(secret));
}

QTEST_GUILESS_MAIN(TestAdminObserver)
#include "tst_adminobserver.moc"
