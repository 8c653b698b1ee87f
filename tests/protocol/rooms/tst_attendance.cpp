// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/attendance.h"
#include "tests/support/records.h"

#include <QTest>

using Rooms::Attendance;
using Samples::at;

class TestAttendance : public QObject
{
    Q_OBJECT

private slots:
    void counts()
    {
        const Attendance::Scope here {1, "/"};
        Attendance attendance;
        QCOMPARE(attendance.countAt(here, at(0)), std::size_t(0));
        attendance.come(here, 1, at(10), {});
        attendance.come(here, 2, at(20), at(50));
        attendance.come(here, 2, at(30), at(50)); // it is there
        attendance.come({1, "/chat"}, 3, at(0), {});
        attendance.come({2, "/"}, 3, at(0), {});
        QVERIFY(attendance.isThere(here, 2));
        QVERIFY(!attendance.isThere(here, 3));
        QCOMPARE(attendance.countAt(here, at(9)), std::size_t(0));
        QCOMPARE(attendance.countAt(here, at(10)), std::size_t(1));
        QCOMPARE(attendance.countAt(here, at(49)), std::size_t(2));
        QCOMPARE(attendance.countAt(here, at(50)), std::size_t(1));
    }

    void goes()
    {
        const Attendance::Scope here {1, "/"};
        Attendance attendance;
        attendance.come(here, 1, at(0), {});
        attendance.come(here, 2, at(0), at(90));
        attendance.go(here, 1, at(10));
        attendance.go(here, 2, at(20)); // before its session ends
        attendance.go(here, 3, at(20)); // it never was
        QCOMPARE(attendance.countAt(here, at(5)), std::size_t(2));
        QCOMPARE(attendance.countAt(here, at(10)), std::size_t(1));
        QCOMPARE(attendance.countAt(here, at(95)), std::size_t(0));
        attendance.come(here, 1, at(30), {}); // again
        QCOMPARE(attendance.countAt(here, at(30)), std::size_t(1));
        attendance.end(1, at(60));
        attendance.end(1, at(70));
        QCOMPARE(attendance.countAt(here, at(59)), std::size_t(1));
        QCOMPARE(attendance.countAt(here, at(60)), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestAttendance)
#include "tst_attendance.moc"
