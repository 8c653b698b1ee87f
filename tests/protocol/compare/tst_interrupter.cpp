// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/interrupter.h"

#include <QTest>

using namespace Compare;
using namespace std::chrono_literals;
using Capture::Direction;

namespace {

Capture::Time at(std::chrono::milliseconds time)
{
    return Capture::Time(1'000'000s) + time;
}

Interval::Message numbered(Direction direction, int number, std::chrono::milliseconds time)
{
    Interval::Message message;
    message.direction = direction;
    message.number = number;
    message.time = at(time);
    return message;
}

/// Ten messages, one every 10 ms, cut at 35 ms; the receiver asks at 72 ms.
struct Case
{
    Interval sender;
    Interval receiver;

    Case()
    {
        for (int i = 0; i < 10; ++i)
            sender.messages.push_back(numbered(Direction::Sent, i, i * 10ms));
        receiver.closed = at(35ms);
        receiver.asked = at(72ms);
        for (const int i : {0, 1, 2, 3})
            hears(i, i * 10ms + 1ms);
    }
    void hears(int number, std::chrono::milliseconds time)
    {
        receiver.messages.push_back(numbered(Direction::Received, number, time));
    }
};

} // namespace

Q_DECLARE_METATYPE(Way)

class TestInterrupter : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatIsLost();
    void countsWhatIsRecovered();
    void countsWhatIsDoubled();
    void missesNothingThatWasOnItsWay();
    void saysThatItDidNotComeBack();
    void cutsTheEmbeddedServer_data();
    void cutsTheEmbeddedServer();
    void saysThatNothingIsHeard();
};

void TestInterrupter::countsWhatIsLost()
{
    Case some;
    some.hears(8, 81ms);
    some.hears(9, 91ms);
    const Interruption found = interruptionOf(some.receiver, some.sender, false);
    QCOMPARE(found.failure, QByteArray());
    QCOMPARE(found.sent.median, 10.0);
    QCOMPARE(found.missed.median, 4.0); // 4, 5, 6, 7
    QCOMPARE(found.lost.median, 4.0);
    QCOMPARE(found.recovered.median, 0.0);
    QCOMPARE(found.doubled.median, 0.0);
    QCOMPARE(found.milliseconds.median, 46.0);
}

void TestInterrupter::countsWhatIsRecovered()
{
    Case some;
    for (const int i : {4, 5, 6, 7})
        some.hears(i, 75ms);
    some.hears(8, 81ms);
    const Interruption found = interruptionOf(some.receiver, some.sender, true);
    QCOMPARE(found.recovered.median, 4.0);
    QCOMPARE(found.lost.median, 1.0); // the last one never came
    QCOMPARE(found.milliseconds.median, 40.0);
}

void TestInterrupter::countsWhatIsDoubled()
{
    Case some;
    for (int i = 2; i < 10; ++i) // more again than was missed
        some.hears(i, 95ms);
    const Interruption found = interruptionOf(some.receiver, some.sender, true);
    QCOMPARE(found.doubled.median, 2.0);
    QCOMPARE(found.recovered.median, 4.0);
    QCOMPARE(found.lost.median, 0.0);
}

/// The server heard it when the receiver was back, though it was sent before.
void TestInterrupter::missesNothingThatWasOnItsWay()
{
    Case some;
    some.hears(7, 75ms);
    some.hears(8, 81ms);
    some.hears(9, 91ms);
    const Interruption found = interruptionOf(some.receiver, some.sender, false);
    QCOMPARE(found.missed.median, 3.0); // 4, 5, 6
    QCOMPARE(found.lost.median, 3.0);
    QCOMPARE(found.recovered.median, 0.0);
}

void TestInterrupter::saysThatItDidNotComeBack()
{
    Case some;
    QCOMPARE(interruptionOf(some.receiver, some.sender, false).failure,
             QByteArray("It did not come back."));
    some.receiver.closed.reset();
    QCOMPARE(interruptionOf(some.receiver, some.sender, false).failure,
             QByteArray("The connection was not cut."));
    QVERIFY(!interruptionOf({}, {}, false).isKnown());
}

void TestInterrupter::cutsTheEmbeddedServer_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<bool>("recovers");
    for (const Way &way : allWays()) {
        for (const bool recovers : {false, true}) {
            if (way.deflate || (recovers && !way.isSocketIo()))
                continue;
            QTest::addRow("%s%s", wayName(way).constData(), recovers ? ", recovery" : "")
                << way << recovers;
        }
    }
}

void TestInterrupter::cutsTheEmbeddedServer()
{
    QFETCH(Way, way);
    QFETCH(bool, recovers);
    Threads threads;
    Plan plan;
    plan.outage = 200ms;
    Site site(threads, Target());
    Interrupter interrupter(threads, site, plan, way, recovers);
    const Interruption found = interrupter.run();
    QCOMPARE(found.failure, QByteArray());
    QCOMPARE(found.recovers, recovers);
    QVERIFY2(found.milliseconds.median >= 150 && found.milliseconds.median < 5000,
             QByteArray::number(found.milliseconds.median).constData());
    QVERIFY(found.sent.median > found.missed.median + 15);
    QVERIFY(found.missed.median >= 10);
    // Over polling a server notices the loss only while a GET is open: else it does not know that
    // there is something to be kept for somebody.
    const bool isNoticed = way.usesWebSocket() || found.recovered.median > found.missed.median / 2;
    if (recovers && isNoticed) {
        QCOMPARE(found.lost.median, 0.0);
        QCOMPARE(found.recovered.median, found.missed.median);
    } else {
        QVERIFY(found.recovered.median <= (recovers ? 1 : 0)); // one was on its way
        // One or the other is on its way while the connection goes.
        QVERIFY2(found.lost.median >= found.missed.median
                     && found.lost.median <= found.missed.median + 3,
                 QByteArray::number(found.lost.median).constData());
    }
    QCOMPARE(found.doubled.median, 0.0);
}

void TestInterrupter::saysThatNothingIsHeard()
{
    Threads threads;
    Plan plan;
    plan.patience = 300ms;
    Target target;
    target.broadcastEvent = "nobody hears this";
    Site site(threads, target);
    Interrupter interrupter(threads, site, plan, {Stack::SocketIoWebSocket}, false);
    const Interruption found = interrupter.run();
    QVERIFY2(found.failure.contains("did not reach another"), found.failure.constData());
}

QTEST_GUILESS_MAIN(TestInterrupter)
#include "tst_interrupter.moc"
