// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/loghistogram.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using Query::LogHistogram;

/// Percentiles against those of the numbers themselves.
class TestLogHistogram : public QObject
{
    Q_OBJECT

private slots:
    void isExactForSmallNumbers()
    {
        LogHistogram histogram;
        QCOMPARE(histogram.percentile(50), -1);
        for (qint64 number = 0; number < 128; ++number)
            histogram.add(number);
        for (int rank = 1; rank <= 128; ++rank)
            QCOMPARE(histogram.percentile(100.0 * rank / 128), rank - 1);
        QCOMPARE(histogram.percentile(0), 0);
    }

    void keepsItsBound_data()
    {
        QTest::addColumn<int>("digits");
        for (const int digits : {3, 8, 20, 40, 62})
            QTest::addRow("up to %d digits", digits) << digits;
    }

    void keepsItsBound()
    {
        QFETCH(int, digits);
        QRandomGenerator random(static_cast<quint32>(digits));
        LogHistogram histogram;
        std::vector<qint64> numbers;
        for (int i = 0; i < 5000; ++i) {
            const int length = random.bounded(digits + 1);
            const quint64 number = length == 0 ? 0 : random.generate64() >> (64 - length);
            numbers.push_back(static_cast<qint64>(number));
            histogram.add(numbers.back());
        }
        std::ranges::sort(numbers);
        QCOMPARE(histogram.count(), 5000);
        QCOMPARE(histogram.least(), numbers.front());
        QCOMPARE(histogram.greatest(), numbers.back());
        for (double percent = 0.1; percent <= 100; percent += 0.1) {
            const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * 5000));
            const auto exact = static_cast<double>(numbers[std::max<std::size_t>(rank, 1) - 1]);
            const auto found = static_cast<double>(histogram.percentile(percent));
            QVERIFY2(
                std::abs(found - exact) <= exact / 128,
                qPrintable(QStringLiteral("%1 %: %2, not %3").arg(percent).arg(found).arg(exact)));
        }
    }

    void addsOthers()
    {
        QRandomGenerator random(7);
        LogHistogram whole;
        LogHistogram one;
        LogHistogram other;
        for (int i = 0; i < 1000; ++i) {
            const qint64 number = random.bounded(1 << (i % 24 + 1));
            whole.add(number);
            (i % 3 == 0 ? one : other).add(number);
        }
        one.add(other);
        one.add(LogHistogram());
        QCOMPARE(one.count(), whole.count());
        QCOMPARE(one.octaves(), whole.octaves());
        for (int percent = 0; percent <= 100; ++percent)
            QCOMPARE(one.percentile(percent), whole.percentile(percent));
    }

    void countsOctaves()
    {
        LogHistogram histogram;
        for (const qint64 number : {0, 1, 2, 3, 4, 7, 8, 127, 128, 255, 256, 65536})
            histogram.add(number);
        std::vector<qint64> expected {1, 1, 2, 2, 1, 0, 0, 1, 2, 1};
        expected.resize(18);
        expected[17] = 1;
        QCOMPARE(histogram.octaves(), expected);
    }

    void saysHowManyAreBelow()
    {
        LogHistogram histogram;
        QCOMPARE(histogram.percentBelow(5), 0.0);
        for (int number = 1; number <= 100; ++number)
            histogram.add(number);
        QCOMPARE(histogram.percentBelow(1), 0.5);
        QCOMPARE(histogram.percentBelow(51), 50.5);
        QCOMPARE(histogram.percentBelow(1000), 100.0);
    }

    void takesWhatNobodySends()
    {
        LogHistogram histogram;
        histogram.add(-5);
        histogram.add(std::numeric_limits<qint64>::max());
        QCOMPARE(histogram.percentile(1), 0);
        QCOMPARE(histogram.percentile(100), qint64(1) << 62);
    }
};

QTEST_APPLESS_MAIN(TestLogHistogram)
#include "tst_loghistogram.moc"
