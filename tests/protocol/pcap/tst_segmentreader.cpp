// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/segmentreader.h"
#include "tests/support/packetmaker.h"

#include <QTest>

#include <pcap/dlt.h>

using namespace PacketMaker;
using Pcap::SegmentReader;

/// TCP segments are found through what links and IP put around them.
class TestSegmentReader : public QObject
{
    Q_OBJECT

private slots:
    void linkTypes_data();
    void linkTypes();
    void readsTheHeader();
    void ipv6Extensions();
    void ipv4Fragments_data();
    void ipv4Fragments();
    void ipv6Fragments();
    void lengthsAreNotBelieved_data();
    void lengthsAreNotBelieved();
    void everyCutIsSurvived_data();
    void everyCutIsSurvived();
    void anUnfinishedDatagramIsLetGo();

private:
    static QByteArray hello() { return Tcp {.bytes = "hello"}.packet(); }
};

void TestSegmentReader::linkTypes_data()
{
    QTest::addColumn<int>("linkType");
    QTest::addColumn<QByteArray>("packet");
    const QByteArray four = ipv4(hello());
    const QByteArray six = ipv6(hello());
    QTest::newRow("Ethernet") << DLT_EN10MB << ethernet(four);
    QTest::newRow("Ethernet, padded") << DLT_EN10MB << ethernet(four) + QByteArray(9, 'p');
    QTest::newRow("VLAN") << DLT_EN10MB
                          << ethernet(big(quint16(5)) + big(quint16(0x0800)) + four, 0x8100);
    QTest::newRow("VLAN in VLAN") << DLT_EN10MB
                                  << ethernet(big(quint16(5)) + big(quint16(0x8100))
                                                  + big(quint16(6)) + big(quint16(0x86dd)) + six,
                                              0x88a8);
    QTest::newRow("raw IPv4") << DLT_RAW << four;
    QTest::newRow("raw IPv6") << DLT_RAW << six;
    QTest::newRow("IPv4") << DLT_IPV4 << four;
    QTest::newRow("IPv6") << DLT_IPV6 << six;
    QTest::newRow("loopback, BSD") << DLT_NULL << little(quint32(2)) + four;
    QTest::newRow("loopback, BSD, IPv6") << DLT_NULL << little(quint32(30)) + six;
    QTest::newRow("loopback, OpenBSD") << DLT_LOOP << big(quint32(2)) + four;
    QTest::newRow("cooked") << DLT_LINUX_SLL << QByteArray(14, '\0') + big(quint16(0x0800)) + four;
    QTest::newRow("cooked 2") << DLT_LINUX_SLL2
                              << big(quint16(0x86dd)) + QByteArray(18, '\0') + six;
}

void TestSegmentReader::linkTypes()
{
    QFETCH(int, linkType);
    QFETCH(QByteArray, packet);
    QVERIFY(SegmentReader::knows(linkType));
    SegmentReader reader(linkType);
    const auto segment = reader.take(packet);
    QVERIFY(segment);
    QCOMPARE(segment->bytes, QByteArray("hello"));
    QCOMPARE(segment->size, 5);
    QCOMPARE(segment->from.port, quint16(50'000));
    QVERIFY(QByteArrayList({"10.0.0.1:50000", "[::1]:50000"}).contains(segment->from.toText()));
    QCOMPARE(reader.counts().segments, 1);
    QCOMPARE(reader.counts().broken, 0);
}

void TestSegmentReader::readsTheHeader()
{
    SegmentReader reader(DLT_RAW);
    auto segment = reader.take(ipv4(Tcp {.number = 0x89abcdef,
                                         .acknowledged = 0x12345678,
                                         .flags = Syn | Ack,
                                         .bytes = {},
                                         .options = QByteArray(8, '\1')}
                                        .packet()));
    QVERIFY(segment);
    QCOMPARE(segment->number, 0x89abcdefU);
    QCOMPARE(segment->acknowledged, 0x12345678U);
    QVERIFY(segment->isSyn && segment->hasAck && !segment->isFin && !segment->isReset);
    QVERIFY(segment->bytes.isEmpty());
    segment = reader.take(ipv4(Tcp {.flags = Fin | Reset, .bytes = "x"}.packet(), true));
    QVERIFY(segment && segment->isFin && segment->isReset && !segment->isSyn);
    QCOMPARE(segment->from.toText(), QByteArray("10.0.0.2:50000"));
    QVERIFY(!reader.take(ethernet("not IP"))); // another version
}

void TestSegmentReader::ipv6Extensions()
{
    SegmentReader reader(DLT_RAW);
    // Hop by hop, then destination options of 16 bytes, then TCP.
    const QByteArray extensions = big(quint8(60)) + big(quint8(0)) + QByteArray(6, '\0')
        + big(quint8(6)) + big(quint8(1)) + QByteArray(14, '\0');
    const auto segment = reader.take(ipv6(extensions + hello(), 0));
    QVERIFY(segment);
    QCOMPARE(segment->bytes, QByteArray("hello"));
    QVERIFY(!reader.take(ipv6("\x3a ping", 58)));
    QCOMPARE(reader.counts().broken, 0);
}

void TestSegmentReader::ipv4Fragments_data()
{
    QTest::addColumn<QList<int>>("order");
    QTest::newRow("in order") << QList<int> {0, 1, 2};
    QTest::newRow("backwards") << QList<int> {2, 1, 0};
    QTest::newRow("again") << QList<int> {0, 0, 2, 2, 1};
}

void TestSegmentReader::ipv4Fragments()
{
    QFETCH(const QList<int>, order);
    const QByteArray whole = Tcp {.bytes = QByteArray(50, 'x') + "end"}.packet();
    SegmentReader reader(DLT_RAW);
    for (qsizetype i = 0; i < order.size(); ++i) {
        const int part = order[i];
        const auto more = static_cast<quint16>(part == 2 ? 0 : 0x2000);
        const auto segment = reader.take(ipv4(whole.mid(part * 32, part == 2 ? -1 : 32), false,
                                              static_cast<quint16>(more | (part * 4))));
        QCOMPARE(segment.has_value(), i + 1 == order.size());
        if (segment)
            QCOMPARE(segment->bytes, QByteArray(50, 'x') + "end");
    }
}

void TestSegmentReader::ipv6Fragments()
{
    const QByteArray whole = Tcp {.bytes = QByteArray(30, 'y')}.packet();
    const auto fragment = [](quint16 offset, const QByteArray &bytes) {
        return ipv6(big(quint8(6)) + big(quint8(0)) + big(offset) + big(quint32(99)) + bytes, 44);
    };
    SegmentReader reader(DLT_RAW);
    QVERIFY(!reader.take(fragment(32, whole.mid(32))));
    const auto segment = reader.take(fragment(1, whole.left(32)));
    QVERIFY(segment);
    QCOMPARE(segment->bytes, QByteArray(30, 'y'));
    QVERIFY(reader.take(fragment(0, whole))); // the only one
}

void TestSegmentReader::lengthsAreNotBelieved_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<bool>("isBroken");
    QByteArray packet = ipv4(hello());
    packet[0] = '\x4f';
    QTest::newRow("a longer IPv4 head than there is") << packet.left(40) << true;
    packet = ipv4(hello());
    packet[3] = '\x05';
    QTest::newRow("a packet shorter than its head") << packet << true;
    packet = ipv4(hello());
    packet[32] = '\xf0';
    QTest::newRow("a longer TCP head than there is") << packet << true;
    packet[32] = '\x10';
    QTest::newRow("a TCP head of 4 bytes") << packet << true;
    QTest::newRow("IPv6 options behind the end")
        << ipv6(big(quint8(6)) + big(quint8(255)) + QByteArray(20, '\0'), 60) << true;
    QTest::newRow("UDP") << ipv4(hello()).replace(9, 1, "\x11") << false;
}

void TestSegmentReader::lengthsAreNotBelieved()
{
    QFETCH(QByteArray, packet);
    QFETCH(bool, isBroken);
    SegmentReader reader(DLT_RAW);
    QVERIFY(!reader.take(packet));
    QCOMPARE(reader.counts().broken, isBroken ? 1 : 0);
}

void TestSegmentReader::everyCutIsSurvived_data()
{
    linkTypes_data();
}

/// What was captured only in part: the segment's own size is told, if its head is there.
void TestSegmentReader::everyCutIsSurvived()
{
    QFETCH(int, linkType);
    QFETCH(QByteArray, packet);
    SegmentReader reader(linkType);
    for (qsizetype size = 0; size < packet.size(); ++size) {
        const QByteArray cut = packet.left(size); // so that reading behind it is noticed
        if (const auto segment = reader.take(cut)) {
            QCOMPARE(segment->size, 5);
            QVERIFY(QByteArray("hello").startsWith(segment->bytes));
        }
    }
}

void TestSegmentReader::anUnfinishedDatagramIsLetGo()
{
    Pcap::FragmentAssembler fragments;
    for (int i = 0; i < 100; ++i)
        QVERIFY(!fragments.take({QByteArray::number(i), 0, false, "abcdefgh"}));
    QCOMPARE(fragments.lost(), 100 - qint64(Pcap::FragmentAssembler::MostDatagrams));
    QCOMPARE(fragments.take({"99", 8, true, "ij"}), QByteArray("abcdefghij"));
    QVERIFY(!fragments.take({"0", 8, true, "ij"})); // its beginning is gone
    QVERIFY(!fragments.take({"99", 65'535, true, "too far"}));
}

QTEST_APPLESS_MAIN(TestSegmentReader)

#include "tst_segmentreader.moc"
