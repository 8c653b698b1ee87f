// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/records.h"
#include "widgets/timeline/timeruler.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using Capture::Time;
using Samples::at;

class TestTimeRuler : public QObject
{
    Q_OBJECT

    static QByteArray labels(const TimelineScale &scale, int count)
    {
        QStringList labels;
        for (const auto &tick : TimeRuler::ticks(scale, 96))
            labels << tick.label;
        return labels.mid(0, count).join(QStringLiteral(", ")).toUtf8();
    }

private slots:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Berlin");
        qputenv("LC_ALL", "C");
    }

    void hasSensibleSteps_data()
    {
        QTest::addColumn<qint64>("span"); // microseconds on 960 pixels
        QTest::addColumn<qint64>("step"); // microseconds
        QTest::addColumn<QByteArray>("label");
        QTest::addRow("50 us") << qint64(50) << qint64(5) << QByteArray("13:00:00.000 005");
        QTest::addRow("1 ms") << qint64(1000) << qint64(100) << QByteArray("13:00:00.000 100");
        QTest::addRow("40 ms") << qint64(40'000) << qint64(5000) << QByteArray("13:00:00.005");
        QTest::addRow("9 s") << qint64(9'000'000) << qint64(1'000'000) << QByteArray("13:00:01");
        QTest::addRow("2 min") << qint64(120'000'000) << qint64(15'000'000)
                               << QByteArray("13:00:15");
        QTest::addRow("1 h") << qint64(3'600'000'000) << qint64(600'000'000) << QByteArray("13:10");
        QTest::addRow("20 h") << qint64(72'000'000'000) << qint64(10'800'000'000)
                              << QByteArray("15:00");
    }

    void hasSensibleSteps()
    {
        QFETCH(const qint64, span);
        QFETCH(const qint64, step);
        QFETCH(const QByteArray, label);
        const TimelineScale scale(at(0), std::chrono::microseconds(span), 960); // 13:00 in Berlin
        const auto ticks = TimeRuler::ticks(scale, 96);
        QVERIFY(ticks.size() >= 2 && ticks.size() <= 11);
        for (std::size_t i = 1; i < ticks.size(); ++i) {
            QCOMPARE((ticks[i].time - ticks[i - 1].time).count(), step);
            QVERIFY(ticks[i].x - ticks[i - 1].x >= 95.9);
            QCOMPARE(ticks[i].x, scale.xOf(ticks[i].time));
        }
        const auto found = std::find_if(ticks.begin(), ticks.end(),
                                        [](const auto &tick) { return tick.time > at(0); });
        QVERIFY(found != ticks.end());
        QCOMPARE(found->label.toUtf8(), label);
    }

    void goesFromDaysToCenturies()
    {
        QCOMPARE(labels({at(0), 24h * 7, 960}, 3), "2 Mar, 3 Mar, 4 Mar");
        QCOMPARE(labels({at(0), 24h * 200, 960}, 2), "Apr 2026, May 2026");
        QCOMPARE(labels({at(0), 24h * 366 * 9, 960}, 2), "2027, 2028");
        const auto centuries = TimeRuler::ticks({at(0), 24h * 366 * 290, 960}, 96);
        QVERIFY(centuries.size() >= 2 && centuries.size() <= 6);
    }

    /// The night in which the clock goes forward has no two o'clock; the ruler goes on.
    void livesThroughAChangeOfClocks()
    {
        const Time start(1'774'738'800s); // 2026-03-29 00:00 in Berlin
        QCOMPARE(labels({start - 1us, 8h, 960}, 4), "00:00, 01:00, 03:00, 04:00");
    }

    void saysATimeAsExactlyAsItCanBeSeen()
    {
        const Time time = at(14'618'042);
        QCOMPARE(TimeRuler::exactly(time, TimelineScale(time, 100us, 900)).toUtf8(),
                 "13:00:14.618 042");
        QCOMPARE(TimeRuler::exactly(time, TimelineScale(time, 10s, 900)).toUtf8(), "13:00:14.618");
        QCOMPARE(TimeRuler::exactly(time, TimelineScale(time, 100h, 900)).toUtf8(),
                 "2026-03-01 13:00:14");
    }
};

QTEST_GUILESS_MAIN(TestTimeRuler)
#include "tst_timeruler.moc"
