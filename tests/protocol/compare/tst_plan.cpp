// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/plan.h"

#include <QTest>

using Compare::Plan;
using Compare::Target;

class TestPlan : public QObject
{
    Q_OBJECT

private slots:
    void isPossibleAsItComes();
    void sendsFewerLargeMessages();
    void saysWhatIsImpossible_data();
    void saysWhatIsImpossible();
    void knowsWorksByName();
    void knowsLittleOfOthersServers();
};

void TestPlan::isPossibleAsItComes()
{
    QCOMPARE(Plan().fault(), QByteArray());
    QVERIFY(Plan().targets.constFirst().isEmbedded());
}

void TestPlan::sendsFewerLargeMessages()
{
    Plan plan;
    plan.messages = 200;
    plan.bytes = 4'000'000;
    QCOMPARE(plan.messagesOf(16), 200);
    QCOMPARE(plan.messagesOf(20'000), 200);
    QCOMPARE(plan.messagesOf(40'000), 100);
    QCOMPARE(plan.messagesOf(4'000'000), Plan::FewestMessages);
    plan.messages = 2;
    QCOMPARE(plan.messagesOf(4'000'000), 2);
}

void TestPlan::saysWhatIsImpossible_data()
{
    QTest::addColumn<Plan>("plan");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *name, const QByteArray &words, const auto &change) {
        Plan plan;
        change(plan);
        QTest::newRow(name) << plan << words;
    };
    row("no server", "no server", [](Plan &plan) { plan.targets.clear(); });
    row("no way", "no way", [](Plan &plan) { plan.ways.clear(); });
    row("nothing", "nothing to measure", [](Plan &plan) {
        plan.works.clear();
        plan.cuts = plan.blocks = false;
    });
    row("no size", "no size", [](Plan &plan) { plan.sizes.clear(); });
    row("small size", "A size is from 8", [](Plan &plan) { plan.sizes = {7}; });
    row("large size", "A size is from 8", [](Plan &plan) { plan.sizes = {qint64(1) << 30}; });
    row("messages", "number of messages", [](Plan &plan) { plan.messages = 0; });
    row("receivers", "number of receivers", [](Plan &plan) { plan.receivers = 101; });
    row("rounds", "number of rounds", [](Plan &plan) { plan.rounds = 0; });
    row("too much", "too many", [](Plan &plan) {
        plan.bytes = qint64(1) << 40;
        plan.messages = 100'000;
    });
    row("URL", "ftp://", [](Plan &plan) { plan.targets = {Target::at("ftp://a")}; });
    row("namespace", "namespace", [](Plan &plan) {
        plan.targets = {Target::at("http://a")};
        plan.targets[0].nsp = "chat";
    });
    row("path", "does not begin", [](Plan &plan) {
        plan.targets = {Target::at("http://a")};
        plan.targets[0].chatPath = "chat";
    });
}

void TestPlan::saysWhatIsImpossible()
{
    QFETCH(Plan, plan);
    QFETCH(QByteArray, words);
    const QByteArray fault = plan.fault();
    QVERIFY2(fault.contains(words), fault.constData());
    QVERIFY(fault.endsWith('.'));
}

void TestPlan::knowsWorksByName()
{
    for (const Compare::Work work : Compare::allWorks())
        QCOMPARE(Compare::workFromName(Compare::workName(work)), std::optional(work));
    QVERIFY(!Compare::workFromName("both"));
}

void TestPlan::knowsLittleOfOthersServers()
{
    const Target target = Target::at("https://example.org");
    QVERIFY(!target.isEmbedded());
    QCOMPARE(target.path, QByteArray("/socket.io/"));
    QVERIFY(target.echoEvent.isEmpty());
    QVERIFY(target.webSocketPath.isEmpty());
    QVERIFY(!target.oneWayEvent.isEmpty());
}

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
