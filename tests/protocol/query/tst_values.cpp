// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/localclock.h"
#include "protocol/query/values.h"

#include <QTest>

using namespace Query;

class TestValues : public QObject
{
    Q_OBJECT

private slots:
    void readsCounts_data();
    void readsCounts();
    void readsDurations_data();
    void readsDurations();
    void readsMoments_data();
    void readsMoments();
    void knowsTheOffsetsOfAZone();
};

void TestValues::readsCounts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("count"); // -1: none
    const auto row
        = [](const char *text, qint64 count) { QTest::newRow(text) << QByteArray(text) << count; };
    row("0", 0);
    row("1500", 1500);
    row("1k", 1'000);
    row("1.5K", 1'500);
    row("2M", 2'000'000);
    row("123456789012345678", 123'456'789'012'345'678);
    row("0.5", 1); // rounded
    row("", -1);
    row("k", -1);
    row("-1", -1);
    row("1G", -1);
    row("1.2.3", -1);
    row("99999999999999999999", -1);
    row("999999999999999999M", -1);
}

void TestValues::readsCounts()
{
    QFETCH(QByteArray, text);
    QTEST(parseCount(text).value_or(-1), "count");
}

void TestValues::readsDurations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("us"); // -1: none
    const auto row
        = [](const char *text, qint64 us) { QTest::newRow(text) << QByteArray(text) << us; };
    row("250us", 250);
    row("12ms", 12'000);
    row("12", 12'000);
    row("1.5s", 1'500'000);
    row("0.001ms", 1);
    row("1m", -1);
    row("ms", -1);
    row("1 s", -1);
}

void TestValues::readsDurations()
{
    QFETCH(QByteArray, text);
    QTEST(parseDuration(text).value_or(-1), "us");
}

void TestValues::readsMoments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("read"); // day, time, precision in microseconds
    const auto row = [](const char *text, const char *read) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(read);
    };
    row("10:02", "any 36120000000 60000000");
    row("10:02:11", "any 36131000000 1000000");
    row("10:02:11.5", "any 36131500000 100000");
    row("10:02:11.482301", "any 36131482301 1");
    row("1970-01-02", "1 0 86400000000");
    row("1970-01-02T00:00:01", "1 1000000 1000000");
    row("1970-01-02 00:01", "1 60000000 60000000");
    row("24:00", "");
    row("10:60", "");
    row("10:02:", "");
    row("10:02:11.", "");
    row("10:02:11.1234567", "");
    row("1:02", "");
    row("2026-02-30", "");
    row("2026-02-03T", "");
    row("", "");
    row("10:02x", "");
}

void TestValues::readsMoments()
{
    QFETCH(QByteArray, text);
    QByteArray read;
    if (const auto moment = parseMoment(text)) {
        read = moment->day ? QByteArray::number(*moment->day) : QByteArray("any");
        read
            += ' ' + QByteArray::number(moment->time) + ' ' + QByteArray::number(moment->precision);
    }
    QTEST(read, "read");
}

void TestValues::knowsTheOffsetsOfAZone()
{
    QCOMPARE(LocalClock(QTimeZone::utc()).sql("t"), "t");
    QCOMPARE(LocalClock(QTimeZone(3600)).sql("t"), "(t + 3600000000)");
    const QTimeZone berlin("Europe/Berlin");
    QVERIFY(berlin.isValid());
    const QByteArray sql = LocalClock(berlin).sql("t");
    // 2026-03-29T01:00Z: from one hour to two.
    QVERIFY2(sql.contains("WHEN t >= 1774746000000000 THEN 7200000000"), sql.constData());
    QVERIFY(sql.endsWith(" ELSE 3600000000 END)"));
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
