// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/comparereport.h"
#include "widgets/compare/findings.h"

#include <QLocale>
#include <QTest>

using namespace Compare;
using namespace Qt::StringLiterals;
using namespace InventedReport;
using Topic = Finding::Topic;

namespace {

QString textOf(const Report &report, Topic topic)
{
    QStringList texts;
    for (const Finding &finding : findingsOf(report)) {
        if (finding.topic == topic)
            texts += finding.text;
    }
    return texts.join(QLatin1Char('\n'));
}

void compareContained(const QString &text, const QString &part)
{
    QVERIFY2(text.contains(part), qPrintable(text));
}

} // namespace

/// Sentences that follow from the figures of a report.
class TestFindings : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void inShortWhatMatters();
    void bytesAreCompared();
    void layersAreNamed();
    void timesComeWithTheirSpread();
    void overlapsAreNoDifference();
    void startupIsSaid();
    void ratesAndWorkAreSaid();
    void variantsStandBesideTheirStack();
    void cutsAreSaid();
    void blockedWaysAreSaid();
    void serversAreSaid();
    void aRunThatFailedSaysOnlyThat();
    void aStoppedRunIsSaid();
    void oneRoundIsSaid();
    void missingWaysAreSaid();
    void failedTransfersAreGathered();
    void withoutABaseFiguresStandAlone();
    void serversAreToldApart();
    void nothingMeasuredSaysSo();
};

void TestFindings::inShortWhatMatters()
{
    Report all = report();
    const QString text = textOf(all, Topic::Short);
    compareContained(text,
                     u"A message of 16 B and its echo are 40 bytes over plain WebSocket; "
                     "Socket.IO over WebSocket adds 32 bytes (80 %) and Socket.IO over "
                     "polling adds 404 bytes (1,010 %)."_s);
    compareContained(text,
                     u"A round trip of 16 B takes 0.20 ms over plain WebSocket at the "
                     "median; 50 % longer with Socket.IO over WebSocket and 5 times as "
                     "long with Socket.IO over polling."_s);
    compareContained(text,
                     u"Cut for 500 ms, plain WebSocket lost 50 of 80 messages, Socket.IO "
                     "over WebSocket lost 50 of 80 messages, Socket.IO over WebSocket with "
                     "recovery lost 0 of 80 messages,"_s);
    compareContained(text,
                     u"With WebSocket blocked, Socket.IO over polling still works; plain "
                     "WebSocket and Socket.IO over WebSocket do not work."_s);
    transferOf(resultOf(all, Stack::SocketIoWebSocket), Work::Echo, 16).p50 = spread(205, 10);
    compareContained(textOf(all, Topic::Short), u"no different with Socket.IO over WebSocket"_s);
    all.results.erase(all.results.begin());
    QVERIFY(!textOf(all, Topic::Short).contains(u"plain"_s));
}

void TestFindings::bytesAreCompared()
{
    const QString text = textOf(report(), Topic::Bytes);
    compareContained(
        text,
        u"A message of 16 B and its echo cross as: plain WebSocket 40 bytes; Socket.IO "
        "over WebSocket 72 bytes, 32 bytes (80 %) more; Socket.IO over polling 444 "
        "bytes, 404 bytes (1,010 %) more."_s);
    compareContained(text,
                     u"A message of 64 KB and its echo cross as: plain WebSocket 131,080 bytes;"_s);
    compareContained(text, u"one of many sent one way"_s);
}

void TestFindings::layersAreNamed()
{
    Report all = report();
    compareContained(textOf(all, Topic::Bytes),
                     u"Of the 47 bytes that Socket.IO over WebSocket sends for 16 B there are 16 "
                     "bytes of payload, 24 bytes of Socket.IO, 1 byte of Engine.IO and 6 bytes of "
                     "WebSocket frames."_s);
    LayerSpreads &sent = transferOf(resultOf(all, Stack::SocketIoWebSocket), Work::Echo, 16).sent;
    sent.saved = spread(7);
    sent.wire = spread(40);
    compareContained(textOf(all, Topic::Bytes),
                     u"WebSocket frames, less 7 bytes by compression."_s);
}

void TestFindings::timesComeWithTheirSpread()
{
    compareContained(textOf(report(), Topic::RoundTrip),
                     QStringLiteral("Half of the round trips of 16 B took at most: plain WebSocket "
                                    "0.20 ms (0.19–0.21 ms); Socket.IO over WebSocket 0.30 ms "
                                    "(0.29–0.31 ms), 50 % more; Socket.IO over polling 1 ms "
                                    "(0.99–1.01 ms), 5 times as much."));
}

void TestFindings::overlapsAreNoDifference()
{
    compareContained(textOf(report(), Topic::RoundTrip),
                     QStringLiteral("99 % of the round trips of 16 B took at most: plain WebSocket "
                                    "0.90 ms (0.60–1.20 ms); Socket.IO over WebSocket 1.35 ms "
                                    "(1.05–1.65 ms), no difference was seen;"));
}

void TestFindings::startupIsSaid()
{
    const QString text = textOf(report(), Topic::Startup);
    compareContained(text,
                     u"plain WebSocket 1; Socket.IO over WebSocket 1, the same; Socket.IO "
                     "over polling 4, 4 times as much."_s);
    compareContained(text,
                     u"plain WebSocket 400 bytes; Socket.IO over WebSocket 513 bytes, 113 "
                     "bytes (28 %) more;"_s);
    compareContained(text, QStringLiteral("plain WebSocket 2 ms (1.50–2.50 ms)"));
}

void TestFindings::ratesAndWorkAreSaid()
{
    const QString rates = textOf(report(), Topic::Rate);
    compareContained(rates,
                     QStringLiteral("Messages of 16 B one way: plain WebSocket 12,000/s "
                                    "(11,900–12,100/s); Socket.IO over WebSocket 8,000/s "
                                    "(7,900–8,100/s), 33 % fewer;"));
    compareContained(rates, u"Broadcasts of 64 KB to 4 receivers: "_s);
    compareContained(textOf(report(), Topic::Cpu),
                     QStringLiteral("For an echo of 16 B the thread of our client works: plain "
                                    "WebSocket 20 µs (19–21 µs);"));
}

void TestFindings::variantsStandBesideTheirStack()
{
    Plan wide = plan();
    wide.ways.push_back({Stack::WebSocket, true, false});
    Report all = report(wide);
    QVERIFY(!textOf(all, Topic::Startup).contains(u"compressed"_s));
    Transfer &echo = transferOf(all.results.back(), Work::Echo, 65536);
    echo.sent.wire = spread(30'000);
    echo.received.wire = spread(30'000);
    compareContained(textOf(all, Topic::Bytes),
                     u"Plain WebSocket, compressed, an echo of text: at 16 B 40 bytes, the same "
                     "(without 40 bytes); at 64 KB 60,000 bytes, 71,080 bytes (54 %) fewer "
                     "(without 131,080 bytes)."_s);
}

void TestFindings::cutsAreSaid()
{
    Report all = report();
    const QString text = textOf(all, Topic::Cut);
    compareContained(text,
                     QStringLiteral("Cut for 500 ms, plain WebSocket receives again after 560 ms "
                                    "(540–580 ms). Of 80 messages sent meanwhile 50 (48–52) were "
                                    "missed during the outage; 0 of those came later, 50 (48–52) "
                                    "never came, and 0 came twice."));
    compareContained(text,
                     u"Socket.IO over WebSocket with connection state recovery receives again"_s);
    Interruption failed;
    failed.failure = "It did not come back";
    resultOf(all, Stack::WebSocket).interruptions = {failed};
    compareContained(textOf(all, Topic::Cut),
                     u"plain WebSocket could not be measured: It did not come back."_s);
}

void TestFindings::blockedWaysAreSaid()
{
    const QString text = textOf(report(), Topic::Blocked);
    compareContained(text, u"plain WebSocket does not work: The server answered 403."_s);
    compareContained(text,
                     u"With WebSocket blocked, Socket.IO over polling works: the first "
                     "message can go after 4 requests, 513 bytes and 4 ms"_s);
    compareContained(text, u"an echo of 16 B then takes 1 ms"_s);
    compareContained(text, u"(unblocked 444 B)"_s);
}

void TestFindings::serversAreSaid()
{
    const QString text = textOf(report(), Topic::Server);
    compareContained(text,
                     u"Plain WebSocket: one client holds 1 TCP connection; the server "
                     "announced no heartbeat."_s);
    compareContained(text,
                     u"Socket.IO over polling: one client holds up to 2 TCP connections; an "
                     "echo takes 2 HTTP requests; the server keeps a session under an id;"_s);
    compareContained(text, u"sticky sessions"_s);
    compareContained(text, u"pings every 25 s."_s);
    compareContained(text,
                     u"It opens sessions for clients of Socket.IO 2 and before. It offers "
                     "connection state recovery. It takes payloads of up to 1,000,000 bytes."_s);
}

void TestFindings::aRunThatFailedSaysOnlyThat()
{
    Report failed;
    failed.failure = "There is no server to measure";
    const std::vector<Finding> findings = findingsOf(failed);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings.front().text, u"Nothing was measured: There is no server to measure."_s);
}

void TestFindings::aStoppedRunIsSaid()
{
    Report stopped = report();
    stopped.wasCancelled = true;
    stopped.roundsDone = 1;
    stopped.results.pop_back();
    const QString text = textOf(stopped, Topic::Run);
    compareContained(text, u"The run was stopped after 1 of 3 rounds"_s);
    compareContained(text, u"Socket.IO over polling was not measured."_s);
}

void TestFindings::oneRoundIsSaid()
{
    Report one = report();
    compareContained(textOf(one, Topic::Run),
                     u"3 rounds were made, each way once in each of them, "
                     "in 42.0 s."_s);
    one.roundsDone = 2;
    compareContained(textOf(one, Topic::Run), u"2 of 3 rounds were made so far;"_s);
    one.plan.rounds = 1;
    compareContained(textOf(one, Topic::Run), u"There was one round"_s);
}

void TestFindings::missingWaysAreSaid()
{
    Report all = report();
    WayResult &polling = resultOf(all, Stack::SocketIoPolling);
    polling = {.target = 0, .way = polling.way, .failure = "The server answered 404"};
    resultOf(all, Stack::WebSocket).note = "Compression was not agreed on";
    const QString text = textOf(all, Topic::Run);
    compareContained(text,
                     u"Socket.IO over polling could not be measured: The server answered 404."_s);
    compareContained(text, u"Plain WebSocket: Compression was not agreed on."_s);
    QVERIFY(!textOf(all, Topic::Bytes).contains(u"polling"_s));
}

void TestFindings::failedTransfersAreGathered()
{
    Report all = report();
    WayResult &polling = resultOf(all, Stack::SocketIoPolling);
    for (const Work work : {Work::Echo, Work::Broadcast}) {
        Transfer &transfer = transferOf(polling, work, 65536);
        transfer = {.work = work, .size = 65536, .failure = "It was cut off"};
    }
    compareContained(textOf(all, Topic::Run),
                     u"Socket.IO over polling, echo of 64 KB, broadcast of "
                     "64 KB, failed: It was cut off."_s);
}

void TestFindings::withoutABaseFiguresStandAlone()
{
    Plan narrow = plan();
    narrow.ways.erase(narrow.ways.begin());
    const Report all = report(narrow);
    compareContained(textOf(all, Topic::Run), u"Without figures of plain WebSocket"_s);
    const QString text = textOf(all, Topic::Bytes);
    compareContained(text,
                     u"cross as: Socket.IO over WebSocket 72 bytes; Socket.IO over polling "
                     "444 bytes."_s);
    QVERIFY(!text.contains(u" more"_s));
}

void TestFindings::serversAreToldApart()
{
    Plan two = plan();
    two.targets.append(Target::at("http://127.0.0.1:3000"));
    QList<int> targets;
    for (const Finding &finding : findingsOf(report(two))) {
        if (targets.isEmpty() || targets.constLast() != finding.target)
            targets.append(finding.target);
    }
    QCOMPARE(targets, (QList<int> {-1, 0, 1}));
}

void TestFindings::nothingMeasuredSaysSo()
{
    Report empty;
    empty.plan = plan();
    empty.wasCancelled = true;
    for (const Finding &finding : findingsOf(empty)) {
        QCOMPARE(finding.topic, Topic::Run);
        QVERIFY(!topicTitle(finding.topic).isEmpty());
    }
    compareContained(textOf(empty, Topic::Run), u"Plain WebSocket was not measured."_s);
}

QTEST_APPLESS_MAIN(TestFindings)
#include "tst_findings.moc"
