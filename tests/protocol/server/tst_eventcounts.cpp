// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/eventcounts.h"

#include <QTest>

using Server::EventCounts;

class TestEventCounts : public QObject
{
    Q_OBJECT
private slots:
    void countsBySecond();
    void beginsAnew();
};

void TestEventCounts::countsBySecond()
{
    EventCounts counts;
    QCOMPARE(counts.take(), "[]");
    counts.add(1795340378001, "packetsIn");
    counts.add(1795340378999, "packetsIn");
    counts.add(1795340378999, "bytesIn", 70);
    counts.add(1795340379000, "packetsIn");
    counts.add(1795340379000, "rawDisconnection", 1, "transport close");
    counts.add(1795340379500, "rawDisconnection", 1, "ping timeout");
    counts.add(1795340379600, "rawDisconnection", 1, "transport close");
    counts.add(1795340378500, "bytesIn", 3); // the clock went back
    QCOMPARE(
        counts.take(),
        R"([{"timestamp":1795340378000,"type":"packetsIn","count":2},)"
        R"({"timestamp":1795340378000,"type":"bytesIn","count":73},)"
        R"({"timestamp":1795340379000,"type":"packetsIn","count":1},)"
        R"({"timestamp":1795340379000,"type":"rawDisconnection","subType":"transport close","count":2},)"
        R"({"timestamp":1795340379000,"type":"rawDisconnection","subType":"ping timeout","count":1}])");
}

void TestEventCounts::beginsAnew()
{
    EventCounts counts;
    counts.add(5000, "packetsOut");
    counts.take();
    counts.add(5001, "packetsOut");
    QCOMPARE(counts.take(), R"([{"timestamp":5000,"type":"packetsOut","count":1}])");
}

QTEST_APPLESS_MAIN(TestEventCounts)
#include "tst_eventcounts.moc"
