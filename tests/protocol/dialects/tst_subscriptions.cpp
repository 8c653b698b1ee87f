// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/subscriptions.h"

#include <QTest>

using namespace Dialects;

class SubscriptionsTest : public QObject
{
    Q_OBJECT
private slots:
    void moves_data();
    void moves();
    void staysBounded();
};

void SubscriptionsTest::moves_data()
{
    QTest::addColumn<QByteArrayList>("steps"); // "id room" opens, "id" closes
    QTest::addColumn<QByteArrayList>("moves");
    using L = QByteArrayList;
    QTest::newRow("one") << L {"1 a", "1"} << L {"+a", "-a"};
    QTest::newRow("two of one room") << L {"1 a", "2 a", "1", "2"} << L {"+a", "-a"};
    QTest::newRow("two rooms") << L {"1 a", "2 b", "1"} << L {"+a", "+b", "-a"};
    QTest::newRow("opened twice") << L {"1 a", "1 a", "1", "1"} << L {"+a", "-a"};
    QTest::newRow("changes its room") << L {"1 a", "1 b", "1"} << L {"+a", "-a", "+b", "-b"};
    QTest::newRow("changes it, another stays")
        << L {"1 a", "2 a", "1 b", "2"} << L {"+a", "+b", "-a"};
    QTest::newRow("never opened") << L {"1"} << L {};
    QTest::newRow("again") << L {"1 a", "1", "1 a"} << L {"+a", "-a", "+a"};
    QTest::newRow("no room") << L {"1 ", "1"} << L {};
}

void SubscriptionsTest::moves()
{
    QFETCH(const QByteArrayList, steps);
    Subscriptions subscriptions;
    QList<Move> moves;
    for (const QByteArray &step : steps) {
        const qsizetype space = step.indexOf(' ');
        if (space < 0) {
            subscriptions.close(step, &moves);
            QVERIFY(subscriptions.room(step).isEmpty());
            continue;
        }
        const QByteArray id = step.first(space);
        subscriptions.open(id, step.sliced(space + 1), &moves);
        QCOMPARE(subscriptions.room(id), step.sliced(space + 1));
    }
    QByteArrayList said;
    for (const Move &move : moves)
        said.append((move.joins ? '+' : '-') + move.room);
    QTEST(said, "moves");
}

void SubscriptionsTest::staysBounded()
{
    Subscriptions subscriptions;
    QList<Move> moves;
    for (int i = 0; i < Subscriptions::MaxOpen + 10; ++i)
        subscriptions.open(QByteArray::number(i), "room" + QByteArray::number(i), &moves);
    QCOMPARE(moves.size(), Subscriptions::MaxOpen);
    moves.clear();
    subscriptions.close(QByteArray::number(Subscriptions::MaxOpen), &moves); // was not taken
    QVERIFY(moves.isEmpty());
    subscriptions.close("0", &moves);
    subscriptions.open("new", "new", &moves);
    QCOMPARE(moves, QList<Move>({{.room = "room0", .joins = false}, {.room = "new"}}));
}

QTEST_APPLESS_MAIN(SubscriptionsTest)

#include "tst_subscriptions.moc"
