// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/timeline/timelinescale.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace std::chrono_literals;
using Capture::Time;
using Samples::at;

class TestTimelineScale : public QObject
{
    Q_OBJECT

private slots:
    void everyTimeHasItsColumn()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 200; ++i) {
            const auto span = std::chrono::microseconds(
                qint64(std::pow(10.0, random.bounded(13.0)) * (1 + random.bounded(9.0))));
            const TimelineScale scale(at(random.bounded(1'000'000)), span,
                                      1 + random.bounded(3000));
            for (int j = 0; j < 50; ++j) {
                const Time time = scale.start()
                    + std::chrono::microseconds(qint64(random.generateDouble()
                                                       * double(scale.span().count() - 1)));
                const int column = scale.columnOf(time);
                QVERIFY(column >= 0 && column < scale.width());
                QVERIFY(scale.columnStart(column) <= time);
                QVERIFY(scale.columnStart(column + 1) > time);
                QVERIFY(std::abs(scale.xOf(time) - column) <= 1.001);
            }
        }
    }

    void knowsWhatIsOutside()
    {
        const TimelineScale scale(at(1000), 1000us, 100);
        QCOMPARE(scale.columnOf(at(999)), -1);
        QCOMPARE(scale.columnOf(at(-1'000'000)), -1);
        QCOMPARE(scale.columnOf(at(1000)), 0);
        QCOMPARE(scale.columnOf(at(1999)), 99);
        QVERIFY(scale.columnOf(at(2000)) >= 100);
        QVERIFY(scale.xOf(at(0)) < 0);
    }

    void zoomsToThePointUnderTheMouse()
    {
        TimelineScale scale(at(0), 3600s, 1000);
        const Time under = scale.timeAt(250);
        for (int i = 0; i < 40; ++i)
            scale = scale.zoomed(scale.xOf(under), 0.8);
        QVERIFY(std::abs(scale.xOf(under) - 250) < 1);
        QVERIFY(scale.span() < 1s);
        for (int i = 0; i < 400; ++i)
            scale = scale.zoomed(250, 0.5);
        QCOMPARE(scale.span(), TimelineScale::ShortestSpan);
        for (int i = 0; i < 400; ++i)
            scale = scale.zoomed(250, 2);
        QCOMPARE(scale.span(), TimelineScale::LongestSpan);
    }

    void fitsWithRoomAtEitherSide()
    {
        const TimelineScale scale
            = TimelineScale(at(0), 1s, 500).fitted(at(10'000'000), at(60'000'000));
        QVERIFY(scale.start() < at(10'000'000) && scale.end() > at(60'000'000));
        QVERIFY(scale.xOf(at(10'000'000)) < 20);
        QVERIFY(scale.xOf(at(60'000'000)) > 480);
        QVERIFY(TimelineScale(at(0), 1s, 500).fitted(at(5), at(5)).span() >= 1ms);
    }

    void showsATimeInTheMiddleIfItMustMove()
    {
        const TimelineScale scale(at(0), 1000us, 100);
        QCOMPARE(scale.showing(at(999)), scale);
        QCOMPARE(scale.showing(at(5000)).xOf(at(5000)), 50.0);
        QCOMPARE(scale.showing(at(5000)).span(), scale.span());
    }
};

QTEST_GUILESS_MAIN(TestTimelineScale)
#include "tst_timelinescale.moc"
