// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/timeline/marklane.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace std::chrono_literals;
using Capture::Id;
using Samples::at;

namespace {

TimelineMark mark(Id id, qint64 us, quint32 flags = 0)
{
    TimelineMark mark {.time = at(us), .id = id};
    mark.flags = flags & 0xFFU;
    return mark;
}

/// What should stand in each column, counted one by one.
std::map<int, MarkLane::Cell> counted(const std::vector<TimelineMark> &marks,
                                      const TimelineScale &scale)
{
    std::map<int, MarkLane::Cell> cells;
    for (const TimelineMark &one : marks) {
        if (one.time < scale.start() || one.time >= scale.end())
            continue;
        MarkLane::Cell &cell = cells[scale.columnOf(one.time)];
        (one.has(TimelineMark::Received) ? cell.received : cell.sent) += 1;
        cell.problems += one.has(TimelineMark::Problem);
        cell.turns += one.has(TimelineMark::Turn);
        cell.altered += one.has(TimelineMark::Altered);
    }
    return cells;
}

} // namespace

class TestMarkLane : public QObject
{
    Q_OBJECT

private slots:
    void countsEachColumn_data()
    {
        QTest::addColumn<qint64>("start");
        QTest::addColumn<qint64>("span");
        QTest::addRow("all") << qint64(-10) << qint64(1'000'100);
        QTest::addRow("a part") << qint64(300'000) << qint64(20'000);
        QTest::addRow("below a microsecond a column") << qint64(500'000) << qint64(60);
        QTest::addRow("nothing there") << qint64(5'000'000) << qint64(1000);
    }

    void countsEachColumn()
    {
        QFETCH(const qint64, start);
        QFETCH(const qint64, span);
        QRandomGenerator random(3);
        MarkLane lane;
        std::vector<TimelineMark> all;
        for (Id id = 1; id <= 20'000; ++id) {
            // Not quite in order, as messages of several connections are not.
            const qint64 us = id * 50 + random.bounded(2000) - 1000;
            all.push_back(mark(id, us, random.bounded(256U)));
            lane.add(all.back());
            if (random.bounded(700) == 0)
                lane.settle();
        }
        lane.settle();
        const TimelineScale scale(at(start), std::chrono::microseconds(span), 800);
        std::vector<MarkLane::Cell> cells;
        lane.cells(scale, &cells);
        const auto wanted = counted(all, scale);
        QCOMPARE(cells.size(), wanted.size());
        for (const MarkLane::Cell &cell : cells) {
            const MarkLane::Cell &want = wanted.at(cell.column);
            QCOMPARE(cell.sent, want.sent);
            QCOMPARE(cell.received, want.received);
            QCOMPARE(cell.problems, want.problems);
            QCOMPARE(cell.turns, want.turns);
            QCOMPARE(cell.altered, want.altered);
            QCOMPARE(scale.columnOf(lane.marks()[cell.first].time), cell.column);
        }
    }

    void countsWhatIsSetLater()
    {
        QRandomGenerator random(5);
        MarkLane lane;
        std::vector<TimelineMark> all;
        for (Id id = 1; id <= 1000; ++id) {
            all.push_back(mark(id, id * 50, random.bounded(128U)));
            lane.add(all.back());
        }
        lane.settle();
        for (const Id id : {1000, 1, 64, 65, 500, 500}) {
            TimelineMark &one = all[static_cast<std::size_t>(id - 1)];
            one.flags = (one.flags | TimelineMark::Altered) & 0xFFU;
            QVERIFY(lane.setFlag(one.time, id, TimelineMark::Altered));
        }
        QVERIFY(!lane.setFlag(at(50), 2, TimelineMark::Altered)); // not there
        const TimelineScale scale(at(0), std::chrono::microseconds(60'000), 100);
        std::vector<MarkLane::Cell> cells;
        lane.cells(scale, &cells);
        const auto wanted = counted(all, scale);
        QCOMPARE(cells.size(), wanted.size());
        for (const MarkLane::Cell &cell : cells) {
            QCOMPARE(cell.altered, wanted.at(cell.column).altered);
            QCOMPARE(cell.problems, wanted.at(cell.column).problems);
        }
    }

    void saysWhetherAllCameBehind()
    {
        MarkLane lane;
        QVERIFY(lane.settle());
        lane.add(mark(1, 10));
        lane.add(mark(2, 30));
        QVERIFY(lane.settle());
        lane.add(mark(3, 30));
        QVERIFY(lane.settle());
        lane.add(mark(4, 20));
        QVERIFY(!lane.settle());
        std::vector<Id> ids;
        for (const TimelineMark &one : lane.marks())
            ids.push_back(one.id);
        QCOMPARE(ids, (std::vector<Id> {1, 4, 2, 3}));
    }

    void findsTheNearest()
    {
        MarkLane lane;
        QVERIFY(lane.nearest(at(5)) == nullptr);
        for (const qint64 us : {10, 20, 100})
            lane.add(mark(us, us));
        lane.settle();
        QCOMPARE(lane.nearest(at(-50))->id, 10);
        QCOMPARE(lane.nearest(at(14))->id, 10);
        QCOMPARE(lane.nearest(at(16))->id, 20);
        QCOMPARE(lane.nearest(at(61))->id, 100);
        QCOMPARE(lane.nearest(at(5000))->id, 100);
    }

    void findsByNumber()
    {
        MarkLane lane;
        for (Id id = 1; id <= 5; ++id)
            lane.add(mark(id, 10));
        lane.settle();
        QCOMPARE(lane.find(at(10), 4)->id, 4);
        QVERIFY(lane.find(at(10), 9) == nullptr);
        QVERIFY(lane.find(at(11), 4) == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestMarkLane)
#include "tst_marklane.moc"
