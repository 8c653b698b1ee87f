// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/packetfile.h"
#include "tests/support/handmadewire.h"
#include "tests/support/nostore.h"
#include "tests/support/packetmaker.h"
#include "tests/support/pcaptrip.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace PacketMaker;

/// Packets of other programs become a capture.
class TestPcapReader : public QObject
{
    Q_OBJECT

private slots:
    void readsARequestAndItsAnswer();
    void orderDoesNotMatter_data();
    void orderDoesNotMatter();
    void begunInTheMiddle();
    void joinsInTheMiddle();
    void leavesOutWhatIsNoHttp();
    void resetsEnd();
    void thePortIsUsedAgain();
    void hostileFilesEndInASentence_data();
    void hostileFilesEndInASentence();
    void damagedFilesEndInASentence_data();
    void damagedFilesEndInASentence();
    void aCutFileKeepsWhatWasThere();
    void canBeStopped();

private:
    QString read(const QByteArrayList &packets) { return readFile(pcapFile(packets)); }
    QString readFile(const QByteArray &file);
    /// The contents of all messages.
    QByteArrayList contents();
    std::vector<Capture::ConnectionRecord> connections();

    QTemporaryDir m_folder;
    QString m_capture;
    QStringList m_remarks;
};

QString TestPcapReader::readFile(const QByteArray &bytes)
{
    const QString path = m_folder.filePath(QStringLiteral("packets.pcap"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return QStringLiteral("not written");
    m_capture = m_folder.filePath(QStringLiteral("capture"));
    QFile::remove(m_capture);
    return PcapTrip::importPackets(path, m_capture, &m_remarks);
}

QByteArrayList TestPcapReader::contents()
{
    QByteArrayList all;
    const auto reader = Capture::StoreReader::open(m_capture, nullptr);
    reader->forEachMessage(0, 1 << 20, [&all](Capture::MessageRow &&row) {
        all.append(row.record.content.bytes);
        return true;
    });
    return all;
}

std::vector<Capture::ConnectionRecord> TestPcapReader::connections()
{
    return Capture::StoreReader::open(m_capture, nullptr)->connections();
}

void TestPcapReader::readsARequestAndItsAnswer()
{
    QCOMPARE(read(conversation(
                 {{false, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"}, {true, HandmadeWire::ok("b")}})),
             QString());
    QVERIFY2(m_remarks.isEmpty(), qPrintable(m_remarks.join(u'\n')));
    QCOMPARE(contents(), QByteArrayList({"GET /a HTTP/1.1"}));
    const auto all = connections();
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all[0].client, QByteArray("10.0.0.1:50000"));
    QCOMPARE(all[0].peer, QByteArray("10.0.0.2:3000"));
    using End = Capture::ConnectionRecord::End;
    QCOMPARE(all[0].ends, (std::array<End, 2> {End::Fin, End::Fin}));
    QCOMPARE(all[0].opened, Capture::Time(std::chrono::seconds(1'772'366'400)));
    QVERIFY(all[0].closed);
    const auto reader = Capture::StoreReader::open(m_capture, nullptr);
    QCOMPARE(reader->sources().at(0).type, Capture::SourceRecord::Type::Import);
    QCOMPARE(reader->sources().at(0).name, QByteArray("packets.pcap"));
}

void TestPcapReader::orderDoesNotMatter_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::newRow(QByteArray::number(seed).constData()) << seed;
}

/// A WebSocket in small segments, some twice, each within some places of where it should be.
void TestPcapReader::orderDoesNotMatter()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    QList<Said> said = webSocket();
    QByteArrayList expected {"GET /feed HTTP/1.1"};
    QByteArray sent;
    for (int i = 0; i < 200; ++i) {
        expected.append("message " + QByteArray::number(i));
        sent += HandmadeWire::masked(expected.last());
    }
    said.append({false, sent});
    const QByteArrayList inOrder = conversation(said, 50'000, 11);
    const qsizetype beginning = 20; // up to the upgrade
    std::vector<std::pair<quint32, QByteArray>> places;
    for (qsizetype i = 0; i < inOrder.size(); ++i) {
        const bool isFixed = i < beginning + 20;
        const auto place = static_cast<quint32>(i * 10);
        places.emplace_back(isFixed ? place : place + random.bounded(200U), inOrder[i]);
        if (!isFixed && random.bounded(5) == 0)
            places.emplace_back(place + random.bounded(200U), inOrder[i]);
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const auto &left, const auto &right) { return left.first < right.first; });
    QByteArrayList packets;
    for (const auto &[place, packet] : places)
        packets.append(packet);
    QCOMPARE(read(packets), QString());
    QVERIFY2(m_remarks.isEmpty(), qPrintable(m_remarks.join(u'\n')));
    QCOMPARE(contents(), expected);
}

void TestPcapReader::begunInTheMiddle()
{
    const QList<Said> asks {{false, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"},
                            {true, HandmadeWire::ok("b")}};
    const QByteArrayList noSyn = conversation(asks, 50'000, 1400, false);
    QCOMPARE(read(noSyn), QString());
    QCOMPARE(contents(), QByteArrayList({"GET /a HTTP/1.1"}));
    QCOMPARE(connections().at(0).client, QByteArray("10.0.0.1:50000"));
    QCOMPARE(m_remarks,
             QStringList({QStringLiteral(
                 "1 connection begins in the middle and is read from the next request on.")}));

    QCOMPARE(read(noSyn
                  + conversation({{true, HandmadeWire::unmasked("in the middle")}}, 50'001, 1400,
                                 false)),
             QString());
    QCOMPARE(contents(), QByteArrayList({"GET /a HTTP/1.1"}));
    QVERIFY2(m_remarks.join(u' ').contains(QLatin1String("1 connection began before the file")),
             qPrintable(m_remarks.join(u'\n')));
}

/// The end of a response, and then requests.
void TestPcapReader::joinsInTheMiddle()
{
    QCOMPARE(read(conversation({{true, "the end of a body"},
                                {false, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"},
                                {true, HandmadeWire::ok("b")}},
                               50'000, 1400, false)),
             QString());
    QCOMPARE(contents(), QByteArrayList({"GET /a HTTP/1.1"}));
    QVERIFY2(m_remarks.value(0).startsWith(QLatin1String("1 connection begins in the middle")),
             qPrintable(m_remarks.join(u'\n')));
    QCOMPARE(connections().at(0).client, QByteArray("10.0.0.1:50000"));
}

void TestPcapReader::leavesOutWhatIsNoHttp()
{
    const QByteArrayList foreign = conversation({{true, "SSH-2.0-x\r\n"}}, 50'001)
        + conversation({{false, QByteArray("\x16\x03\x01\x02\x00 hello", 11)}}, 50'002);
    QCOMPARE(read(foreign
                  + conversation({{false, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"},
                                  {true, HandmadeWire::ok("b")}})),
             QString());
    QCOMPARE(contents(), QByteArrayList({"GET /a HTTP/1.1"}));
    QCOMPARE(m_remarks.value(0), QStringLiteral("2 connections are no HTTP (1 TLS) and left out."));
    QCOMPARE(m_remarks.value(1), QStringLiteral("What is left out has 22 bytes."));
    QCOMPARE(read(foreign), QStringLiteral("there is no HTTP and no WebSocket in its 12 packets."));
}

void TestPcapReader::resetsEnd()
{
    QByteArrayList packets = conversation(
        {{false, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"}, {true, HandmadeWire::ok("b")}});
    packets.removeLast();
    packets.removeLast();
    packets.append(ethernet(ipv4(Tcp {.from = 3000, .to = 50'000, .flags = Reset}.packet(), true)));
    QCOMPARE(read(packets), QString());
    using End = Capture::ConnectionRecord::End;
    QCOMPARE(connections().at(0).ends, (std::array<End, 2> {End::None, End::Reset}));
    QVERIFY(connections().at(0).problems.has(Problem::TapReset));
}

void TestPcapReader::thePortIsUsedAgain()
{
    const QList<Said> said {{false, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"},
                            {true, HandmadeWire::ok("b")}};
    QByteArrayList open = conversation(said);
    open.removeLast(); // it never ends
    QByteArrayList again = conversation(said);
    // The same addresses and another first number.
    for (QByteArray &packet : again) {
        const bool isBack = packet[14 + 15] == 2;
        const int at = 14 + 20 + (isBack ? 8 : 4); // of the client's numbers
        packet[at] = static_cast<char>(packet[at] ^ 0x40);
    }
    QCOMPARE(read(open + again), QString());
    QCOMPARE(connections().size(), std::size_t(2));
    QCOMPARE(contents().size(), 2);
}

void TestPcapReader::hostileFilesEndInASentence_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray head = pcapFile({});
    QTest::newRow("only a head") << head;
    QTest::newRow("half a head") << head.left(10);
    QTest::newRow("a packet of 4 GB")
        << head + little(quint64(0)) + little(quint32(0xffffffff)) + little(quint32(0xffffffff));
    QTest::newRow("a link nobody knows") << pcapFile({"abc"}, 147);
    QTest::newRow("pcapng of nothing") << QByteArray::fromHex("0a0d0d0a");
    QTest::newRow("a block of no length")
        << QByteArray::fromHex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000"
                               "0600000000000000");
    QTest::newRow("a block of 4 GB")
        << QByteArray::fromHex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000"
                               "06000000fcffffff");
    QTest::newRow("packets of noise")
        << pcapFile({QByteArray(60, '\xff'), QByteArray(14, '\0'), {}, ethernet("E")});
}

void TestPcapReader::hostileFilesEndInASentence()
{
    QFETCH(QByteArray, file);
    const QString error = readFile(file);
    QVERIFY(error.size() > 10);
    QVERIFY(error != QLatin1String("not read"));
}

void TestPcapReader::damagedFilesEndInASentence_data()
{
    QTest::addColumn<QByteArray>("good");
    QFile pcap(QStringLiteral(SOCKSCOPE_TEST_DATA "/pcap/loopback.pcap"));
    QVERIFY(pcap.open(QIODevice::ReadOnly));
    QTest::newRow("pcap") << pcap.readAll();
    QVERIFY(PcapTrip::importPackets(pcap.fileName(), m_folder.filePath(QStringLiteral("good")))
                .isEmpty());
    const QString path = m_folder.filePath(QStringLiteral("good.pcapng"));
    QVERIFY(PcapTrip::exportPackets(m_folder.filePath(QStringLiteral("good")), path));
    QFile pcapng(path);
    QVERIFY(pcapng.open(QIODevice::ReadOnly));
    QTest::newRow("pcapng") << pcapng.readAll();
}

/// Whatever byte is wrong, and wherever the file ends.
void TestPcapReader::damagedFilesEndInASentence()
{
    QFETCH(const QByteArray, good);
    QRandomGenerator random(1);
    int read = 0;
    for (int round = 0; round < 1500; ++round) {
        QByteArray bad = good;
        for (quint32 left = random.bounded(1U, 6U); left > 0; --left) {
            const auto at = static_cast<qsizetype>(random.bounded(quint32(bad.size())));
            bad[at] = random.bounded(2) != 0
                ? static_cast<char>(random.bounded(256))
                : static_cast<char>(bad[at] ^ (1 << random.bounded(8)));
        }
        if (random.bounded(4) == 0)
            bad.truncate(random.bounded(quint32(bad.size())));
        QString error;
        std::FILE *const file = fmemopen(
            bad.data(), static_cast<std::size_t>(std::max<qsizetype>(1, bad.size())), "rb");
        const auto packets = Pcap::PacketFile::adopt(file, &error);
        if (!packets) {
            QVERIFY(!error.isEmpty());
            continue;
        }
        NoStore store;
        Formats::Import work {
            .path = {}, .store = store, .progress = {}, .remarks = {}, .error = {}};
        const bool isRead = Pcap::readPackets(*packets, work);
        QVERIFY(isRead == work.error.isEmpty());
        read += isRead ? 1 : 0;
    }
    QVERIFY(read > 500); // most damage leaves something to read
}

void TestPcapReader::aCutFileKeepsWhatWasThere()
{
    const QByteArray whole = pcapFile(conversation(
        {{false, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"}, {true, HandmadeWire::ok("b")}}));
    QCOMPARE(readFile(whole.chopped(5)), QString());
    QCOMPARE(contents(), QByteArrayList({"GET /a HTTP/1.1"}));
    QCOMPARE(m_remarks.size(), 1);
    QVERIFY2(m_remarks[0].startsWith(QLatin1String("The file is damaged behind packet 6: ")),
             qPrintable(m_remarks[0]));
}

void TestPcapReader::canBeStopped()
{
    QByteArrayList packets;
    for (int i = 0; i < 9000; ++i)
        packets.append(ethernet(ipv4("no TCP")));
    QFile file(m_folder.filePath(QStringLiteral("long.pcap")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pcapFile(packets));
    file.close();
    const QString capture = m_folder.filePath(QStringLiteral("stopped"));
    const auto store = Capture::StoreWriter::create(capture, nullptr);
    QList<double> told;
    Formats::Import work {.path = file.fileName(),
                          .store = *store,
                          .progress =
                              [&told](double done) {
                                  told.append(done);
                                  return told.size() < 2;
                              },
                          .remarks = {},
                          .error = {}};
    QVERIFY(!Pcap::readPacketFile(work));
    QVERIFY(work.error.isEmpty());
    QCOMPARE(told.size(), 2);
    QVERIFY(told[0] > 0.3 && told[0] < told[1] && told[1] < 1);
}

QTEST_GUILESS_MAIN(TestPcapReader)

#include "tst_pcapreader.moc"
