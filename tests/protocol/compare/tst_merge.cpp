// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/merge.h"

#include "protocol/compare/figures.h"

#include <QTest>

using namespace Compare;

namespace {

WayResult roundOf(double value)
{
    WayResult result;
    result.target = 1;
    result.way = {Stack::SocketIoPolling, false, false};
    result.startup.requests = one(value);
    result.startup.sent.http = one(value * 2);
    Transfer transfer;
    transfer.work = Work::Echo;
    transfer.size = 16;
    transfer.messages = 200;
    transfer.p50 = one(value);
    transfer.sent.wire = one(value);
    result.transfers = {transfer};
    Interruption interruption;
    interruption.lost = one(value);
    interruption.milliseconds = one(value);
    result.interruptions = {interruption};
    result.blocked.wasTried = true;
    result.blocked.works = true;
    result.blocked.startup.requests = one(value);
    result.needs.connections = one(value);
    return result;
}

} // namespace

class TestMerge : public QObject
{
    Q_OBJECT

private slots:
    void makesSpreadsOfRounds();
    void leavesOutWhatARoundDoesNotHave();
    void tellsTransfersApart();
    void worksOnlyIfItAlwaysDid();
    void isEmptyWithoutRounds() { QCOMPARE(merged({}), WayResult()); }
};

void TestMerge::makesSpreadsOfRounds()
{
    const WayResult all = merged({roundOf(5), roundOf(1), roundOf(3)});
    const Spread spread {3, 1, 5, 3};
    QCOMPARE(all.target, 1);
    QCOMPARE(all.way.stack, Stack::SocketIoPolling);
    QCOMPARE(all.startup.requests, spread);
    QCOMPARE(all.startup.sent.http, (Spread {6, 2, 10, 3}));
    QCOMPARE(all.transfers.size(), std::size_t(1));
    QCOMPARE(all.transfers.front().messages, 200);
    QCOMPARE(all.transfers.front().p50, spread);
    QCOMPARE(all.transfers.front().sent.wire, spread);
    QCOMPARE(all.interruptions.size(), std::size_t(1));
    QCOMPARE(all.interruptions.front().lost, spread);
    QCOMPARE(all.blocked.startup.requests, spread);
    QCOMPARE(all.needs.connections, spread);
}

void TestMerge::leavesOutWhatARoundDoesNotHave()
{
    WayResult failed;
    failed.target = 1;
    failed.way = roundOf(1).way;
    failed.failure = "The server answered 404.";
    const WayResult all = merged({roundOf(2), failed, roundOf(4)});
    QCOMPARE(all.failure, QByteArray("The server answered 404."));
    QCOMPARE(all.startup.requests, (Spread {3, 2, 4, 2}));
    QCOMPARE(all.transfers.front().p50.count, 2);
    QVERIFY(all.blocked.wasTried);
    QVERIFY(all.blocked.works);
}

void TestMerge::tellsTransfersApart()
{
    WayResult first = roundOf(1);
    WayResult second = roundOf(2);
    second.transfers.front().size = 256;
    Interruption recovered = second.interruptions.front();
    recovered.recovers = true;
    second.interruptions.push_back(recovered);
    const WayResult all = merged({first, second});
    QCOMPARE(all.transfers.size(), std::size_t(2));
    QCOMPARE(all.transfer(Work::Echo, 16)->p50, one(1));
    QCOMPARE(all.transfer(Work::Echo, 256)->p50, one(2));
    QVERIFY(all.transfer(Work::OneWay, 16) == nullptr);
    QCOMPARE(all.interruptions.size(), std::size_t(2));
    QCOMPARE(all.interruptions[0].lost.count, 2);
    QVERIFY(all.interruptions[1].recovers);
}

void TestMerge::worksOnlyIfItAlwaysDid()
{
    WayResult other = roundOf(1);
    other.blocked.works = false;
    other.blocked.reason = "No.";
    const WayResult all = merged({roundOf(1), other});
    QVERIFY(!all.blocked.works);
    QCOMPARE(all.blocked.reason, QByteArray("No."));
}

QTEST_APPLESS_MAIN(TestMerge)
#include "tst_merge.moc"
