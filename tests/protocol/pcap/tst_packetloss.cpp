// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/handmadewire.h"
#include "tests/support/packetmaker.h"
#include "tests/support/pcaptrip.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace PacketMaker;

/// Packets that were dropped or cut while they were captured are gaps, and what they tore is
/// marked.
class TestPacketLoss : public QObject
{
    Q_OBJECT

private slots:
    void missingBytesAreAGap();
    void cutPackets();
    void anyLossIsMarked_data();
    void anyLossIsMarked();

private:
    QString read(const QByteArray &file)
    {
        const QString path = m_folder.filePath(QStringLiteral("packets.pcap"));
        QFile packets(path);
        if (!packets.open(QIODevice::WriteOnly) || packets.write(file) != file.size()
            || !packets.flush())
            return QStringLiteral("not written");
        m_capture = m_folder.filePath(QStringLiteral("capture"));
        QFile::remove(m_capture);
        return PcapTrip::importPackets(path, m_capture, &m_remarks);
    }
    QByteArrayList contents()
    {
        QByteArrayList all;
        const auto reader = Capture::StoreReader::open(m_capture, nullptr);
        reader->forEachMessage(0, 1 << 20, [&all](Capture::MessageRow &&row) {
            all.append(row.record.content.bytes);
            return true;
        });
        return all;
    }
    std::vector<Capture::ConnectionRecord> connections()
    {
        return Capture::StoreReader::open(m_capture, nullptr)->connections();
    }

    QTemporaryDir m_folder;
    QString m_capture;
    QStringList m_remarks;
};

namespace {

/// The packet of \a packets that brings \a bytes.
QByteArray dataOf(const QByteArrayList &packets, const QByteArray &bytes)
{
    for (const QByteArray &packet : packets) {
        if (packet.endsWith(bytes))
            return packet;
    }
    return {};
}

} // namespace

/// A packet of a body is lost, one of a frame, and one with the end of a frame and the next ones.
void TestPacketLoss::missingBytesAreAGap()
{
    const QByteArray get = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n";
    QByteArrayList packets = conversation(
        {{false, get},
         {true, HandmadeWire::ok(QByteArray(100, 'a'))},
         {false, "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"},
         {true, HandmadeWire::ok(QByteArray(3000, 'b'))}, // its second packet is lost
         {false, "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n"},
         {true, HandmadeWire::ok("c")}});
    packets.removeAt(7);
    QCOMPARE(read(pcapFile(packets)), QString());
    QCOMPARE(m_remarks,
             QStringList({QStringLiteral("1400 bytes are missing in the file, in 1 place.")}));
    QCOMPARE(contents(), QByteArrayList({"GET /1 HTTP/1.1", "GET /2 HTTP/1.1", "GET /3 HTTP/1.1"}));
    const auto reader = Capture::StoreReader::open(m_capture, nullptr);
    QVERIFY(reader->message(1)->record.problems.isEmpty());
    QVERIFY(reader->message(2)->record.problems.has(Problem::TapBytesMissing));
    QVERIFY(reader->message(3)->record.problems.isEmpty());
    QCOMPARE(reader->totals().gaps, 1);
    QCOMPARE(reader->totals().gapBytes, 1400);
    QVERIFY(connections().at(0).problems.isEmpty());

    QByteArray frames;
    for (const char letter : {'d', 'e', 'f', 'g'})
        frames += HandmadeWire::masked(QByteArray(100, letter));
    packets = conversation(
        webSocket() + QList<Said> {{false, frames}, {true, HandmadeWire::unmasked("back")}}, 50'000,
        40);
    const auto from = packets.indexOf(dataOf(packets, frames.mid(40, 40)));
    packets.removeAt(from); // within the first
    packets.removeAt(from + 3); // the end of the second
    QCOMPARE(read(pcapFile(packets)), QString());
    QCOMPARE(m_remarks,
             QStringList({QStringLiteral("80 bytes are missing in the file, in 2 places. Behind "
                                         "that 184 bytes are not decoded, in 1 place.")}));
    const QByteArrayList all = contents();
    QVERIFY(all.contains(QByteArray(34, 'd') + QByteArray(40, '\0') + QByteArray(26, 'd')));
    QVERIFY(all.contains("back"));
    QCOMPARE(all.size(), 4); // and the beginning of the second
    QVERIFY(connections().at(0).problems.has(Problem::TapBytesMissing));
}

/// What a snapshot length cut is missing at once; nobody waits for it.
void TestPacketLoss::cutPackets()
{
    const QByteArrayList whole
        = conversation(webSocket()
                           + QList<Said> {{true, HandmadeWire::unmasked(QByteArray(120, 'a'))},
                                          {true, HandmadeWire::unmasked("b")}},
                       50'000, 1400);
    constexpr qsizetype Snaplen = 54 + 2 + 20;
    QByteArray file = pcapFile({});
    quint32 number = 0;
    for (const QByteArray &packet : whole) {
        const bool isCut = packet.contains(QByteArray(120, 'a'));
        file += little(quint32(1'772'366'400 + number++)) + little(quint32(0))
            + little(static_cast<quint32>(isCut ? Snaplen : packet.size()))
            + little(static_cast<quint32>(packet.size())) + (isCut ? packet.left(Snaplen) : packet);
    }
    QCOMPARE(read(file), QString());
    QCOMPARE(contents().sliced(1),
             QByteArrayList({QByteArray(20, 'a') + QByteArray(100, '\0'), "b"}));
    QCOMPARE(m_remarks,
             QStringList({QStringLiteral("100 bytes are missing in the file, in 1 place.")}));
    const auto reader = Capture::StoreReader::open(m_capture, nullptr);
    QVERIFY(reader->message(2)->record.problems.has(Problem::TapBytesMissing));
    QVERIFY(reader->message(3)->record.problems.isEmpty());
}

void TestPacketLoss::anyLossIsMarked_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::newRow(QByteArray::number(seed).constData()) << seed;
}

/// Packets are lost, cut, come again and in another order: what is unmarked is what was said. Of
/// every second one the beginning is there, up to the WebSocket.
void TestPacketLoss::anyLossIsMarked()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    QList<Said> said {
        {false,
         "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n" + QByteArray(600, 'x')},
        {true, HandmadeWire::ok(QByteArray(900, 'y'))}};
    said += webSocket();
    QSet<QByteArray> messages {"POST /a HTTP/1.1", "GET /feed HTTP/1.1"};
    for (int i = 0; i < 60; ++i) {
        const bool isBack = random.bounded(2) != 0;
        const QByteArray text
            = QByteArray::number(i) + QByteArray(random.bounded(100), isBack ? 'r' : 's');
        messages.insert(text);
        said.append({isBack, isBack ? HandmadeWire::unmasked(text) : HandmadeWire::masked(text)});
    }
    QByteArrayList packets = conversation(said, 50'000, 50);
    QByteArray file = pcapFile({});
    quint32 number = 0;
    const qsizetype first
        = seed % 2 == 0 ? packets.indexOf(dataOf(packets, "+xOo=\r\n\r\n")) + 1 : 0;
    for (qsizetype i = 0; i < packets.size(); ++i) {
        const quint32 what = i < first ? 39U : random.bounded(40U);
        if (what == 0)
            continue;
        if (what == 1 && i + 1 < packets.size())
            packets.swapItemsAt(i, i + 1);
        const qsizetype size
            = what == 2 ? std::min<qsizetype>(60, packets[i].size()) : packets[i].size();
        for (int times = what == 3 ? 2 : 1; times > 0; --times)
            file += little(quint32(1'772'366'400 + ++number / 10)) + little(quint32(0))
                + little(static_cast<quint32>(size))
                + little(static_cast<quint32>(packets[i].size())) + packets[i].left(size);
    }
    QCOMPARE(read(file), QString());
    const auto reader = Capture::StoreReader::open(m_capture, nullptr);
    int whole = 0;
    reader->forEachMessage(0, 1 << 20, [&](Capture::MessageRow &&row) {
        const Capture::MessageRecord &message = row.record;
        if (!message.problems.isEmpty())
            return true;
        ++whole;
        [&] {
            QVERIFY2(messages.contains(message.content.bytes), message.content.bytes.constData());
        }();
        return true;
    });
    QVERIFY(seed % 2 != 0 || whole > 2);
}

QTEST_GUILESS_MAIN(TestPacketLoss)
#include "tst_packetloss.moc"
