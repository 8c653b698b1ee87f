// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timebuckets.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <limits>
#include <random>

using namespace Capture;
using Bucket = TimeBuckets::Bucket;

namespace {

Time at(qint64 microseconds)
{
    return Time(std::chrono::microseconds(microseconds));
}

MessageTick tick(qint64 time, Direction direction = Direction::Sent, qint64 bytes = 10)
{
    return {.time = at(time), .payloadBytes = bytes, .wireBytes = bytes, .direction = direction};
}

Bucket sent(qint64 messages, qint64 bytes)
{
    return {.sent = {messages, bytes}};
}

void count(Bucket &bucket, const MessageTick &tick)
{
    auto &flow = tick.direction == Direction::Sent ? bucket.sent : bucket.received;
    flow.messages += 1;
    flow.bytes += tick.wireBytes;
    bucket.heartbeats += tick.aside == Aside::Heartbeat ? 1 : 0;
    bucket.problems += tick.isProblem ? 1 : 0;
}

/// Messages in some bursts, not in order.
std::vector<MessageTick> randomTicks(std::mt19937_64 &random)
{
    const auto any = [&random](qint64 from, qint64 to) {
        return std::uniform_int_distribution<qint64>(from, to)(random);
    };
    const qint64 span = qint64(1) << any(0, 50);
    std::vector<MessageTick> ticks;
    for (qint64 burst = any(1, 8); burst > 0; --burst) {
        const qint64 start = any(0, span);
        const qint64 length = any(0, span / 8);
        for (qint64 i = any(1, 400); i > 0; --i) {
            MessageTick one
                = tick(start + any(0, length),
                       any(0, 1) == 0 ? Direction::Sent : Direction::Received, any(0, 100'000));
            one.aside = any(0, 9) == 0 ? Aside::Heartbeat : Aside::None;
            one.isProblem = any(0, 9) == 0;
            ticks.push_back(one);
        }
    }
    return ticks;
}

} // namespace

class TestTimeBuckets : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirst()
    {
        const TimeBuckets buckets;
        QVERIFY(buckets.isEmpty());
        QCOMPARE(buckets.total(), Bucket());
        QVERIFY(buckets.view(100).cells.empty());
        QCOMPARE(buckets.view(100).width().count(), 0);
    }

    void countsByDirection()
    {
        TimeBuckets buckets;
        MessageTick heartbeat = tick(1'000, Direction::Received, 3);
        heartbeat.aside = Aside::Heartbeat;
        MessageTick problem = tick(1'000, Direction::Sent, 7);
        problem.isProblem = true;
        buckets.add(std::vector {heartbeat, problem, tick(1'000)});
        const Bucket expected {.sent = {2, 17}, .received = {1, 3}, .heartbeats = 1, .problems = 1};
        QCOMPARE(buckets.total(), expected);
        QCOMPARE(buckets.total().messages(), 3);
        const TimeBuckets::View view = buckets.view(100);
        QCOMPARE(view.start, at(1'000));
        QCOMPARE(view.cellWidth.count(), 1);
        QCOMPARE(view.cells, std::vector {expected});
    }

    void doublesItsWidthWhenOutgrown()
    {
        TimeBuckets buckets;
        for (int i = 0; i < TimeBuckets::MaxBuckets; ++i)
            buckets.add(tick(2 * 4096 * 1'000 + i));
        QCOMPARE(buckets.bucketWidth().count(), 1);
        QCOMPARE(buckets.view(TimeBuckets::MaxBuckets).cells,
                 std::vector(TimeBuckets::MaxBuckets, sent(1, 10)));
        buckets.add(tick(2 * 4096 * 1'000 + TimeBuckets::MaxBuckets));
        QCOMPARE(buckets.bucketWidth().count(), 2);
        std::vector<Bucket> merged(TimeBuckets::MaxBuckets / 2, sent(2, 20));
        merged.push_back(sent(1, 10));
        QCOMPARE(buckets.view(TimeBuckets::MaxBuckets).cells, merged);
    }

    void makesCellsOfWholeBuckets()
    {
        TimeBuckets buckets;
        for (int i = 0; i < 10; ++i)
            buckets.add(tick(100 + i));
        const auto cells = [&buckets](int most) { return buckets.view(most).cells; };
        QCOMPARE(cells(10).size(), std::size_t(10));
        QCOMPARE(cells(1'000).size(), std::size_t(10));
        QCOMPARE(cells(5), std::vector(5, sent(2, 20)));
        QCOMPARE(cells(4), (std::vector {sent(3, 30), sent(3, 30), sent(3, 30), sent(1, 10)}));
        QCOMPARE(buckets.view(4).cellWidth.count(), 3);
        QCOMPARE(buckets.view(4).end(), at(112));
        QCOMPARE(cells(1), std::vector {sent(10, 100)});
        QCOMPARE(cells(0), std::vector {sent(10, 100)});
    }

    void takesEarlierTimes()
    {
        TimeBuckets buckets;
        buckets.add(tick(5'000));
        buckets.add(tick(4'998));
        buckets.add(tick(4'999));
        QCOMPARE(buckets.firstTime(), at(4'998));
        QCOMPARE(buckets.lastTime(), at(5'000));
        QCOMPARE(buckets.view(10).start, at(4'998));
        QCOMPARE(buckets.view(10).cells, std::vector(3, sent(1, 10)));
        buckets.add(tick(0));
        buckets.add(tick(1'000'000));
        const TimeBuckets::View view = buckets.view(2);
        QCOMPARE(view.start, at(0));
        QCOMPARE(view.cells, (std::vector {sent(4, 40), sent(1, 10)}));
    }

    void takesAnyTimesAndSizes()
    {
        constexpr qint64 Most = std::numeric_limits<qint64>::max();
        TimeBuckets buckets;
        for (const qint64 time : {qint64(1), Most, std::numeric_limits<qint64>::min(), qint64(-1)})
            buckets.add(tick(time, Direction::Received, Most));
        QCOMPARE(buckets.total().received, (TimeBuckets::Flow {4, Most}));
        QCOMPARE(buckets.firstTime(), at(0));
        const TimeBuckets::View view = buckets.view(100);
        QVERIFY(view.cells.size() <= 100);
        QCOMPARE(view.cells.front().received.messages, 3);
        QCOMPARE(view.cells.back().received.messages, 1);
    }

    void agreesWithANaiveCount()
    {
        std::mt19937_64 random(1);
        for (int round = 0; round < 60; ++round) {
            std::vector<MessageTick> ticks = randomTicks(random);
            TimeBuckets buckets;
            buckets.add(ticks);
            Bucket total;
            for (const MessageTick &one : ticks)
                count(total, one);
            QCOMPARE(buckets.total(), total);
            QCOMPARE(std::popcount(static_cast<quint64>(buckets.bucketWidth().count())), 1);
            for (const int most : {1, 7, 480, 100'000}) {
                const TimeBuckets::View view = buckets.view(most);
                QVERIFY(std::ssize(view.cells) <= std::min(most, TimeBuckets::MaxBuckets));
                std::vector<Bucket> naive(view.cells.size());
                for (const MessageTick &one : ticks)
                    count(naive.at(
                              static_cast<std::size_t>((one.time - view.start) / view.cellWidth)),
                          one);
                QCOMPARE(view.cells, naive);
            }
            // As fine as they can be: with half the width they would be too many.
            const auto span = buckets.lastTime() - buckets.firstTime();
            QVERIFY(buckets.bucketWidth().count() == 1
                    || span / (buckets.bucketWidth() / 2) >= TimeBuckets::MaxBuckets - 1);

            std::shuffle(ticks.begin(), ticks.end(), random);
            TimeBuckets shuffled;
            for (const MessageTick &one : ticks)
                shuffled.add(one);
            QCOMPARE(shuffled.view(480).start, buckets.view(480).start);
            QCOMPARE(shuffled.view(480).cells, buckets.view(480).cells);
        }
    }
};

QTEST_APPLESS_MAIN(TestTimeBuckets)
#include "tst_timebuckets.moc"
