// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/compiledrules.h"
#include "protocol/rules/judge.h"
#include "protocol/rules/presets.h"
#include "protocol/rules/rulefile.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Rules;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

std::unique_ptr<Judge> judgeOf(const QByteArray &name)
{
    const auto all = presets();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Preset &preset) { return preset.name == name; });
    auto compiled = CompiledRules::of({1, found == all.end() ? std::vector<Rule>() : found->rules});
    return std::make_unique<Judge>(std::get<0>(std::move(compiled)));
}

/// The status of the answer, 0 for none.
int statusOf(Judge &judge, const LiveRequest &request)
{
    microseconds delay {0};
    const auto wish = judge.request(request, 0s, &delay);
    const auto *answer = wish ? std::get_if<Answer>(&wish->action) : nullptr;
    return answer == nullptr ? 0 : answer->status;
}

const LiveRequest FirstPoll {
    .method = "GET", .path = "/socket.io/", .isPolling = true, .opens = true};
const LiveRequest Poll {.method = "GET", .path = "/socket.io/", .isPolling = true};
const LiveRequest Upgrade {.method = "GET", .path = "/socket.io/", .isUpgrade = true};
const LiveRequest Page {.method = "GET", .path = "/"};

} // namespace

class TestPresets : public QObject
{
    Q_OBJECT

private slots:
    void haveNoFault();
    void standInTheDocument();
    void blockUpgrades();
    void stallInATunnel();
    void restartServers();
    void slowDown();
    void loseStickiness();
    void loseAcks();
    void delayAcks();
    void breakPolling();
    void failHandshakes();
};

void TestPresets::haveNoFault()
{
    const auto all = presets();
    QCOMPARE(all.size(), std::size_t(9));
    for (const Preset &preset : all) {
        const RuleList list {1, preset.rules};
        const auto fault = faultOf(list);
        QVERIFY2(!fault, fault ? sentence(*fault, list).constData() : "");
        QVERIFY(!list.rules.empty());
        QCOMPARE(std::get<RuleList>(fromFile(toFile(list))), list);
    }
}

void TestPresets::standInTheDocument()
{
    QFile document(QStringLiteral(SOCKSCOPE_TEST_DATA "/../../docs/rules.md"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    const QByteArray text = document.readAll();
    for (const Preset &preset : presets()) {
        const QByteArray row = "| " + preset.name + " | " + preset.about + " |\n";
        QVERIFY2(text.contains(row), row.constData());
    }
}

void TestPresets::blockUpgrades()
{
    const auto judge = judgeOf("Firewall blocks WebSocket");
    QCOMPARE(statusOf(*judge, Upgrade), 403);
    QCOMPARE(statusOf(*judge, Poll), 0);
}

void TestPresets::stallInATunnel()
{
    const auto judge = judgeOf("Train in a tunnel");
    QVERIFY(judge->connection(1, false, 2s).empty());
    QCOMPARE(judge->nextChange(0s), std::optional<microseconds>(3s));
    const auto wishes = judge->connection(1, false, 3s);
    QCOMPARE(wishes.size(), std::size_t(1));
    QCOMPARE(wishes.at(0).action, Action(Stall {20s}));
    QCOMPARE(judge->connection(2, true, 13s).at(0).action, Action(Stall {10s}));
    QVERIFY(judge->connection(1, false, 23s).empty());
}

void TestPresets::restartServers()
{
    const auto judge = judgeOf("Server restarts");
    QCOMPARE(judge->connection(1, false, 0s).at(0).action, Action(Cut {.resets = true}));
    QCOMPARE(judge->connection(2, true, 4s).at(0).action, Action(Refuse {}));
    QVERIFY(judge->connection(3, true, 8s).empty());
}

void TestPresets::slowDown()
{
    const auto judge = judgeOf("Slow mobile");
    QVERIFY(std::holds_alternative<Throttle>(judge->connection(1, true, 0s).at(0).action));
    QVERIFY(judge->message({}, 1, 0s).delay > 0s);
}

void TestPresets::loseStickiness()
{
    const auto judge = judgeOf("Sticky session lost");
    int lost = 0;
    for (int i = 0; i < 100; ++i) {
        lost += statusOf(*judge, Poll) == 400 ? 1 : 0;
        lost += statusOf(*judge, Upgrade) == 400 ? 1 : 0;
        QCOMPARE(statusOf(*judge, FirstPoll), 0);
        QCOMPARE(statusOf(*judge, Page), 0);
    }
    QVERIFY(lost > 60 && lost < 140);
}

void TestPresets::loseAcks()
{
    const auto judge = judgeOf("Acks get lost");
    const LiveMessage ack {.direction = Capture::Direction::Received, .kind = Capture::Kind::Ack};
    int lost = 0;
    for (int i = 0; i < 200; ++i)
        lost += judge->message(ack, 1, 0s).isEmpty() ? 0 : 1;
    QVERIFY(lost > 30 && lost < 90);
    QVERIFY(judge->message({.kind = Capture::Kind::Event}, 1, 0s).isEmpty());
}

void TestPresets::delayAcks()
{
    const auto judge = judgeOf("Acks come late");
    const LiveMessage ack {.direction = Capture::Direction::Received, .kind = Capture::Kind::Ack};
    const auto delay = judge->message(ack, 1, 0s).delay;
    QVERIFY(delay >= 2s && delay <= 6s);
}

void TestPresets::breakPolling()
{
    const auto judge = judgeOf("Polling is broken");
    QCOMPARE(statusOf(*judge, FirstPoll), 502);
    QCOMPARE(statusOf(*judge, Poll), 502);
    QCOMPARE(statusOf(*judge, Upgrade), 0);
}

void TestPresets::failHandshakes()
{
    const auto judge = judgeOf("Handshakes fail 3 times");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusOf(*judge, FirstPoll), 503);
    QCOMPARE(statusOf(*judge, Poll), 0);
    QCOMPARE(statusOf(*judge, FirstPoll), 0);
}

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
