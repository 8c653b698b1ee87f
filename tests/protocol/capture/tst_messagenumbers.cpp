// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/messagenumbers.h"

#include <QTest>

using namespace Capture;

namespace {

Alteration delayed(qint64 us)
{
    return {.what = Alteration::What::Delayed, .by = "slow", .heldUs = us, .other = {}};
}

WireMarked mark(qint64 number, qint64 us, Direction direction = Direction::Sent)
{
    return {.connection = 1,
            .direction = direction,
            .number = number,
            .time = Time(std::chrono::microseconds(us)),
            .alteration = delayed(us)};
}

/// "message:held" of all that was gathered.
QByteArrayList gathered(Collector &collector)
{
    QByteArrayList all;
    for (const AlterationRecord &record : collector.take().alterations)
        all.append(QByteArray::number(record.message) + ':'
                   + QByteArray::number(record.alteration.heldUs));
    return all;
}

} // namespace

class TestMessageNumbers : public QObject
{
    Q_OBJECT

private slots:
    void countsFromTheMoment()
    {
        Collector collector;
        MessageNumbers numbers(collector);
        numbers.add(Direction::Sent, 3); // before: not counted
        numbers.begin(Direction::Sent);
        numbers.add(Direction::Sent, 4);
        numbers.add(Direction::Received, 5); // not counted at all
        numbers.add(Direction::Sent, 6);
        numbers.mark(mark(1, 10));
        numbers.mark(mark(0, 20));
        numbers.mark(mark(0, 30, Direction::Received));
        QCOMPARE(gathered(collector), QByteArrayList({"6:10", "4:20"}));
    }

    void waitsForMessages()
    {
        Collector collector;
        MessageNumbers numbers(collector);
        numbers.begin(Direction::Received);
        numbers.mark(mark(1, 10, Direction::Received));
        numbers.mark(mark(1, 20, Direction::Received));
        numbers.mark(mark(0, 30, Direction::Received));
        QVERIFY(gathered(collector).isEmpty());
        numbers.add(Direction::Received, 7);
        QCOMPARE(gathered(collector), QByteArrayList {"7:30"});
        numbers.add(Direction::Received, 8);
        QCOMPARE(gathered(collector), QByteArrayList({"8:10", "8:20"}));
        numbers.add(Direction::Received, 9);
        QVERIFY(gathered(collector).isEmpty());
    }

    void beginsAnew()
    {
        Collector collector;
        MessageNumbers numbers(collector);
        numbers.mark(mark(0, 5)); // before anything is counted
        numbers.begin(Direction::Sent);
        numbers.add(Direction::Sent, 1);
        numbers.add(Direction::Sent, 2);
        numbers.mark(mark(2, 10));
        numbers.begin(Direction::Sent);
        numbers.add(Direction::Sent, 3);
        numbers.add(Direction::Sent, 4);
        numbers.add(Direction::Sent, 5);
        numbers.mark(mark(0, 20));
        QCOMPARE(gathered(collector), QByteArrayList {"3:20"});
    }

    void letsGoOfWhatWasNotRecorded()
    {
        Collector collector;
        MessageNumbers numbers(collector);
        numbers.begin(Direction::Sent);
        numbers.mark(mark(0, 10));
        numbers.add(Direction::Sent, 0);
        numbers.mark(mark(0, 20));
        numbers.add(Direction::Sent, 1);
        numbers.mark(mark(1, 30));
        QCOMPARE(gathered(collector), QByteArrayList {"1:30"});
    }

    void knowsTheNewest()
    {
        Collector collector;
        MessageNumbers numbers(collector);
        numbers.begin(Direction::Sent);
        constexpr qint64 Count = MessageNumbers::MaxKept + 10;
        for (qint64 i = 0; i < Count; ++i)
            numbers.add(Direction::Sent, 1000 + i);
        numbers.mark(mark(9, 1)); // too old
        numbers.mark(mark(10, 2));
        numbers.mark(mark(Count - 1, 3));
        numbers.mark(mark(-1, 4));
        numbers.mark(mark(std::numeric_limits<qint64>::min(), 5));
        numbers.mark(mark(std::numeric_limits<qint64>::max(), 6)); // too far ahead
        QCOMPARE(gathered(collector),
                 QByteArrayList({"1010:2", QByteArray::number(1000 + Count - 1) + ":3"}));
    }
};

QTEST_GUILESS_MAIN(TestMessageNumbers)
#include "tst_messagenumbers.moc"
