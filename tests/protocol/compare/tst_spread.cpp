// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/spread.h"

#include <QTest>

using Compare::Spread;

class TestSpread : public QObject
{
    Q_OBJECT

private slots:
    void isUnknownWithoutValues() { QVERIFY(!Spread::of({}).isKnown()); }
    void isTheValueOfOne() { QCOMPARE(Spread::of({3}), (Spread {3, 3, 3, 1})); }
    void hasTheMiddleOfOddlyMany() { QCOMPARE(Spread::of({9, 1, 4}), (Spread {4, 1, 9, 3})); }
    void isBetweenTheMiddleOnesOfEvenlyMany()
    {
        QCOMPARE(Spread::of({9, 1, 4, 5}), (Spread {4.5, 1, 9, 4}));
    }
};

QTEST_APPLESS_MAIN(TestSpread)
#include "tst_spread.moc"
