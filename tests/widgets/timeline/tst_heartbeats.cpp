// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/timeline/heartbeats.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Capture;
using Samples::at;

namespace {

constexpr qint64 Second = 1'000'000;

void add(Heartbeats &beats, Kind kind, Id id, qint64 us)
{
    TimelineMark mark {.time = at(us), .id = id};
    mark.flags = TimelineMark::Heartbeat;
    beats.add(mark, kind);
}

} // namespace

class TestHeartbeats : public QObject
{
    Q_OBJECT

private slots:
    void marksThoseThatAreLate()
    {
        Heartbeats beats;
        beats.setPlan({.interval = 25s, .timeout = 20s});
        beats.begin(at(0));
        add(beats, Kind::EioPing, 1, 25 * Second);
        add(beats, Kind::EioPong, 2, 25 * Second + 4000);
        add(beats, Kind::EioPing, 3, 52 * Second); // 2 s after it was due: not a tenth
        add(beats, Kind::EioPong, 4, 53 * Second);
        add(beats, Kind::EioPing, 5, 88 * Second); // 10 s after it was due
        beats.settle();
        const auto &waits = beats.waits().spans();
        QCOMPARE(waits.size(), std::size_t(3));
        QVERIFY(!waits[0].has(TimelineSpan::Late) && !waits[1].has(TimelineSpan::Late));
        QVERIFY(waits[2].has(TimelineSpan::Late));
        QCOMPARE(waits[2].start, at(78 * Second));
        QCOMPARE(waits[2].end, at(88 * Second));
        QCOMPARE(waits[2].id, 5);
        QCOMPARE(beats.expected(), at(113 * Second));
    }

    void pairsPingsAndPongs()
    {
        Heartbeats beats;
        beats.setPlan({.interval = 25s, .timeout = 1s});
        add(beats, Kind::EioPing, 1, 0);
        add(beats, Kind::EioPong, 2, 3000);
        add(beats, Kind::EioPing, 3, 10 * Second);
        add(beats, Kind::EioPong, 4, 12 * Second); // longer than the timeout
        add(beats, Kind::EioPing, 5, 20 * Second); // no pong
        add(beats, Kind::EioPing, 6, 30 * Second);
        beats.settle();
        const auto &all = beats.beats().spans();
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[0].end - all[0].start, 3000us);
        QCOMPARE(all[0].flags, 0U);
        QVERIFY(all[1].has(TimelineSpan::Problem));
        QVERIFY(all[2].has(TimelineSpan::Open));
        QCOMPARE(all[2].id, 5);
        QCOMPARE(beats.marks().marks().size(), std::size_t(6));
    }

    void plainWebSocketsHaveNoPlan()
    {
        Heartbeats beats;
        beats.setPlan({.interval = 25s, .timeout = 20s});
        add(beats, Kind::Ping, 1, 0);
        add(beats, Kind::Pong, 2, 10);
        add(beats, Kind::Ping, 3, 500 * Second);
        beats.settle();
        QVERIFY(beats.waits().spans().empty());
        QVERIFY(!beats.expected());
        QCOMPARE(beats.beats().spans().size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestHeartbeats)
#include "tst_heartbeats.moc"
