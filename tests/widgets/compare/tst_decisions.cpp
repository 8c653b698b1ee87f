// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/comparereport.h"
#include "widgets/compare/decisions.h"
#include "widgets/compare/reportlook.h"

#include <QLocale>
#include <QTest>

using namespace Compare;
using namespace Qt::StringLiterals;
using namespace InventedReport;
using Question = Decision::Question;

namespace {

Decision decisionOn(const Report &report, Question question)
{
    const std::vector<Decision> all = decisionsOf(report, 0);
    return *std::ranges::find(all, question, &Decision::question);
}

} // namespace

/// u"When to use what"_s, answered by what was measured.
class TestDecisions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void everyQuestionHasAnAnswer();
    void theFewestBytesWin();
    void ratesAreTheMore();
    void waysThatOverlapAreAlike();
    void oneWayIsNoComparison();
    void oneRoundMayBeChance();
    void lostMessagesDecide();
    void whatComesThroughDecides();
    void oldClientsAreAskedFor();
    void whatWasNotMeasuredIsSaid();
};

void TestDecisions::everyQuestionHasAnAnswer()
{
    const Report all = report();
    const std::vector<Decision> decisions = decisionsOf(all, 0);
    QCOMPARE(decisions.size(), std::size_t(7));
    for (const Decision &decision : decisions) {
        QVERIFY(decision.isMeasured);
        QVERIFY(decision.verdict.endsWith(u'.') || decision.verdict.endsWith(u')'));
        QVERIFY(!decision.measure.isEmpty());
        QVERIFY(!decision.figures.isEmpty());
        QVERIFY(decision.place);
        if (decision.place->table == ReportPlace::Table::Transfers)
            QVERIFY(figureAt(all, *decision.place).isKnown());
        QVERIFY(!questionTitle(decision.question).isEmpty());
        QVERIFY(!questionHint(decision.question).isEmpty());
    }
}

void TestDecisions::theFewestBytesWin()
{
    const Decision overhead = decisionOn(report(), Question::Overhead);
    QCOMPARE(overhead.verdict, u"Plain WebSocket: the fewest bytes there and back, 40 B."_s);
    QCOMPARE(overhead.measure, u"Bytes a message, echo of 16 B"_s);
    QCOMPARE(overhead.figures,
             (QStringList {u"Plain WebSocket: 40 B"_s, u"Socket.IO over WebSocket: 72 B"_s,
                           u"Socket.IO over polling: 444 B"_s}));
    QCOMPARE(*overhead.place,
             (ReportPlace {ReportPlace::Table::Transfers, 0, {}, Work::Echo, 16, Figure::Bytes}));
    const Decision binary = decisionOn(report(), Question::Binary);
    QCOMPARE(binary.place->work, Work::BinaryEcho);
    QCOMPARE(binary.place->size, 65536);
}

void TestDecisions::ratesAreTheMore()
{
    Report all = report();
    transferOf(resultOf(all, Stack::SocketIoPolling), Work::OneWay, 16).perSecond
        = spread(90'000, 500);
    QCOMPARE(decisionOn(all, Question::SmallMessages).verdict,
             QStringLiteral("Socket.IO over polling: the most messages a second, 90,000/s "
                            "(89,500–90,500/s)."));
    QVERIFY(decisionOn(all, Question::Broadcast)
                .verdict.startsWith(u"Plain WebSocket: the most broadcasts a second to 4 "
                                    "receivers, 12,000/s"_s));
}

void TestDecisions::waysThatOverlapAreAlike()
{
    Report all = report();
    transferOf(resultOf(all, Stack::SocketIoWebSocket), Work::OneWay, 16).perSecond
        = spread(11'950, 100);
    QVERIFY(decisionOn(all, Question::SmallMessages)
                .verdict.startsWith(u"Plain WebSocket and Socket.IO over WebSocket, alike: "_s));
    transferOf(resultOf(all, Stack::SocketIoPolling), Work::OneWay, 16).perSecond
        = spread(11'900, 100);
    QVERIFY(
        decisionOn(all, Question::SmallMessages)
            .verdict.startsWith(
                u"No difference was seen, all rounds overlap; the best was plain WebSocket: 12,000/s"_s));
}

void TestDecisions::oneWayIsNoComparison()
{
    Plan narrow = plan();
    narrow.ways.resize(1);
    QCOMPARE(decisionOn(report(narrow), Question::Overhead).verdict,
             u"Only plain WebSocket was measured: 40 B."_s);
}

void TestDecisions::oneRoundMayBeChance()
{
    Report all = report();
    all.plan.rounds = 1;
    QVERIFY(decisionOn(all, Question::SmallMessages).verdict.endsWith(u"this may be chance."_s));
    QVERIFY(!decisionOn(all, Question::Overhead).verdict.contains(u"chance"_s));
}

void TestDecisions::lostMessagesDecide()
{
    Report all = report();
    Decision decision = decisionOn(all, Question::Unreliable);
    QCOMPARE(decision.verdict,
             u"Socket.IO over WebSocket with recovery and Socket.IO over polling with recovery, "
             "alike: best when the connection is cut, none lost in any round."_s);
    QCOMPARE(decision.figures.constFirst(),
             u"Plain WebSocket: 50 (48–52) of 80 lost, back after 560 ms (540–580 ms)"_s);
    QCOMPARE(decision.figures.constLast(),
             u"Socket.IO over polling with recovery: 0 of 80 lost, back after 560 ms (540–580 "
             "ms), 50 (48–52) recovered"_s);
    QCOMPARE(decision.place->table, ReportPlace::Table::Interruptions);
    QCOMPARE(decision.place->way.stack, Stack::SocketIoWebSocket);
    // Lost now and then is lost.
    resultOf(all, Stack::SocketIoPolling).interruptions.back().lost = {0, 0, 31, 3};
    QVERIFY(decisionOn(all, Question::Unreliable)
                .verdict.startsWith(u"Socket.IO over WebSocket with recovery: best"_s));
    for (WayResult &result : all.results)
        result.interruptions.resize(1);
    resultOf(all, Stack::SocketIoPolling).interruptions.front() = {.failure = "Gone"};
    decision = decisionOn(all, Question::Unreliable);
    QVERIFY(decision.verdict.startsWith(
        u"No difference was seen, all rounds overlap; the best was plain WebSocket: up to 52 lost"_s));
    QVERIFY(decision.verdict.endsWith(u"has to ask for what it missed."_s));
    QVERIFY(decision.figures.contains(u"Socket.IO over polling: failed, Gone"_s));
}

void TestDecisions::whatComesThroughDecides()
{
    Report all = report();
    Decision decision = decisionOn(all, Question::Firewall);
    QCOMPARE(decision.verdict,
             u"Socket.IO over polling works when WebSocket is blocked. Not so "
             "plain WebSocket and Socket.IO over WebSocket."_s);
    QCOMPARE(decision.place->way.stack, Stack::SocketIoPolling);
    QVERIFY(decision.figures.constLast().startsWith(
        u"Socket.IO over polling: first message after 513 bytes"_s));
    for (WayResult &result : all.results)
        result.blocked.works = false;
    QVERIFY(
        decisionOn(all, Question::Firewall).verdict.startsWith(u"Nothing that was tried works"_s));
}

void TestDecisions::oldClientsAreAskedFor()
{
    Report all = report();
    QVERIFY(decisionOn(all, Question::OldClients).verdict.contains(u"can stay"_s));
    all.targets.front().takesRevision3 = false;
    QVERIFY(decisionOn(all, Question::OldClients).verdict.contains(u"allowEIO3"_s));
    all.targets.front().takesRevision3 = std::nullopt;
    QVERIFY(!decisionOn(all, Question::OldClients).isMeasured);
}

void TestDecisions::whatWasNotMeasuredIsSaid()
{
    Report empty;
    empty.plan = plan();
    empty.plan.cuts = false;
    for (const Decision &decision : decisionsOf(empty, 0)) {
        QVERIFY(!decision.isMeasured);
        QVERIFY(!decision.place);
        QVERIFY(decision.figures.isEmpty());
        QVERIFY(decision.verdict.startsWith(u"Not measured: "_s));
        QVERIFY(decision.verdict.endsWith(u'.'));
    }
    QCOMPARE(decisionOn(empty, Question::Unreliable).verdict,
             u"Not measured: connections were not cut in this run."_s);
}

QTEST_APPLESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
