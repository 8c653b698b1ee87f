// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/throttle.h"

#include <QTest>

using Acting::Throttle;
using namespace std::chrono_literals;

class TestThrottle : public QObject
{
    Q_OBJECT

private slots:
    void passesAllWithoutARate();
    void keepsTheRate_data();
    void keepsTheRate();
    void savesUpNoBurst();
};

void TestThrottle::passesAllWithoutARate()
{
    Throttle throttle;
    QVERIFY(!throttle.isOn());
    QCOMPARE(throttle.take(1 << 20, Capture::Time()), qint64(1 << 20));
}

void TestThrottle::keepsTheRate_data()
{
    QTest::addColumn<qint64>("rate");
    QTest::newRow("a byte a second") << qint64(1);
    QTest::newRow("slow") << qint64(700);
    QTest::newRow("mobile") << qint64(50'000);
    QTest::newRow("fast") << qint64(100'000'000);
}

void TestThrottle::keepsTheRate()
{
    QFETCH(qint64, rate);
    Throttle throttle;
    const Capture::Time start {1000s};
    throttle.setRate(rate, start);
    qint64 taken = 0;
    Capture::Time now = start;
    int wakeUps = 0;
    while (now < start + 10s) {
        taken += throttle.take(1 << 30, now);
        now = throttle.nextAt(now);
        ++wakeUps;
    }
    QVERIFY2(taken >= rate * 99 / 10 - 1 && taken <= rate * 101 / 10 + 1,
             qPrintable(QString::number(taken)));
    QVERIFY(wakeUps <= 1001);
}

void TestThrottle::savesUpNoBurst()
{
    Throttle throttle;
    const Capture::Time start {1000s};
    throttle.setRate(1000, start);
    QCOMPARE(throttle.take(10'000, start + 60s), qint64(100));
    QCOMPARE(throttle.take(10'000, start + 60s), qint64(0));
}

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
