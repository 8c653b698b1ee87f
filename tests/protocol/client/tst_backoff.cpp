// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/backoff.h"

#include <QTest>

using namespace std::chrono_literals;
using Client::Backoff;
using Client::Reconnection;

class TestBackoff : public QObject
{
    Q_OBJECT

private slots:
    void doublesUpToTheMaximum();
    void deviatesAsSocketIoDoes_data();
    void deviatesAsSocketIoDoes();
    void beginsAnew();
    void givesUp();
    void isOff();
    void staysSaneForEver();
};

void TestBackoff::doublesUpToTheMaximum()
{
    Backoff backoff({.randomization = 0});
    for (const auto delay : {1000ms, 2000ms, 4000ms, 5000ms, 5000ms})
        QCOMPARE(backoff.next(0.99).value(), delay);
    QCOMPARE(backoff.attempts(), 5);
}

void TestBackoff::deviatesAsSocketIoDoes_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<int>("delay");
    // deviation = floor(random * 0.5 * 1000); less if the first decimal of random is even.
    QTest::newRow("none") << 0.0 << 1000;
    QTest::newRow("more") << 0.1 << 1050;
    QTest::newRow("less") << 0.25 << 875;
    QTest::newRow("more, rounded down") << 0.3333 << 1166;
    QTest::newRow("least") << 0.8999 << 551;
    QTest::newRow("most") << 0.9999 << 1499;
}

void TestBackoff::deviatesAsSocketIoDoes()
{
    QFETCH(const double, random);
    QFETCH(const int, delay);
    Backoff backoff({});
    QCOMPARE(backoff.next(random).value().count(), delay);
}

void TestBackoff::beginsAnew()
{
    Backoff backoff({});
    backoff.next(0);
    backoff.next(0);
    backoff.reset();
    QCOMPARE(backoff.attempts(), 0);
    QCOMPARE(backoff.next(0).value(), 1000ms);
}

void TestBackoff::givesUp()
{
    Backoff backoff({.attempts = 2});
    QVERIFY(backoff.next(0));
    QVERIFY(backoff.next(0));
    QVERIFY(!backoff.next(0));
    backoff.reset();
    QVERIFY(backoff.next(0));
}

void TestBackoff::isOff()
{
    QVERIFY(!Backoff({.isOn = false}).next(0));
    QVERIFY(!Backoff({.attempts = 0}).next(0));
}

void TestBackoff::staysSaneForEver()
{
    Backoff backoff({});
    for (int i = 0; i < 3000; ++i) {
        const auto delay = backoff.next(i % 10 / 10.0).value();
        QVERIFY2(delay >= 500ms && delay <= 5000ms, QByteArray::number(i).constData());
    }
}

QTEST_GUILESS_MAIN(TestBackoff)

#include "tst_backoff.moc"
