// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/field.h"
#include "protocol/rules/rulefile.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace Rules;
using namespace std::chrono_literals;

namespace {

/// A file with that rule.
QByteArray withRule(const QByteArray &rule)
{
    return R"({"sockscope-rules":1,"rules":[)" + rule + "]}";
}

} // namespace

class TestRuleFile : public QObject
{
    Q_OBJECT

private slots:
    void comesBack();
    void writesWhatIsSaid();
    void readsInAnyOrder();
    void refuses_data();
    void refuses();
    void boundsWhatItReads();
    void readsTheExamples();
};

void TestRuleFile::comesBack()
{
    const std::vector<Action> actions {
        Delay {},
        Delay {.time = 1us},
        Delay {Delay::Spread::Even, 1500us, 2s},
        Delay {Delay::Spread::Normal, 0s, 1h},
        Delay {Delay::Spread::Exponential, 20ms, 999'999us},
        Drop {},
        Duplicate {},
        Duplicate {7},
        Reorder {},
        Reorder {1000},
        Replace {Replace::Find::Text, "\"\\\n\t\u0001\xc3\xa9", QByteArray("\0\x7f", 2)},
        Replace {Replace::Find::Regex, "(\\d+)\\\\", "\\1"},
        Replace {Replace::Find::Pointer, "/1/a~1b", " {\"a\": 1.0 }"},
        Hold {},
        Close {},
        Close {4999, "\xf0\x9f\x90\x88 gone"},
        Cut {},
        Cut {true, true},
        Stall {},
        Stall {1min},
    };
    RuleList list {9'007'199'254'740'991U, {}};
    for (const Action &action : actions) {
        Rule rule;
        rule.name = "rule " + QByteArray::number(qulonglong(list.rules.size()));
        rule.action = action;
        list.rules.push_back(rule);
    }
    list.rules.push_back({.name = " \xc3\xa9\" ",
                          .isOn = false,
                          .filter = "event:\"a b\" -data./1/x>3",
                          .direction = Capture::Direction::Received,
                          .action = Drop {},
                          .percent = 0.1,
                          .times = 3,
                          .after = 2s,
                          .length = 24h});
    list.rules.push_back({.name = "up",
                          .direction = Capture::Direction::Sent,
                          .action = Drop {},
                          .percent = 1.0 / 3});
    for (const Asked asked :
         {Asked::Any, Asked::Upgrade, Asked::Polling, Asked::Opening, Asked::InSession}) {
        list.rules.push_back({.name = "r",
                              .subject = Subject::Request,
                              .asked = asked,
                              .path = "/a*",
                              .action = Answer {599, "a/b", "{\"a\":1}\r\n"}});
    }
    list.rules.push_back(
        {.name = "r", .subject = Subject::Request, .action = Answer {204, "", ""}});
    list.rules.push_back({.name = "c", .subject = Subject::Connection, .action = Refuse {}});
    list.rules.push_back(
        {.name = "c", .subject = Subject::Connection, .action = Throttle {2'147'483'647}});
    const QByteArray file = toFile(list);
    const auto read = fromFile(file);
    QVERIFY2(std::holds_alternative<RuleList>(read),
             std::get_if<QByteArray>(&read) ? std::get<QByteArray>(read).constData() : "");
    QCOMPARE(std::get<RuleList>(read), list);
    QCOMPARE(toFile(std::get<RuleList>(read)), file);
    QCOMPARE(std::get<RuleList>(fromFile(toFile({}))), RuleList());
}

void TestRuleFile::writesWhatIsSaid()
{
    QCOMPARE(toFile({3,
                     {{.name = "acks", .filter = "kind:ack", .percent = 30, .after = 250ms},
                      {.name = "cut", .subject = Subject::Connection, .action = Cut {true}}}}),
             QByteArray(R"({
    "sockscope-rules": 1,
    "seed": 3,
    "rules": [
        {
            "name": "acks",
            "match": "kind:ack",
            "do": "drop",
            "percent": 30,
            "after": "250ms"
        },
        {
            "name": "cut",
            "subject": "connection",
            "do": "cut",
            "resets": true
        }
    ]
}
)"));
    QCOMPARE(
        toFile({}),
        QByteArray("{\n    \"sockscope-rules\": 1,\n    \"seed\": 1,\n    \"rules\": []\n}\n"));
}

void TestRuleFile::readsInAnyOrder()
{
    const auto read
        = fromFile(R"({"rules":[{"code":1000,"percent":5e1,"do":"close","name":"\u0061"}],
        "seed":0,"sockscope-rules":1})");
    const RuleList list {0, {{.name = "a", .action = Close {1000, {}}, .percent = 50}}};
    QCOMPARE(std::get<RuleList>(read), list);
}

void TestRuleFile::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("sentence");
    const auto file = [](const char *name, const QByteArray &json, const char *sentence) {
        QTest::newRow(name) << json << QByteArray(sentence);
    };
    const auto rule = [](const char *name, const QByteArray &json, const char *sentence) {
        QTest::newRow(name) << withRule(json) << QByteArray(sentence);
    };
    file("nothing", "", "This is no JSON: illegal value in line 1.");
    file("no JSON", "{\n\"a\" 1\n}", "This is no JSON: missing name separator in line 2.");
    file("no UTF-8", "{\"\xff\":1}", "This is no JSON: invalid UTF8 string in line 1.");
    file("no object", "[]", "A list of rules is a JSON object.");
    file("scalar", "1", "A list of rules is a JSON object.");
    file("another file", "{}", "This is no list of rules: \"sockscope-rules\" is missing.");
    file("of later", R"({"sockscope-rules":2})", "These rules were written by a later Sockscope.");
    file("no version", R"({"sockscope-rules":"1"})", R"("sockscope-rules" is the number 1.)");
    file("no whole seed", R"({"sockscope-rules":1,"seed":1.5})",
         R"("seed" is a whole number from 0 to 9007199254740991.)");
    file("seed below 0", R"({"seed":-1})",
         R"("seed" is a whole number from 0 to 9007199254740991.)");
    file("seed is too large", R"({"seed":9007199254740992})",
         R"("seed" is a whole number from 0 to 9007199254740991.)");
    file("unknown", R"({"sockscope-rules":1,"speed":1})",
         R"("speed" is no part of a list of rules.)");
    file("twice", R"({"seed":1,"seed":1})", R"("seed" is there twice.)");
    file("no array", R"({"rules":{}})", R"("rules" is an array.)");
    rule("no rule", "7", "Rule 1: It is no object.");
    rule("second", R"({"name":"a","do":"drop"},[])", "Rule 2: It is no object.");
    rule(
        "does nothing", R"({"name":"a"})",
        R"(Rule 1 (a): "do" is missing: it is "delay", "drop", "duplicate", "reorder", "replace", )"
        R"("hold", "close", "cut", "stall", "throttle", "refuse" or "answer".)");
    rule("does what", R"({"do":"dorp","name":"a"})",
         R"(Rule 1 (a): "do" is "delay", "drop", "duplicate", "reorder", "replace", "hold", )"
         R"("close", "cut", "stall", "throttle", "refuse" or "answer".)");
    rule("unknown member", R"({"do":"drop","name":"a","when":1})",
         R"(Rule 1 (a): "when" is no part of a rule.)");
    rule("of another action", R"({"do":"drop","name":"a","code":1000})",
         R"(Rule 1 (a): "code" is no part of "drop".)");
    rule("member twice", R"({"do":"drop","name":"a","times":1,"times":1})",
         R"(Rule 1 (a): "times" is there twice.)");
    rule("no text", R"({"do":"drop","name":1})", R"(Rule 1 (1): "name" is a text.)");
    rule("half a surrogate", R"({"do":"drop","name":"\ud800"})", R"(Rule 1: "name" is a text.)");
    rule("no flag", R"({"do":"drop","name":"a","on":"true"})",
         R"(Rule 1 (a): "on" is true or false.)");
    rule("no direction", R"({"do":"drop","name":"a","direction":"up"})",
         R"(Rule 1 (a): "direction" is "to-server" or "to-app".)");
    rule("no number", R"({"do":"drop","name":"a","percent":"30"})",
         R"(Rule 1 (a): "percent" is a number.)");
    rule("no whole number", R"({"do":"drop","name":"a","times":1.5})",
         R"(Rule 1 (a): "times" is a whole number that is not too large.)");
    rule("large number", R"({"do":"close","name":"a","code":65536})",
         R"(Rule 1 (a): "code" is a whole number that is not too large.)");
    rule("no time", R"({"do":"delay","name":"a","time":"2h"})",
         R"(Rule 1 (a): "time" is a time, like "250ms" or "2s".)");
    rule("a time without unit and quotes", R"({"do":"delay","name":"a","time":2})",
         R"(Rule 1 (a): "time" is a time, like "250ms" or "2s".)");
    rule("null", R"({"do":"delay","name":"a","time":null})",
         R"(Rule 1 (a): "time" is a time, like "250ms" or "2s".)");
    rule("two to find", R"({"do":"replace","name":"a","text":"x","regex":"y","with":""})",
         R"(Rule 1 (a): Only one of "text", "regex" and "pointer" can be there.)");
    rule("cannot be used",
         R"({"name":"good","do":"drop"},{"do":"drop","name":"a","match":"room:x"})",
         "Rule 2 (a): room cannot be told of a message that is still on its way.");
}

void TestRuleFile::refuses()
{
    QFETCH(QByteArray, json);
    const auto read = fromFile(json);
    QVERIFY(std::holds_alternative<QByteArray>(read));
    QTEST(std::get<QByteArray>(read), "sentence");
}

void TestRuleFile::boundsWhatItReads()
{
    const auto faultIn = [](const QByteArray &json) {
        const auto read = fromFile(json);
        return std::get_if<QByteArray>(&read) ? std::get<QByteArray>(read) : QByteArray();
    };
    QByteArray rules = R"({"name":"a","do":"drop"})";
    rules = rules + (',' + rules).repeated(999);
    QCOMPARE(faultIn(withRule(rules)), QByteArray());
    QCOMPARE(faultIn(withRule(rules + R"(,{"name":"a","do":"drop"})")),
             QByteArray("There are more than 1000 rules."));
    QCOMPARE(faultIn(withRule('{' + QByteArray("\"a\":1,").repeated(70) + "\"b\":1}")),
             QByteArray("Rule 1: It has too many members."));
    QCOMPARE(faultIn(QByteArray((16 << 20) + 1, ' ')),
             QByteArray("This is too long for a list of rules."));
    QVERIFY(faultIn(QByteArray(100'000, '[')).startsWith("This is no JSON"));
}

/// Those of docs/rules.md: each can be read and written, and there is one for every action.
void TestRuleFile::readsTheExamples()
{
    QFile document(QStringLiteral(SOCKSCOPE_TEST_DATA "/../../docs/rules.md"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    const QByteArray text = document.readAll();
    QSet<std::size_t> actions;
    qsizetype at = 0;
    const QByteArray begin = "```json\n";
    while ((at = text.indexOf(begin, at)) >= 0) {
        at += begin.size();
        const QByteArray example = text.mid(at, text.indexOf("```", at) - at);
        const bool isFile = example.contains("sockscope-rules");
        const auto read = fromFile(isFile ? example : withRule(example));
        const auto *list = std::get_if<RuleList>(&read);
        QVERIFY2(list, list == nullptr ? std::get<QByteArray>(read).constData() : "");
        QCOMPARE(list->rules.size(), std::size_t(1));
        actions.insert(list->rules.front().action.index());
        if (isFile)
            QCOMPARE(toFile(*list), example);
    }
    QCOMPARE(actions.size(), qsizetype(std::variant_size_v<Action>));
}

QTEST_GUILESS_MAIN(TestRuleFile)
#include "tst_rulefile.moc"
