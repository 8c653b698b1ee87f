// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/packetqueue.h"

#include <QTest>

using Client::PacketQueue;
using EngineIo::Packet;
using EngineIo::PacketType;

namespace {

Packet text(QByteArray data)
{
    return Packet::text(PacketType::Message, std::move(data));
}

} // namespace

class TestPacketQueue : public QObject
{
    Q_OBJECT

private slots:
    void keepsOrder();
    void marksTheEndsOfAMessage();
    void takesAllWithoutALimit();
    void cutsByMaxPayload_data();
    void cutsByMaxPayload();
    void sendsWhatIsTooLargeAlone();
    void tellsWhatACutLeavesInDoubt();
};

void TestPacketQueue::keepsOrder()
{
    PacketQueue queue;
    queue.add(text("a"));
    queue.add({text("b"), Packet::bytes("c")}, 7);
    queue.add(text("d"));
    QByteArray all;
    while (!queue.isEmpty())
        all += queue.takeFirst().packet.data();
    QCOMPARE(all, QByteArray("abcd"));
}

void TestPacketQueue::marksTheEndsOfAMessage()
{
    PacketQueue queue;
    queue.add({text("a"), Packet::bytes("b"), Packet::bytes("c")}, 7);
    queue.add({text("d")}, 8);
    const auto entries = queue.takeAll();
    QByteArray marks;
    for (const PacketQueue::Entry &entry : entries) {
        marks += QByteArray::number(entry.tag) + (entry.isFirst ? "f" : "")
            + (entry.isLast ? "l" : "") + ' ';
    }
    QCOMPARE(marks, QByteArray("7f 7 7l 8fl "));
}

void TestPacketQueue::takesAllWithoutALimit()
{
    PacketQueue queue;
    for (int i = 0; i < 1000; ++i)
        queue.add(text(QByteArray(1000, 'x')));
    QCOMPARE(queue.takeBatch({}).size(), 1000U);
    QVERIFY(queue.isEmpty());
}

void TestPacketQueue::cutsByMaxPayload_data()
{
    QTest::addColumn<qint64>("maxPayload");
    QTest::addColumn<int>("count");
    // 1 + (10 + 2) for each of the texts; the bytes count as base64.
    QTest::newRow("just one") << qint64(24) << 1;
    QTest::newRow("just two") << qint64(25) << 2;
    QTest::newRow("two and not the bytes") << qint64(40) << 2;
    QTest::newRow("the bytes too") << qint64(41) << 3;
}

void TestPacketQueue::cutsByMaxPayload()
{
    QFETCH(const qint64, maxPayload);
    QFETCH(const int, count);
    PacketQueue queue;
    queue.add(text("0123456789"));
    queue.add(text("0123456789"));
    queue.add(Packet::bytes("0123456789"));
    QCOMPARE(int(queue.takeBatch(maxPayload).size()), count);
    QCOMPARE(int(queue.takeAll().size()), 3 - count);
}

void TestPacketQueue::sendsWhatIsTooLargeAlone()
{
    PacketQueue queue;
    queue.add(text(QByteArray(100, 'x')));
    queue.add(text("y"));
    QCOMPARE(packetsOf(queue.takeBatch(10)).size(), 1);
    QCOMPARE(queue.takeFirst().packet.data(), QByteArrayView("y"));
}

void TestPacketQueue::tellsWhatACutLeavesInDoubt()
{
    PacketQueue queue;
    queue.add({text("a")}, 1);
    queue.add(text("a heartbeat"));
    queue.add({text("b"), Packet::bytes("0123456789"), Packet::bytes("c")}, 2);
    queue.add({text("d"), Packet::bytes("e")}, 3);
    queue.add({text("f")}, 4);
    const auto posted = queue.takeBatch(36); // up to the first bytes of 2
    QCOMPARE(posted.size(), 4U);
    const auto messages = Client::unsettledOf(posted, queue.takeAll());
    QCOMPARE(messages.interrupted, (QList<quint64> {1, 2}));
    QCOMPARE(messages.unsent, (QList<quint64> {3, 4}));
}

QTEST_GUILESS_MAIN(TestPacketQueue)

#include "tst_packetqueue.moc"
