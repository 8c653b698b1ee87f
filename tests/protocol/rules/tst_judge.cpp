// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/compiledrules.h"
#include "protocol/rules/judge.h"

#include <QTest>

using namespace Rules;
using namespace std::chrono_literals;
using Capture::Direction;
using Capture::Kind;
using std::chrono::microseconds;

namespace {

/// Of a list that has no fault.
std::shared_ptr<const CompiledRules> compiled(const RuleList &list)
{
    auto result = CompiledRules::of(list);
    if (const auto *fault = std::get_if<Fault>(&result))
        qFatal("%s", sentence(*fault, list).constData());
    return std::get<0>(std::move(result));
}

Judge judgeOf(std::vector<Rule> rules, quint64 seed = 1)
{
    return Judge(compiled({seed, std::move(rules)}));
}

LiveMessage eventNamed(const QByteArray &name, const QByteArray &body = "[\"x\"]")
{
    return {.kind = Kind::Event, .socketIo = 2, .event = name, .body = body};
}

/// The names of the rules that want something.
QByteArray names(const std::vector<Verdict::Wish> &wishes)
{
    QByteArray all;
    for (const Verdict::Wish &wish : wishes)
        all += (all.isEmpty() ? "" : " ") + wish.by;
    return all;
}

} // namespace

class TestJudge : public QObject
{
    Q_OBJECT

private slots:
    void asksRulesInTheirOrder();
    void stopsWhereNothingMoreCanBeDone_data();
    void stopsWhereNothingMoreCanBeDone();
    void looksAtDirectionAndFilter();
    void replacesOneAfterTheOther();
    void countsUses();
    void keepsToItsTime();
    void sessionsDoNotDisturbEachOther();
    void followsTheSeed();
    void addsUpDelays();
    void saysHowLongAStallLasts();
    void answersRequests_data();
    void answersRequests();
    void delaysRequests();
    void choosesOnceForAConnection();
    void refusesOnlyNewOnes();
    void saysWhenConnectionsChange();
    void saysWhatItLooksAt();
    void takesOver();
};

void TestJudge::asksRulesInTheirOrder()
{
    Judge judge = judgeOf({{.name = "b", .action = Delay {.time = 1s}},
                           {.name = "off", .isOn = false, .action = Drop {}},
                           {.name = "a", .action = Duplicate {2}},
                           {.name = "c", .action = Reorder {}}});
    const Verdict verdict = judge.message(eventNamed("x"), 1, 0s);
    QCOMPARE(names(verdict.wishes), QByteArray("b a c"));
    QCOMPARE(verdict.wishes.at(1).action, Action(Duplicate {2}));
    QCOMPARE(verdict.delay, microseconds(1s));
    QVERIFY(verdict.body.isNull());
    QVERIFY(judgeOf({}).message(eventNamed("x"), 1, 0s).isEmpty());
}

void TestJudge::stopsWhereNothingMoreCanBeDone_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<bool>("isLast");
    const std::array<std::pair<Action, bool>, 8> actions {{{Drop {}, true},
                                                           {Hold {}, true},
                                                           {Close {}, true},
                                                           {Cut {}, true},
                                                           {Stall {}, false},
                                                           {Delay {}, false},
                                                           {Duplicate {}, false},
                                                           {Reorder {}, false}}};
    for (const auto &[action, isLast] : actions) {
        QTest::newRow(actionNames().at(qsizetype(action.index())).constData())
            << int(action.index()) << isLast;
    }
}

void TestJudge::stopsWhereNothingMoreCanBeDone()
{
    QFETCH(int, action);
    const std::array<Action, 9> actions {Delay {}, Drop {},  Duplicate {}, Reorder {}, Replace {},
                                         Hold {},  Close {}, Cut {},       Stall {}};
    Judge judge = judgeOf({{.name = "first", .action = actions.at(std::size_t(action))},
                           {.name = "second", .action = Delay {}}});
    const QByteArray wanted = names(judge.message(eventNamed("x"), 1, 0s).wishes);
    QFETCH(bool, isLast);
    QCOMPARE(wanted, QByteArray(isLast ? "first" : "first second"));
    QCOMPARE(judge.uses(), (Uses {1, isLast ? 0U : 1U}));
}

void TestJudge::looksAtDirectionAndFilter()
{
    Judge judge = judgeOf({{.name = "up", .direction = Direction::Sent, .action = Delay {}},
                           {.name = "typing", .filter = "event:typing", .action = Delay {}},
                           {.name = "other", .filter = "-event:typing", .action = Delay {}}});
    LiveMessage message = eventNamed("typing");
    QCOMPARE(names(judge.message(message, 1, 0s).wishes), QByteArray("up typing"));
    message.direction = Direction::Received;
    message.event = "say";
    QCOMPARE(names(judge.message(message, 1, 0s).wishes), QByteArray("other"));
}

void TestJudge::replacesOneAfterTheOther()
{
    Judge judge = judgeOf(
        {{.name = "a", .action = Replace {.find = "1", .with = "2"}},
         {.name = "nothing", .action = Replace {.find = "x", .with = "y"}},
         {.name = "filter", .filter = "data.n=2", .action = Drop {}},
         {.name = "b", .action = Replace {Replace::Find::Pointer, "/1/n", "[2]"}, .times = 1},
         {.name = "later", .filter = "data.n=1", .action = Delay {}}});
    const LiveMessage message = eventNamed("e", R"(["e",{"n":1}])");
    Verdict verdict = judge.message(message, 1, 0s);
    QCOMPARE(names(verdict.wishes), QByteArray("a b later"));
    QCOMPARE(verdict.body, QByteArray(R"(["e",{"n":[2]}])"));
    verdict = judge.message(message, 1, 0s);
    QCOMPARE(names(verdict.wishes), QByteArray("a later"));
    QCOMPARE(verdict.body, QByteArray(R"(["e",{"n":2}])"));
    QCOMPARE(judge.uses(), (Uses {2, 0, 0, 1, 2}));

    // Bytes are no text, unless they are a packet's data as they are shown.
    Judge pointer = judgeOf({{.name = "p", .action = Replace {Replace::Find::Pointer, "", "1"}}});
    QVERIFY(
        pointer.message({.kind = Kind::Binary, .body = "2", .isBinary = true}, 1, 0s).isEmpty());
    QCOMPARE(pointer.message({.socketIo = 2, .body = "2", .isBinary = true}, 1, 0s).body,
             QByteArray("1"));

    // To nothing is not nothing.
    Judge empty = judgeOf({{.name = "e", .action = Replace {.find = "x"}}});
    const Verdict emptied = empty.message({.body = "x"}, 1, 0s);
    QVERIFY(!emptied.body.isNull());
    QVERIFY(emptied.body.isEmpty());
}

void TestJudge::countsUses()
{
    Judge judge = judgeOf({{.name = "twice", .filter = "event:x", .action = Drop {}, .times = 2},
                           {.name = "rest", .action = Delay {}}});
    QByteArray course;
    for (const char *name : {"x", "y", "x", "x", "x"})
        course += names(judge.message(eventNamed(name), 1, 0s).wishes) + ' ';
    QCOMPARE(course, QByteArray("twice rest twice rest rest "));
    QCOMPARE(judge.uses(), (Uses {2, 3}));
}

void TestJudge::keepsToItsTime()
{
    Judge judge = judgeOf({{.name = "late", .action = Delay {}, .after = 2s},
                           {.name = "early", .action = Delay {}, .length = 3s},
                           {.name = "some", .action = Delay {}, .after = 1s, .length = 1s}});
    const auto at = [&](microseconds since) {
        return names(judge.message(eventNamed("x"), 1, since).wishes);
    };
    QCOMPARE(at(0s), QByteArray("early"));
    QCOMPARE(at(1s), QByteArray("early some"));
    QCOMPARE(at(2s - 1us), QByteArray("early some"));
    QCOMPARE(at(2s), QByteArray("late early"));
    QCOMPARE(at(3s), QByteArray("late"));
}

void TestJudge::sessionsDoNotDisturbEachOther()
{
    const std::vector<Rule> rules {{.name = "h", .action = Delay {}, .percent = 50}};
    const auto ask = [](Judge &judge, quint64 session) {
        return judge.message(eventNamed("x"), session, 0s).isEmpty() ? '-' : 'x';
    };
    Judge alone = judgeOf(rules);
    QByteArray seven;
    for (int i = 0; i < 64; ++i)
        seven += ask(alone, 7);
    Judge mixed = judgeOf(rules);
    QByteArray again;
    QByteArray eight;
    for (int i = 0; i < 64; ++i) {
        eight += ask(mixed, 8);
        if (i % 3 == 0)
            ask(mixed, 9);
        again += ask(mixed, 7);
    }
    QCOMPARE(again, seven);
    QVERIFY(eight != seven);
    QVERIFY(seven.contains('x') && seven.contains('-'));

    // One that was forgotten begins anew.
    mixed.forgetSession(7);
    QByteArray anew;
    for (int i = 0; i < 64; ++i)
        anew += ask(mixed, 7);
    QCOMPARE(anew, seven);
}

void TestJudge::followsTheSeed()
{
    const auto course = [](quint64 seed) {
        Judge judge = judgeOf({{.name = "h", .action = Delay {}, .percent = 50}}, seed);
        QByteArray all;
        for (int i = 0; i < 64; ++i)
            all += judge.message(eventNamed("x"), 1, 0s).isEmpty() ? '-' : 'x';
        return all;
    };
    QCOMPARE(course(5), course(5));
    QVERIFY(course(5) != course(6));
}

void TestJudge::addsUpDelays()
{
    Judge judge = judgeOf({{.name = "a", .action = Delay {.time = 1s}},
                           {.name = "b", .action = Delay {Delay::Spread::Even, 10s, 20s}}});
    const Verdict verdict = judge.message(eventNamed("x"), 1, 0s);
    QCOMPARE(verdict.wishes.size(), std::size_t(2));
    QVERIFY(verdict.delay >= 11s && verdict.delay <= 21s);
    QVERIFY(verdict.delay != judge.message(eventNamed("x"), 1, 0s).delay);
}

void TestJudge::saysHowLongAStallLasts()
{
    const auto stalls = [](Stall stall, microseconds after, microseconds length,
                           microseconds since) {
        Judge judge = judgeOf({{.name = "s", .action = stall, .after = after, .length = length}});
        const Verdict verdict = judge.message(eventNamed("x"), 1, since);
        return std::get<Stall>(verdict.wishes.at(0).action).time;
    };
    QCOMPARE(stalls({0s}, 0s, 0s, 5s), microseconds(0s));
    QCOMPARE(stalls({4s}, 0s, 0s, 5s), microseconds(4s));
    QCOMPARE(stalls({0s}, 1s, 9s, 5s), microseconds(5s));
    QCOMPARE(stalls({6s}, 1s, 9s, 5s), microseconds(5s));
    QCOMPARE(stalls({4s}, 1s, 9s, 5s), microseconds(4s));

    Judge judge = judgeOf(
        {{.name = "s", .subject = Subject::Connection, .action = Stall {4s}, .after = 1s}});
    const auto at = [&](quint64 connection, microseconds since) {
        const auto wishes = judge.connection(connection, false, since);
        return wishes.empty() ? microseconds(-1) : std::get<Stall>(wishes.at(0).action).time;
    };
    QCOMPARE(at(1, 0s), microseconds(-1));
    QCOMPARE(at(1, 1s), microseconds(4s));
    QCOMPARE(at(1, 4s), microseconds(1s));
    QCOMPARE(at(2, 4s), microseconds(4s));
    QCOMPARE(at(1, 5s), microseconds(-1));
}

void TestJudge::answersRequests_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("fitting"); // of the requests below
    const auto row = [](const char *name, Asked asked, const char *path, const char *fitting) {
        QTest::newRow(name) << int(asked) << QByteArray(path) << QByteArray(fitting);
    };
    row("any", Asked::Any, "", "page plain-ws first-poll poll upgrade direct-ws");
    row("upgrade", Asked::Upgrade, "", "plain-ws upgrade direct-ws");
    row("polling", Asked::Polling, "", "first-poll poll");
    row("opening", Asked::Opening, "", "plain-ws first-poll direct-ws");
    row("in session", Asked::InSession, "", "poll upgrade");
    row("path", Asked::Any, "/feed", "plain-ws");
    row("pattern", Asked::Any, "*io/", "first-poll poll upgrade direct-ws");
    row("pattern, both", Asked::Upgrade, "/*i*/", "upgrade direct-ws");
    row("another path", Asked::Any, "/fee", "");
}

void TestJudge::answersRequests()
{
    const std::array<std::pair<QByteArray, LiveRequest>, 6> requests {{
        {"page", {.method = "GET", .path = "/"}},
        {"plain-ws", {.method = "GET", .path = "/feed", .isUpgrade = true, .opens = true}},
        {"first-poll", {.method = "GET", .path = "/socket.io/", .isPolling = true, .opens = true}},
        {"poll", {.method = "POST", .path = "/socket.io/", .isPolling = true}},
        {"upgrade", {.method = "GET", .path = "/socket.io/", .isUpgrade = true}},
        {"direct-ws", {.method = "GET", .path = "/socket.io/", .isUpgrade = true, .opens = true}},
    }};
    QFETCH(int, asked);
    QFETCH(QByteArray, path);
    Judge judge = judgeOf({{.name = "r",
                            .subject = Subject::Request,
                            .asked = Asked(asked),
                            .path = path,
                            .action = Answer {.status = 503}}});
    QByteArrayList fitting;
    microseconds delay {-1};
    for (const auto &[name, request] : requests) {
        if (judge.request(request, 0s, &delay))
            fitting.append(name);
    }
    QTEST(fitting.join(' '), "fitting");
    QCOMPARE(judge.uses().at(0), quint64(fitting.size()));
    QCOMPARE(delay, microseconds(-1));
}

void TestJudge::delaysRequests()
{
    Judge judge = judgeOf(
        {{.name = "slow", .subject = Subject::Request, .action = Delay {.time = 2s}, .times = 1},
         {.name = "no", .subject = Subject::Request, .action = Answer {}}});
    microseconds delay {0};
    auto wish = judge.request({.path = "/"}, 0s, &delay);
    QCOMPARE(wish->by, QByteArray("slow"));
    QCOMPARE(delay, microseconds(2s));
    wish = judge.request({.path = "/"}, 0s, &delay);
    QCOMPARE(wish->by, QByteArray("no"));
    QCOMPARE(judge.request({.path = "/"}, 0s, &delay)->action, Action(Answer {}));
}

void TestJudge::choosesOnceForAConnection()
{
    Judge judge = judgeOf({{.name = "half",
                            .subject = Subject::Connection,
                            .action = Throttle {100},
                            .percent = 50,
                            .length = 10s}});
    QByteArray first;
    for (quint64 number = 0; number < 64; ++number)
        first += judge.connection(number, true, 0s).empty() ? '-' : 'x';
    QVERIFY(first.contains('x') && first.contains('-'));
    QCOMPARE(judge.uses().at(0), quint64(first.count('x')));
    for (const microseconds since : {microseconds(5s), microseconds(9s)}) {
        QByteArray again;
        for (quint64 number = 0; number < 64; ++number)
            again += judge.connection(number, false, since).empty() ? '-' : 'x';
        QCOMPARE(again, first);
    }
    QCOMPARE(judge.uses().at(0), quint64(first.count('x')));
    QVERIFY(judge.connection(quint64(first.indexOf('x')), false, 10s).empty());

    // A number that was forgotten is another connection.
    Judge once = judgeOf(
        {{.name = "once", .subject = Subject::Connection, .action = Throttle {100}, .times = 1}});
    QCOMPARE(once.connection(1, true, 0s).size(), std::size_t(1));
    QCOMPARE(once.connection(1, false, 0s).size(), std::size_t(1));
    once.forgetConnection(1);
    QVERIFY(once.connection(1, true, 0s).empty());
}

void TestJudge::refusesOnlyNewOnes()
{
    Judge judge = judgeOf(
        {{.name = "cut", .subject = Subject::Connection, .action = Cut {true}, .length = 1s},
         {.name = "refuse", .subject = Subject::Connection, .action = Refuse {}, .after = 1s}});
    QCOMPARE(names(judge.connection(1, true, 0s)), QByteArray("cut"));
    QCOMPARE(names(judge.connection(2, false, 0s)), QByteArray("cut"));
    QCOMPARE(names(judge.connection(2, false, 1s)), QByteArray());
    QCOMPARE(names(judge.connection(3, true, 1s)), QByteArray("refuse"));
    QCOMPARE(judge.uses(), (Uses {2, 1}));
}

void TestJudge::saysWhenConnectionsChange()
{
    Judge judge = judgeOf(
        {{.name = "message", .after = 500ms},
         {.name = "off",
          .isOn = false,
          .subject = Subject::Connection,
          .action = Cut {},
          .after = 2s},
         {.name = "a",
          .subject = Subject::Connection,
          .action = Stall {},
          .after = 3s,
          .length = 4s},
         {.name = "b", .subject = Subject::Connection, .action = Refuse {}, .after = 5s}});
    QCOMPARE(judge.nextChange(0s), std::optional<microseconds>(3s));
    QCOMPARE(judge.nextChange(3s), std::optional<microseconds>(5s));
    QCOMPARE(judge.nextChange(6s), std::optional<microseconds>(7s));
    QCOMPARE(judge.nextChange(7s), std::nullopt);
}

void TestJudge::saysWhatItLooksAt()
{
    Judge none = judgeOf({{.name = "off", .isOn = false}});
    QVERIFY(!none.looksAtMessages() && !none.looksAtRequests() && !none.looksAtConnections());
    QVERIFY(judgeOf({{.name = "m"}}).looksAtMessages());
    QVERIFY(judgeOf({{.name = "r", .subject = Subject::Request, .action = Answer {}}})
                .looksAtRequests());
    QVERIFY(judgeOf({{.name = "c", .subject = Subject::Connection, .action = Refuse {}}})
                .looksAtConnections());
}

void TestJudge::takesOver()
{
    const Rule twice {.name = "twice", .action = Delay {}, .times = 2};
    const Rule tunnel {.name = "tunnel",
                       .subject = Subject::Connection,
                       .action = Stall {},
                       .after = 3s,
                       .length = 20s};
    const Rule half {
        .name = "half", .subject = Subject::Connection, .action = Throttle {1}, .percent = 50};
    Judge first = judgeOf({{.name = "edited", .action = Delay {}}, twice, tunnel, half});
    QByteArray chosen;
    for (quint64 number = 0; number < 32; ++number)
        chosen += first.connection(number, true, 0s).empty() ? '-' : 'x';
    QCOMPARE(names(first.message(eventNamed("x"), 1, 5s).wishes), QByteArray("edited twice"));

    Judge second = judgeOf({tunnel, twice, twice, half, {.name = "edited", .action = Drop {}}});
    second.follow(first, 8s);
    QCOMPARE(second.uses(), (Uses {0, 1, 0, quint64(chosen.count('x')), 0}));
    QCOMPARE(second.nextChange(0s), std::optional<microseconds>(15s));
    QByteArray again;
    for (quint64 number = 0; number < 32; ++number) {
        const auto wishes = second.connection(number, false, 5s);
        QCOMPARE(wishes.at(0).action, Action(Stall {10s}));
        again += wishes.size() == 1 ? '-' : 'x';
    }
    QCOMPARE(again, chosen);
    QCOMPARE(names(second.message(eventNamed("x"), 1, 0s).wishes),
             QByteArray("twice twice edited"));
    QCOMPARE(names(second.message(eventNamed("x"), 1, 0s).wishes), QByteArray("twice edited"));

    Judge third = judgeOf({tunnel});
    third.follow(second, 5s);
    QVERIFY(!third.connection(1, false, 9s).empty());
    QVERIFY(third.connection(1, false, 10s).empty());
}

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
