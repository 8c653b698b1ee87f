// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frameencoder.h"
#include "tests/support/goldentrace.h"
#include "tests/support/handmadewire.h"
#include "tests/support/pcaptrip.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Capture;

/// A capture goes out as packets and comes back, message by message the same.
class TestRoundTrip : public QObject
{
    Q_OBJECT

private slots:
    void goldenTraces_data();
    void goldenTraces();
    void randomCaptures_data();
    void randomCaptures();

private:
    void compare(const QString &capture, bool exact);
    void hasNothing(const QString &capture);

    QTemporaryDir m_folder;
};

void TestRoundTrip::compare(const QString &capture, bool exact)
{
    const QString packets = m_folder.filePath(QStringLiteral("packets"));
    const QString again = m_folder.filePath(QStringLiteral("again"));
    QFile::remove(again);
    QVERIFY(PcapTrip::exportPackets(capture, packets));
    QStringList remarks;
    const QString wrong = PcapTrip::importPackets(packets, again, &remarks);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY2(remarks.isEmpty(), qPrintable(remarks.join(u'\n')));
    const auto messages = PcapTrip::messagesOf(capture, exact);
    QVERIFY(!messages.isEmpty());
    const QByteArray different = PcapTrip::difference(messages, PcapTrip::messagesOf(again, exact));
    QVERIFY2(different.isEmpty(), different.constData());
}

/// Connections on which nobody said anything.
void TestRoundTrip::hasNothing(const QString &capture)
{
    const QString packets = m_folder.filePath(QStringLiteral("packets"));
    const QString again = m_folder.filePath(QStringLiteral("again"));
    QFile::remove(again);
    QVERIFY(PcapTrip::exportPackets(capture, packets));
    QVERIFY(PcapTrip::messagesOf(capture, true).isEmpty());
    QVERIFY(PcapTrip::importPackets(packets, again)
                .startsWith(QLatin1String("there is no HTTP and no WebSocket")));
}

void TestRoundTrip::goldenTraces_data()
{
    QTest::addColumn<QString>("path");
    const QStringList paths = GoldenTrace::paths();
    QVERIFY(!paths.isEmpty());
    for (const QString &path : paths)
        QTest::newRow(qPrintable(QFileInfo(path).completeBaseName())) << path;
}

void TestRoundTrip::goldenTraces()
{
    QFETCH(const QString, path);
    const GoldenTrace trace = GoldenTrace::load(path);
    TrafficDecoder decoder;
    decoder.addSource({.id = 1, .type = SourceRecord::Type::Tap, .name = "tap"});
    Time now {std::chrono::seconds(1'772'366'400)};
    const auto tick = [&now] { return now += std::chrono::milliseconds(1); };
    QMap<int, std::array<bool, 2>> ended;
    // Compression and chunks are not kept: those messages cost something else.
    bool isExact = true;
    for (const GoldenTrace::Entry &entry : trace.inOrder()) {
        const Id connection = entry.connection + 1;
        if (!ended.contains(entry.connection)) {
            const QByteArray address = "127.0.0.1:" + QByteArray::number(50'000 + connection);
            decoder.take(WireOpened {.connection = connection,
                                     .source = 1,
                                     .time = tick(),
                                     .client = address,
                                     .target = "127.0.0.1:3000"});
            decoder.take(WireConnected {
                .connection = connection, .time = now, .peer = "127.0.0.1:3000", .tls = {}});
        }
        auto &ends = ended[entry.connection];
        const Direction direction = entry.isSent ? Direction::Sent : Direction::Received;
        bool &isEnded = ends[static_cast<std::size_t>(direction)];
        if (entry.kind == QLatin1String("tcp-fin")) {
            if (!std::exchange(isEnded, true))
                decoder.take(
                    WireEnded {.connection = connection, .direction = direction, .time = tick()});
        } else {
            const QByteArray head = entry.bytes.left(2000).toLower();
            isExact = isExact && !head.contains("\r\ntransfer-encoding: chunked")
                && !(head.startsWith("http/1.1 101") && head.contains("permessage-deflate"));
            decoder.take(WireBytes {.connection = connection,
                                    .direction = direction,
                                    .time = tick(),
                                    .bytes = entry.bytes});
        }
        if (ends[0] && ends[1])
            decoder.take(WireClosed {.connection = connection, .time = now});
    }
    const QString capture = m_folder.filePath(QStringLiteral("golden"));
    QFile::remove(capture);
    QVERIFY(PcapTrip::store(decoder, tick(), capture));
    if (trace.entries.isEmpty())
        hasNothing(capture);
    else
        compare(capture, isExact);
}

void TestRoundTrip::randomCaptures_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::newRow(QByteArray::number(seed).constData()) << seed;
}

/// WebSockets with frames of all sizes, cut and interrupted in any way, and polling beside them.
void TestRoundTrip::randomCaptures()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    HandmadeWire::Wire wire;
    wire.decoder.addSource({.id = 1, .type = SourceRecord::Type::Tap, .name = "tap"});
    const auto bytes = [&random](int most) {
        QByteArray made(random.bounded(most), Qt::Uninitialized);
        for (char &byte : made)
            byte = static_cast<char>('a' + random.bounded(26));
        return made;
    };
    struct Lane
    {
        bool isOpen = false; // in the middle of a message
    };
    std::array<std::array<Lane, 2>, 3> lanes;
    std::vector<Id> sockets;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        sockets.push_back(wire.open("127.0.0.1:" + QByteArray::number(51'000 + int(i))));
        wire.sent(sockets.back(),
                  "GET /feed HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        wire.received(sockets.back(),
                      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    }
    for (int step = 0; step < 150; ++step) {
        if (random.bounded(8) == 0) {
            const Id poll = wire.open("[::1]:" + QByteArray::number(52'000 + step));
            const QByteArray body = random.bounded(2) != 0 ? bytes(4000) : QByteArray();
            wire.sent(poll, HandmadeWire::post("S", "4" + bytes(300)));
            wire.received(poll, HandmadeWire::ok(body));
            wire.close(poll);
            continue;
        }
        const std::size_t which = random.bounded(quint32(sockets.size()));
        const std::size_t side = random.bounded(2U);
        Lane &lane = lanes[which][side];
        WebSocket::FrameHeader header;
        header.masked = side == 0;
        const quint32 key = random.generate();
        std::memcpy(header.key.data(), &key, sizeof key);
        const bool isControl = random.bounded(6) == 0;
        const QByteArray payload = bytes(isControl ? 100 : random.bounded(20) == 0 ? 150'000 : 400);
        if (isControl) {
            header.opCode = WebSocket::OpCode::Ping;
        } else {
            header.opCode = lane.isOpen  ? WebSocket::OpCode::Continuation
                : random.bounded(2) != 0 ? WebSocket::OpCode::Text
                                         : WebSocket::OpCode::Binary;
            header.fin = random.bounded(3) != 0;
            lane.isOpen = !header.fin;
        }
        header.headerBytes
            = static_cast<quint8>((random.bounded(10) == 0 ? 10 : 0) + (header.masked ? 4 : 0));
        if (header.headerBytes <= 4)
            header.headerBytes = 0;
        const QByteArray frame = WebSocket::encodeFrame(header, payload);
        if (side == 0)
            wire.sent(sockets[which], frame);
        else
            wire.received(sockets[which], frame);
    }
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        for (const Direction direction : {Direction::Sent, Direction::Received})
            wire.decoder.take(WireEnded {.connection = sockets[i],
                                         .direction = direction,
                                         .time = wire.now() + std::chrono::milliseconds(1)});
        wire.close(sockets[i]);
    }
    const QString capture = m_folder.filePath(QStringLiteral("random"));
    QFile::remove(capture);
    QVERIFY(PcapTrip::store(wire.decoder, wire.tick(), capture));
    compare(capture, true);
}

QTEST_GUILESS_MAIN(TestRoundTrip)

#include "tst_roundtrip.moc"
