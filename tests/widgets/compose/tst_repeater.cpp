// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/repeater.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

class TestRepeater : public QObject
{
    Q_OBJECT

private slots:
    void doesItSoOften()
    {
        Repeater repeater;
        QSignalSpy finished(&repeater, &Repeater::finished);
        int acts = 0;
        repeater.start(250, 0ms, [&] { ++acts; });
        QCOMPARE(acts, Repeater::Slice); // the rest lets other events have their turn
        QVERIFY(repeater.isRunning());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(acts, 250);
        QCOMPARE(repeater.done(), 250);
        QVERIFY(!repeater.isRunning());
    }

    void pausesInBetween()
    {
        Repeater repeater;
        QSignalSpy finished(&repeater, &Repeater::finished);
        QList<int> seen;
        connect(&repeater, &Repeater::progressed, this, [&seen](int done) { seen.append(done); });
        repeater.start(3, 1ms, [] {});
        QCOMPARE(seen, QList<int> {1});
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(seen, (QList<int> {1, 2, 3}));
    }

    void stopsFromWithin()
    {
        Repeater repeater;
        QSignalSpy finished(&repeater, &Repeater::finished);
        int acts = 0;
        repeater.start(100, 0ms, [&] {
            if (++acts == 5)
                repeater.stop();
        });
        QCOMPARE(acts, 5);
        QCOMPARE(finished.count(), 1);
        repeater.stop();
        QCOMPARE(finished.count(), 1);
    }

    void isBounded()
    {
        Repeater repeater;
        repeater.start(1'000'000, 1h, [] {});
        QCOMPARE(repeater.count(), Repeater::MaxCount);
    }

    void waitsForWhatWasSent()
    {
        Repeater repeater;
        QSignalSpy finished(&repeater, &Repeater::finished);
        QSignalSpy progressed(&repeater, &Repeater::progressed);
        int acts = 0;
        repeater.start(Repeater::MaxAhead + 10, 0ms, [&] { ++acts; });
        QTRY_COMPARE(acts, Repeater::MaxAhead);
        const qsizetype turns = progressed.count();
        QTRY_VERIFY(progressed.count() > turns + 2); // turns come, and nothing is sent
        QCOMPARE(acts, Repeater::MaxAhead);
        for (int i = 0; i < 10; ++i)
            repeater.taken();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(acts, Repeater::MaxAhead + 10);
    }
};

QTEST_GUILESS_MAIN(TestRepeater)
#include "tst_repeater.moc"
