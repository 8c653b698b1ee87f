// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/rulecheck.h"
#include "widgets/rules/rulewords.h"

#include <QTest>

using namespace Rules;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Rules::Rule)

class TestRuleWords : public QObject
{
    Q_OBJECT

private slots:
    void sayWhatARuleDoes_data();
    void sayWhatARuleDoes();
    void offerWhatCanBeDone();
};

void TestRuleWords::sayWhatARuleDoes_data()
{
    QTest::addColumn<Rule>("rule");
    const auto row = [](const char *words, const Rule &rule) { QTest::newRow(words) << rule; };
    row("drop every message", {});
    row("drop kind:ack to the app · 30 % · 3 times · after 2s · for 10s",
        {.filter = "kind:ack",
         .direction = Capture::Direction::Received,
         .percent = 30,
         .times = 3,
         .after = 2s,
         .length = 10s});
    row("drop every message to the server · once",
        {.direction = Capture::Direction::Sent, .times = 1});
    row("delay by 1500ms every message", {.action = Delay {.time = 1500ms}});
    row("delay by 1s to 2s every message", {.action = Delay {Delay::Spread::Even, 1s, 2s}});
    row("delay by 1s in the mean every message",
        {.action = Delay {Delay::Spread::Exponential, 1s, 2s}});
    row("send twice every message", {.action = Duplicate {}});
    row("send 4 times every message", {.action = Duplicate {3}});
    row("let the next one overtake every message", {.action = Reorder {}});
    row("let 3 overtake every message", {.action = Reorder {3}});
    row("replace a by b in every message", {.action = Replace {.find = "a", .with = "b"}});
    row("replace a by nothing in every message", {.action = Replace {.find = "a"}});
    row("hold event:x", {.filter = "event:x", .action = Hold {}});
    row("close with 4001 at every message", {.action = Close {4001, {}}});
    row("cut in the middle of every message", {.action = Cut {.inMessage = true}});
    row("cut all connections", {.subject = Subject::Connection, .action = Cut {}});
    row("stall all connections", {.subject = Subject::Connection, .action = Stall {}});
    row("stall for 5s all connections · once",
        {.subject = Subject::Connection, .action = Stall {5s}, .times = 1});
    row("cut at every message", {.action = Cut {}});
    row("50,000 bytes a second through all connections",
        {.subject = Subject::Connection, .action = Throttle {50'000}});
    row("stall for 5s at every message", {.action = Stall {5s}});
    row("refuse new connections · 50 %",
        {.subject = Subject::Connection, .action = Refuse {}, .percent = 50});
    row("answer 502 to every request", {.subject = Subject::Request, .action = Answer {}});
    row("answer 502 to polling of /a*",
        {.subject = Subject::Request, .asked = Asked::Polling, .path = "/a*", .action = Answer {}});
    row("answer 502 to requests in a session",
        {.subject = Subject::Request, .asked = Asked::InSession, .action = Answer {}});
}

void TestRuleWords::sayWhatARuleDoes()
{
    QFETCH(Rule, rule);
    QCOMPARE(summaryOf(rule), QString::fromUtf8(QTest::currentDataTag()));
}

void TestRuleWords::offerWhatCanBeDone()
{
    QCOMPARE(actionTitles().size(), qsizetype(std::variant_size_v<Action>));
    QCOMPARE(actionHints().size(), qsizetype(std::variant_size_v<Action>));
    QCOMPARE(actionsFor(Subject::Message).size(), std::size_t(9));
    for (const Subject subject : {Subject::Message, Subject::Request, Subject::Connection}) {
        for (const std::size_t kind : actionsFor(subject)) {
            Rule rule;
            rule.name = "r";
            rule.subject = subject;
            rule.action = newAction(kind);
            QCOMPARE(rule.action.index(), kind);
            // What to replace only the user knows.
            const auto fault = faultOf(rule);
            QCOMPARE(fault.has_value(), std::holds_alternative<Replace>(rule.action));
        }
    }
}

QTEST_APPLESS_MAIN(TestRuleWords)
#include "tst_rulewords.moc"
