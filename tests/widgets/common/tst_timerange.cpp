// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/timerange.h"

#include <QSignalSpy>
#include <QTest>

namespace {

Capture::Time at(qint64 microseconds)
{
    return Capture::Time(std::chrono::microseconds(microseconds));
}

} // namespace

class TestTimeRange : public QObject
{
    Q_OBJECT

private slots:
    void isAllOfTheTimeAtFirst()
    {
        const TimeRange range;
        QVERIFY(!range.range());
    }

    void leavesItsEndOut()
    {
        TimeRange range;
        range.set(at(10), at(20));
        QVERIFY(!range.range()->contains(at(9)));
        QVERIFY(range.range()->contains(at(10)));
        QVERIFY(range.range()->contains(at(19)));
        QVERIFY(!range.range()->contains(at(20)));
    }

    void takesEitherOrder()
    {
        TimeRange range;
        range.set(at(20), at(10));
        QCOMPARE(range.range(), (TimeRange::Range {at(10), at(20)}));
    }

    void isNeverEmpty()
    {
        TimeRange range;
        range.set(at(10), at(10));
        QCOMPARE(range.range(), (TimeRange::Range {at(10), at(11)}));
    }

    void tellsChangesOnly()
    {
        TimeRange range;
        const QSignalSpy changes(&range, &TimeRange::changed);
        range.clear();
        QCOMPARE(changes.count(), 0);
        range.set(at(1), at(2));
        range.set(at(2), at(1));
        QCOMPARE(changes.count(), 1);
        range.set(at(1), at(3));
        QCOMPARE(changes.count(), 2);
        range.clear();
        range.clear();
        QCOMPARE(changes.count(), 3);
        QVERIFY(!range.range());
    }
};

QTEST_GUILESS_MAIN(TestTimeRange)
#include "tst_timerange.moc"
