// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/chance.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace std::chrono_literals;
using Rules::Chance;
using Rules::Delay;
using std::chrono::microseconds;

class TestChance : public QObject
{
    Q_OBJECT

private slots:
    void isTheSameEverywhere();
    void coursesDiffer();
    void happensAsOftenAsSaid_data();
    void happensAsOftenAsSaid();
    void spreads_data();
    void spreads();
    void staysInBounds();
};

/// Numbers that another machine has to come to as well.
void TestChance::isTheSameEverywhere()
{
    Chance chance(1, 2);
    std::vector<qint64> drawn;
    for (const auto spread :
         {Delay::Spread::Even, Delay::Spread::Normal, Delay::Spread::Exponential})
        drawn.push_back(chance.time({spread, 100ms, 300ms}).count());
    drawn.push_back(chance.happens(50));
    drawn.push_back(chance.time({Delay::Spread::Even, 0us, 1h}).count());
    const std::vector<qint64> known {207198, 229538, 84800, 1, 879991365};
    QCOMPARE(drawn, known);
}

void TestChance::coursesDiffer()
{
    const auto course = [](quint64 seed, quint64 number) {
        Chance chance(seed, number);
        std::vector<qint64> times(8);
        for (qint64 &time : times)
            time = chance.time({Delay::Spread::Even, 0us, 1h}).count();
        return times;
    };
    std::vector<std::vector<qint64>> all;
    for (quint64 seed = 0; seed < 4; ++seed) {
        for (quint64 number = 0; number < 4; ++number)
            all.push_back(course(seed, number));
    }
    QCOMPARE(course(2, 3), all.at(11));
    std::sort(all.begin(), all.end());
    QVERIFY(std::adjacent_find(all.begin(), all.end()) == all.end());
}

void TestChance::happensAsOftenAsSaid_data()
{
    QTest::addColumn<double>("percent");
    for (const double percent : {0.1, 1.0, 30.0, 50.0, 99.9, 100.0})
        QTest::addRow("%g", percent) << percent;
}

void TestChance::happensAsOftenAsSaid()
{
    QFETCH(double, percent);
    constexpr int Count = 100'000;
    Chance chance(7, 1);
    int happened = 0;
    for (int i = 0; i < Count; ++i)
        happened += chance.happens(percent) ? 1 : 0;
    const double wanted = percent / 100 * Count;
    // Five deviations of a binomial.
    QVERIFY(std::abs(happened - wanted) <= 5 * std::sqrt(wanted * (1 - percent / 100)));
}

void TestChance::spreads_data()
{
    QTest::addColumn<int>("spread");
    QTest::addColumn<double>("mean"); // ms
    QTest::addColumn<double>("deviation");
    QTest::addColumn<double>("share"); // share from 100 to 300 ms
    QTest::newRow("fixed") << int(Delay::Spread::Fixed) << 100.0 << 0.0 << 1.0;
    QTest::newRow("even") << int(Delay::Spread::Even) << 200.0 << 200 / std::sqrt(12.0) << 1.0;
    QTest::newRow("normal") << int(Delay::Spread::Normal) << 200.0 << 100 / 1.96 << 0.95;
    // Cut at 300: the mean is 100 (1 - e^-3).
    QTest::newRow("exponential") << int(Delay::Spread::Exponential) << 100 * (1 - std::exp(-3.0))
                                 << 83.6 << std::exp(-1.0);
}

void TestChance::spreads()
{
    QFETCH(int, spread);
    constexpr int Count = 100'000;
    Chance chance(3, 9);
    double sum = 0;
    double squares = 0;
    int within = 0;
    for (int i = 0; i < Count; ++i) {
        const auto time = chance.time({Delay::Spread(spread), 100ms, 300ms});
        const double ms = double(time.count()) / 1000;
        sum += ms;
        squares += ms * ms;
        within += time >= 100ms && time <= 300ms ? 1 : 0;
    }
    const double found = sum / Count;
    QFETCH(double, mean);
    QVERIFY2(std::abs(found - mean) < 1, qPrintable(QString::number(found)));
    const double foundDeviation = std::sqrt(std::max(0.0, squares / Count - found * found));
    QFETCH(double, deviation);
    QVERIFY2(std::abs(foundDeviation - deviation) < 1, qPrintable(QString::number(foundDeviation)));
    QFETCH(double, share);
    const double foundShare = double(within) / Count;
    QVERIFY2(std::abs(foundShare - share) < 0.01, qPrintable(QString::number(foundShare)));
}

void TestChance::staysInBounds()
{
    for (const auto &[from, to] : {std::pair<microseconds, microseconds> {0us, 0us},
                                   {0us, 1us},
                                   {1us, 1us},
                                   {0us, 1h},
                                   {1h, 1h}}) {
        Chance chance(1, 1);
        for (int i = 0; i < 1'000; ++i) {
            const auto even = chance.time({Delay::Spread::Even, from, to});
            QVERIFY(even >= from && even <= to);
            const auto exponential = chance.time({Delay::Spread::Exponential, from, to});
            QVERIFY(exponential >= 0us && exponential <= to);
            const auto normal = chance.time({Delay::Spread::Normal, from, to});
            QVERIFY(normal >= 0us && normal <= 3 * 1h);
        }
    }
}

QTEST_APPLESS_MAIN(TestChance)
#include "tst_chance.moc"
