// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/crew.h"
#include "protocol/compare/payload.h"
#include "protocol/compare/site.h"
#include "protocol/compare/socketiopeer.h"
#include "protocol/compare/tally.h"
#include "protocol/compare/websocketpeer.h"
#include "tests/support/countingrelay.h"

#include <QTest>

using namespace Compare;
using namespace std::chrono_literals;

namespace {

qint64 sumOf(const Layers &layers)
{
    return layers.payload + layers.socketIo + layers.engineIo + layers.webSocket + layers.http
        - layers.saved;
}

/// The embedded server, behind a relay that counts.
class CountedServer
{
public:
    explicit CountedServer(bool msgpack)
        : m_server(m_thread)
    {
        Server::EchoSite::Options options;
        options.engine.deflate = true;
        options.engine.maxPayload = 10'000'000;
        if (msgpack)
            options.sockets.namespaces.parser = Server::Parser::Msgpack;
        m_server.setEcho(options);
        const QByteArray address = m_server.start().address;
        m_relay
            = std::make_unique<CountingRelay>(address.mid(address.lastIndexOf(':') + 1).toUShort());
    }

    CountingRelay &relay() { return *m_relay; }
    Target target() const
    {
        Target target;
        target.url = "http://127.0.0.1:" + QByteArray::number(m_relay->port());
        return target;
    }

private:
    Net::NetThread m_thread;
    Server::DemoServer m_server;
    std::unique_ptr<CountingRelay> m_relay;
};

} // namespace

Q_DECLARE_METATYPE(Way)

/// What a comparison says that crossed is what crossed, byte by byte, as somebody else counts it.
class TestBytes : public QObject
{
    Q_OBJECT

private slots:
    void areThoseThatCrossed_data();
    void areThoseThatCrossed();
};

void TestBytes::areThoseThatCrossed_data()
{
    QTest::addColumn<Way>("way");
    for (const Way &way : allWays())
        QTest::newRow(wayName(way).constData()) << way;
}

void TestBytes::areThoseThatCrossed()
{
    QFETCH(Way, way);
    CountedServer server(way.msgpack);
    CountingRelay &relay = server.relay();
    const Target target = server.target();
    Threads threads;
    Site site(threads, target);
    const QByteArray address = site.door({}).measured;
    QVERIFY(!address.isEmpty());
    Tally tally;
    Crew crew(threads, 10s);
    crew.add([&](Net::Poller &poller) -> std::unique_ptr<Peer> {
        if (!way.isSocketIo())
            return std::make_unique<WebSocketPeer>(poller, "/ws/echo", way.deflate);
        return std::make_unique<SocketIoPeer>(poller, target, SocketIoPeer::Options {way});
    });
    QCOMPARE(crew.open(address), QByteArray());
    site.settle();
    tally.take(site.takeMeasured());
    const Interval startup = tally.interval(0);
    QTRY_COMPARE(relay.sent(), startup.sent.wire);
    QTRY_COMPARE(relay.received(), startup.received.wire);
    QCOMPARE(sumOf(startup.sent), startup.sent.wire);
    QCOMPARE(sumOf(startup.received), startup.received.wire);
    QCOMPARE(startup.agreedOnDeflate, way.deflate);
    QCOMPARE(startup.sent.payload + startup.received.payload, 0);
    QVERIFY(startup.sent.http > 0 && startup.received.http > 0);

    for (const Work work : {Work::OneWay, Work::Echo, Work::BinaryEcho}) {
        for (const qint64 size : {16, 300, 70'000}) {
            constexpr int Count = 12;
            const qint64 sentBefore = relay.sent();
            const qint64 receivedBefore = relay.received();
            QCOMPARE(crew.exercise(work, payloads(Count, size, work == Work::BinaryEcho)).failure,
                     QByteArray());
            site.settle();
            tally.take(site.takeMeasured());
            const Interval interval = tally.interval(size);

            // The question whether all has been read, and its answer, are no part of it.
            const bool asks = work == Work::OneWay && way.usesWebSocket();
            const qint64 ping = asks ? 6 : 0;
            const qint64 pong = asks ? 2 : 0;
            QTRY_COMPARE(relay.sent() - sentBefore, interval.sent.wire + ping);
            QTRY_COMPARE(relay.received() - receivedBefore, interval.received.wire + pong);
            QCOMPARE(sumOf(interval.sent), interval.sent.wire);
            QCOMPARE(sumOf(interval.received), interval.received.wire);

            QCOMPARE(interval.sent.payload, Count * size);
            if (work != Work::OneWay || !way.isSocketIo())
                QCOMPARE(interval.received.payload, Count * size);
            else
                QCOMPARE(interval.received.payload, 0);
            QCOMPARE(interval.sent.socketIo > 0, way.isSocketIo());
            QCOMPARE(interval.sent.engineIo > 0,
                     way.isSocketIo() && !way.msgpack ? true : way.stack == Stack::SocketIoPolling);
            QCOMPARE(interval.sent.webSocket > 0, way.usesWebSocket());
            QCOMPARE(interval.sent.http > 0, !way.usesWebSocket());
            QCOMPARE(interval.sent.saved != 0, way.deflate);
            const bool isExact = way == Way {} && size == 16;
            if (isExact) { // RFC 6455, 5.2: two bytes, and a mask of four
                QCOMPARE(interval.sent.wire, Count * (16 + 2 + 4));
                QCOMPARE(interval.received.wire, Count * (16 + 2));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestBytes)
#include "tst_bytes.moc"
