// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/goplace.h"

#include <QDateTime>
#include <QTest>

using namespace std::chrono_literals;

class TestGoPlace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }

    void readsNumbers()
    {
        for (const char *const text : {"98210", "#98210", "98,210", " 98 210 ", "# 98.210"})
            QCOMPARE(std::get<qint64>(readGoPlace(QString::fromLatin1(text)).value()), 98'210LL);
    }

    void readsOffsets()
    {
        QCOMPARE(std::get<std::chrono::microseconds>(readGoPlace(QStringLiteral("+5s")).value()),
                 5'000'000us);
        QCOMPARE(std::get<std::chrono::microseconds>(readGoPlace(QStringLiteral("-250ms")).value()),
                 -250'000us);
        QCOMPARE(
            std::get<std::chrono::microseconds>(readGoPlace(QStringLiteral("\u22121.5s")).value()),
            -1'500'000us);
    }

    void readsTimes()
    {
        const Capture::Time near = at("2026-03-01T23:30:00"); // the next day in Berlin
        QCOMPARE(timeOf(moment("10:02:11.5"), near), at("2026-03-02T09:02:11.500"));
        QCOMPARE(timeOf(moment("10:02"), near), at("2026-03-02T09:02:00"));
        QCOMPARE(timeOf(moment("10:02:11.000007"), near), at("2026-03-02T09:02:11") + 7us);
        QCOMPARE(timeOf(moment("2026-07-27 10:02:11"), near), at("2026-07-27T08:02:11"));
        QCOMPARE(timeOf(moment("2026-07-27"), near), at("2026-07-26T22:00:00"));
    }

    void refusesTheRest()
    {
        for (const char *const text :
             {"", "#", "abc", "12x", "25:00", "+", "+5 apples", "10:02:61"})
            QVERIFY2(!readGoPlace(QString::fromLatin1(text)), text);
    }

private:
    static Query::Moment moment(const char *text)
    {
        return std::get<Query::Moment>(readGoPlace(QString::fromLatin1(text)).value());
    }
    static Capture::Time at(const char *utc)
    {
        QDateTime time = QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODateWithMs);
        time.setTimeSpec(Qt::UTC);
        return Capture::Time(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
    }
};

QTEST_GUILESS_MAIN(TestGoPlace)
#include "tst_goplace.moc"
