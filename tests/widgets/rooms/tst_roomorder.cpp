// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomorder.h"

#include <QTest>

#include <algorithm>

class TestRoomOrder : public QObject
{
    Q_OBJECT

private slots:
    void numbersCountAsNumbers()
    {
        QByteArrayList names {"room 10", "lobby", "room 2", "7", "room 1", "room", "12", "Ärger"};
        std::sort(names.begin(), names.end(), &standsBefore);
        const QByteArrayList wanted {"7",      "12",     "lobby",   "room",
                                     "room 1", "room 2", "room 10", "Ärger"};
        QCOMPARE(names, wanted);
    }

    void everyTwoNamesHaveAnOrder()
    {
        const QByteArray one("a\0b", 3);
        const QByteArray other("a\0c", 3);
        QVERIFY(standsBefore(one, other));
        QVERIFY(!standsBefore(other, one));
        QVERIFY(!standsBefore(one, one));
        QVERIFY(standsBefore("01", "1") != standsBefore("1", "01"));
    }
};

QTEST_APPLESS_MAIN(TestRoomOrder)
#include "tst_roomorder.moc"
