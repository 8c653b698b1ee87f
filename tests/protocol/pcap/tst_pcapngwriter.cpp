// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/packetfile.h"
#include "protocol/pcap/segmentreader.h"
#include "protocol/pcap/tcpstream.h"
#include "tests/support/handmadewire.h"
#include "tests/support/pcaptrip.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Capture;

/// What is in a pcapng file that a capture went out in, packet by packet.
class TestPcapngWriter : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void handshakeDataAndEnd();
    void numbersAndAcknowledgementsFit();
    void endsAsItEnded();
    void portsThatAreOthersBecome80_data();
    void portsThatAreOthersBecome80();
    void addressesOfBothKinds_data();
    void addressesOfBothKinds();
    void compressionIsTakenOut();
    void bodiesAreChunkedAnew();
    void choosesWholeConnections();
    void leavesOutWhatNeverCrossed();
    void stopsWhenItIsTold();

private:
    struct Packet
    {
        Pcap::Segment segment;
        Time time;
    };
    std::vector<Packet> packets(const std::optional<StoreReader::Choice> &choice = {});
    static QByteArray said(const std::vector<Packet> &packets, quint16 fromPort);
    QByteArray file();

    QTemporaryDir m_folder;
    std::unique_ptr<HandmadeWire::Wire> m_wire;
};

void TestPcapngWriter::init()
{
    m_wire = std::make_unique<HandmadeWire::Wire>();
    m_wire->decoder.addSource({.id = 1, .type = SourceRecord::Type::Tap, .name = "the tap"});
}

/// Stores what crossed, writes it as packets and reads these.
std::vector<TestPcapngWriter::Packet>
TestPcapngWriter::packets(const std::optional<StoreReader::Choice> &choice)
{
    const QString capture = m_folder.filePath(QStringLiteral("capture"));
    const QString pcapng = m_folder.filePath(QStringLiteral("packets"));
    std::vector<Packet> found;
    if (m_wire) {
        QFile::remove(capture);
        if (!PcapTrip::store(m_wire->decoder, m_wire->tick(), capture))
            return found;
        m_wire.reset();
    }
    QString error;
    if (!PcapTrip::exportPackets(capture, pcapng, choice))
        return found;
    const auto read = Pcap::PacketFile::open(pcapng, &error);
    if (!read)
        return found;
    Pcap::SegmentReader reader(read->linkType());
    while (const auto packet = read->next()) {
        if (const auto segment = reader.take(packet->bytes))
            found.push_back({*segment, packet->time});
    }
    return read->errorText().isEmpty() ? found : std::vector<Packet>();
}

QByteArray TestPcapngWriter::said(const std::vector<Packet> &packets, quint16 fromPort)
{
    QByteArray bytes;
    for (const Packet &packet : packets) {
        if (packet.segment.from.port == fromPort)
            bytes += packet.segment.bytes;
    }
    return bytes;
}

QByteArray TestPcapngWriter::file()
{
    QFile file(m_folder.filePath(QStringLiteral("packets")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestPcapngWriter::handshakeDataAndEnd()
{
    const Id id = m_wire->open();
    m_wire->sent(id, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    const Time asked = m_wire->now();
    m_wire->received(id, HandmadeWire::ok("hello"));
    for (const Direction direction : {Direction::Received, Direction::Sent})
        m_wire->decoder.take(
            WireEnded {.connection = id, .direction = direction, .time = m_wire->now()});
    m_wire->close(id);
    const auto all = packets();
    QVERIFY(all.size() >= 7);
    QVERIFY(all[0].segment.isSyn && !all[0].segment.hasAck);
    QCOMPARE(all[0].segment.from.toText(), QByteArray("127.0.0.1:50000"));
    QCOMPARE(all[0].segment.to.toText(), QByteArray("127.0.0.1:3000"));
    QVERIFY(all[1].segment.isSyn && all[1].segment.hasAck);
    QVERIFY(!all[2].segment.isSyn && all[2].segment.hasAck);
    QCOMPARE(all[3].segment.bytes, QByteArray("GET /a HTTP/1.1\r\nHost: a\r\n\r\n"));
    QCOMPARE(all[3].time, asked);
    QCOMPARE(said(all, 3000), HandmadeWire::ok("hello"));
    QCOMPARE(std::count_if(all.begin(), all.end(),
                           [](const Packet &packet) { return packet.segment.isFin; }),
             2);
    QVERIFY(file().contains("the tap"));
    QVERIFY(file().contains("connection 1: 127.0.0.1:50000 to 127.0.0.1:3000"));
}

/// Every segment begins where the last one of its side ended, and acknowledges all of the other.
void TestPcapngWriter::numbersAndAcknowledgementsFit()
{
    const Id id = m_wire->webSocket("/feed");
    for (int i = 0; i < 20; ++i) {
        m_wire->sent(id, HandmadeWire::masked("ping " + QByteArray::number(i)));
        m_wire->received(id, HandmadeWire::unmasked("pong"));
    }
    const QByteArray large(200'000, 'x');
    m_wire->received(id, QByteArray("\x82\x7f\0\0\0\0\0\x03\x0d\x40", 10) + large);
    m_wire->close(id);
    const auto all = packets();
    QMap<quint16, quint32> next;
    quint32 unacknowledged = 0;
    for (const Packet &packet : all) {
        const Pcap::Segment &segment = packet.segment;
        if (!segment.isSyn)
            QCOMPARE(segment.number, next.value(segment.from.port));
        if (segment.hasAck)
            QCOMPARE(segment.acknowledged, next.value(segment.to.port));
        next[segment.from.port] = segment.number + static_cast<quint32>(segment.size)
            + (segment.isSyn || segment.isFin ? 1 : 0);
        QVERIFY(segment.size <= Pcap::TcpStream::SegmentBytes);
        unacknowledged
            = segment.from.port == 3000 ? unacknowledged + static_cast<quint32>(segment.size) : 0;
        QVERIFY(unacknowledged < 70'000);
    }
    QVERIFY(said(all, 3000).endsWith(large));
    QVERIFY(file().contains("message 2, session 1 (WebSocket): text"));
}

void TestPcapngWriter::endsAsItEnded()
{
    const Id id = m_wire->open();
    m_wire->sent(id, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    m_wire->decoder.take(WireEnded {.connection = id,
                                    .direction = Direction::Received,
                                    .time = m_wire->tick(),
                                    .end = WireEnded::End::Reset});
    m_wire->close(id);
    const Id open = m_wire->open("127.0.0.1:50001");
    m_wire->sent(open, "GET /b HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto all = packets();
    int resets = 0;
    for (const Packet &packet : all) {
        QVERIFY(!packet.segment.isFin);
        if (packet.segment.isReset) {
            ++resets;
            QCOMPARE(packet.segment.from.port, quint16(3000));
            QCOMPARE(packet.segment.to.port, quint16(50'000));
        }
    }
    QCOMPARE(resets, 1);
}

void TestPcapngWriter::portsThatAreOthersBecome80_data()
{
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("tls");
    QTest::addColumn<int>("port");
    QTest::newRow("one that nobody has")
        << QByteArray("127.0.0.1:50000") << QByteArray("127.0.0.1:3000") << QByteArray() << 3000;
    QTest::newRow("of HTTP") << QByteArray("127.0.0.1:50000") << QByteArray("127.0.0.1:8080")
                             << QByteArray() << 8080;
    QTest::newRow("of another protocol")
        << QByteArray("127.0.0.1:50000") << QByteArray("127.0.0.1:9000") << QByteArray() << 80;
    QTest::newRow("the client's is of another protocol")
        << QByteArray("127.0.0.1:44818") << QByteArray("127.0.0.1:3000") << QByteArray() << 80;
    QTest::newRow("TLS") << QByteArray("127.0.0.1:50000") << QByteArray("127.0.0.1:8444")
                         << QByteArray("TLSv1.3 X") << 80;
}

void TestPcapngWriter::portsThatAreOthersBecome80()
{
    QFETCH(QByteArray, client);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, tls);
    QFETCH(int, port);
    ConnectionRecord connection;
    connection.client = client;
    connection.target = connection.peer = target;
    connection.tls = tls;
    Pcap::EndpointChooser chooser;
    const Pcap::Endpoints endpoints = chooser.take(connection);
    QCOMPARE(int(endpoints.serverPort), port);
    QCOMPARE(chooser.note().isEmpty(), target.endsWith(':' + QByteArray::number(port)));
    // The same ends at the same time: told apart.
    const Pcap::Endpoints other = chooser.take(connection);
    QVERIFY(other.clientPort != endpoints.clientPort);
    QVERIFY(chooser.note().contains("the client's port was"));
    chooser.giveBack(endpoints);
    QCOMPARE(chooser.take(connection), endpoints);
}

void TestPcapngWriter::addressesOfBothKinds_data()
{
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<QByteArray>("shownClient");
    QTest::addColumn<QByteArray>("shownPeer");
    QTest::newRow("IPv6") << QByteArray("[::1]:50000") << QByteArray("[2001:db8::7]:3000")
                          << QByteArray("[::1]:50000") << QByteArray("[2001:db8::7]:3000");
    QTest::newRow("one of each") << QByteArray("127.0.0.1:50000") << QByteArray("[::1]:3000")
                                 << QByteArray("[::ffff:127.0.0.1]:50000")
                                 << QByteArray("[::1]:3000");
    QTest::newRow("the other way round")
        << QByteArray("[::1]:50000") << QByteArray("10.1.2.3:3000") << QByteArray("[::1]:50000")
        << QByteArray("[::ffff:10.1.2.3]:3000");
    QTest::newRow("unknown") << QByteArray() << QByteArray() << QByteArray("192.0.2.1:49152")
                             << QByteArray("192.0.2.2:3000");
}

void TestPcapngWriter::addressesOfBothKinds()
{
    QFETCH(QByteArray, client);
    QFETCH(QByteArray, peer);
    const Id id = 1;
    m_wire->decoder.take(WireOpened {.connection = id,
                                     .source = 1,
                                     .time = m_wire->tick(),
                                     .client = client,
                                     .target = "example.org:3000"});
    m_wire->decoder.take(
        WireConnected {.connection = id, .time = m_wire->now(), .peer = peer, .tls = {}});
    m_wire->sent(id, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto all = packets();
    QVERIFY(!all.empty());
    QTEST(all[0].segment.from.toText(), "shownClient");
    QTEST(all[0].segment.to.toText(), "shownPeer");
}

void TestPcapngWriter::compressionIsTakenOut()
{
    const Id id = m_wire->open();
    m_wire->sent(id,
                 "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    m_wire->received(id,
                     "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"
                     "Connection: Upgrade\r\n"
                     "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    // RFC 7692 section 7.2.3.1: "Hello"
    m_wire->received(id, QByteArray::fromHex("c107f248cdc9c90700"));
    m_wire->close(id);
    const auto all = packets();
    const QByteArray answer = said(all, 3000);
    QVERIFY(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\n"));
    QVERIFY(answer.endsWith("\r\n\r\n\x81\x05Hello"));
    QVERIFY(said(all, 50'000).contains("Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    QVERIFY(file().contains("permessage-deflate: 7 compressed bytes crossed"));
    QVERIFY(file().contains("permessage-deflate was agreed; frames are shown without it"));
}

void TestPcapngWriter::bodiesAreChunkedAnew()
{
    m_wire->exchange("GET /a HTTP/1.1\r\nHost: a\r\n\r\n",
                     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    const auto all = packets();
    QCOMPARE(said(all, 3000),
             QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "5\r\nabcde\r\n0\r\n\r\n"));
    QVERIFY(file().contains("chunked anew"));
}

void TestPcapngWriter::choosesWholeConnections()
{
    m_wire->exchange("GET /a HTTP/1.1\r\nHost: a\r\n\r\n", HandmadeWire::ok("first"));
    const Id id = m_wire->open("127.0.0.1:50001");
    for (const char *target : {"/b", "/c"}) {
        m_wire->sent(id, QByteArray("GET ") + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
        m_wire->received(id, HandmadeWire::ok("second"));
    }
    m_wire->close(id);
    QVERIFY(!said(packets(), 50'000).isEmpty());
    StoreReader::Choice choice;
    choice.from = Time(std::chrono::seconds(1000)) + std::chrono::milliseconds(9); // the last one
    const auto all = packets(choice);
    QCOMPARE(said(all, 50'000), QByteArray());
    QVERIFY(said(all, 50'001).contains("GET /b"));
    QVERIFY(said(all, 50'001).contains("GET /c"));
}

void TestPcapngWriter::leavesOutWhatNeverCrossed()
{
    const Id id = m_wire->webSocket("/feed");
    m_wire->received(id, HandmadeWire::unmasked("true"));
    m_wire->uncrossed(id, Direction::Received, {{"false", false}},
                      {.what = Alteration::What::Injected, .by = "a rule", .other = {}});
    m_wire->close(id);
    const auto all = packets();
    QVERIFY(said(all, 3000).contains("true"));
    QVERIFY(!said(all, 3000).contains("false"));
    QVERIFY(file().contains("1 message never crossed to or from the server"));
}

void TestPcapngWriter::stopsWhenItIsTold()
{
    m_wire->exchange("GET /a HTTP/1.1\r\nHost: a\r\n\r\n",
                     HandmadeWire::ok(QByteArray(100'000, 'x')));
    QVERIFY(!packets().empty());
    const auto reader = StoreReader::open(m_folder.filePath(QStringLiteral("capture")), nullptr);
    Formats::Export work {.reader = *reader,
                          .choice = {},
                          .sink = [](QByteArrayView) { return false; },
                          .progress = {},
                          .error = {}};
    QVERIFY(!Pcap::writePcapng(work));
}

QTEST_GUILESS_MAIN(TestPcapngWriter)

#include "tst_pcapngwriter.moc"
