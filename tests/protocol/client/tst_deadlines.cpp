// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/deadlines.h"

#include <QTest>

using namespace std::chrono_literals;
using Client::Deadlines;

class TestDeadlines : public QObject
{
    Q_OBJECT

private slots:
    void comeInTheirOrder();
    void comeOnce();
};

void TestDeadlines::comeInTheirOrder()
{
    const Deadlines::Time start {};
    Deadlines deadlines;
    QVERIFY(!deadlines.next());
    deadlines.add(1, start + 30ms);
    deadlines.add(2, start + 10ms);
    deadlines.add(3, start + 20ms);
    QCOMPARE(deadlines.next().value(), start + 10ms);
    QCOMPARE(deadlines.takeDue(start + 9ms), std::vector<quint64>());
    QCOMPARE(deadlines.takeDue(start + 20ms), (std::vector<quint64> {2, 3}));
    QCOMPARE(deadlines.next().value(), start + 30ms);
}

void TestDeadlines::comeOnce()
{
    const Deadlines::Time start {};
    Deadlines deadlines;
    deadlines.add(1, start);
    QCOMPARE(deadlines.takeDue(start).size(), 1U);
    QCOMPARE(deadlines.takeDue(start + 1h).size(), 0U);
}

QTEST_GUILESS_MAIN(TestDeadlines)

#include "tst_deadlines.moc"
