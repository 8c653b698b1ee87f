// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/compiledrules.h"

#include <QTest>

#include <limits>

using namespace Rules;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Rules::Rule)
Q_DECLARE_METATYPE(Rules::Field)

class TestRuleCheck : public QObject
{
    Q_OBJECT

private slots:
    void findsFaults_data();
    void findsFaults();
    void saysWhereInTheFilter();
    void namesTheRule();
    void looksAtRulesThatAreOff();
    void boundsTheirNumber();
    void writesDurations_data();
    void writesDurations();
};

void TestRuleCheck::findsFaults_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<Field>("field");
    QTest::addColumn<QByteArray>("text");
    const auto good = [](const QByteArray &name, const Rule &rule) {
        QTest::newRow(name.constData()) << rule << true << Field::Name << QByteArray();
    };
    const auto bad
        = [](const QByteArray &name, const Rule &rule, Field field, const QByteArray &text) {
              QTest::newRow(name.constData()) << rule << false << field << text;
          };
    const auto does = [](const Action &action, Subject subject = Subject::Message) {
        Rule rule {.name = "r"};
        rule.subject = subject;
        rule.action = action;
        return rule;
    };
    good("plain", {.name = "r"});
    bad("no name", {.name = " "}, Field::Name, "A rule needs a name.");
    bad("long name", {.name = QByteArray(201, 'x')}, Field::Name,
        "A name is no longer than 200 bytes.");
    bad("two lines", {.name = "a\nb"}, Field::Name, "A name has one line.");
    bad("another's name", {.name = "you"}, Field::Name,
        "This name stands in a capture for something else.");
    bad("no UTF-8", {.name = "\xff"}, Field::Name, "This is no text in UTF-8.");

    good("filter", {.name = "r", .filter = "kind:ack -(data./1/id>3)"});
    bad("wrong filter", {.name = "r", .filter = "dir:up"}, Field::Match,
        "dir is one of: sent, received.");
    bad("filter of what comes later", {.name = "r", .filter = "event:x room:a"}, Field::Match,
        "room cannot be told of a message that is still on its way.");
    bad("filter of a request",
        {.name = "r", .subject = Subject::Request, .filter = "x", .action = Answer {}},
        Field::Match, "Only rules for messages have a filter.");
    bad("direction of a connection",
        {.name = "r",
         .subject = Subject::Connection,
         .direction = Capture::Direction::Sent,
         .action = Refuse {}},
        Field::Direction, "Only rules for messages have a direction.");
    bad("which messages are asked", {.name = "r", .asked = Asked::Polling}, Field::Asked,
        "Only rules for requests have this.");
    bad("path of a message", {.name = "r", .path = "/x"}, Field::Path,
        "Only rules for requests have a path.");
    bad("path without a slash",
        {.name = "r", .subject = Subject::Request, .path = "x", .action = Answer {}}, Field::Path,
        "A path begins with / or *.");

    const std::array<Action, 12> actions {
        Delay {},  Drop {},  Duplicate {}, Reorder {}, Replace {.find = "x"},
        Hold {},   Close {}, Cut {},       Stall {},   Throttle {1},
        Refuse {}, Answer {}};
    const std::array<QByteArray, 3> fitting {"delay drop duplicate reorder replace hold close cut "
                                             "stall",
                                             "delay answer", "cut stall throttle refuse"};
    for (const Action &action : actions) {
        const QByteArray name = actionNames().at(qsizetype(action.index()));
        for (const Subject subject : {Subject::Message, Subject::Request, Subject::Connection}) {
            const QByteArray what = subjectNames().at(qsizetype(subject));
            const QByteArray row = name + " of a " + what;
            if (fitting.at(std::size_t(subject)).split(' ').contains(name))
                good(row, does(action, subject));
            else
                bad(row, does(action, subject), Field::Do,
                    '"' + name + "\" cannot be done with a " + what + '.');
        }
    }

    bad("delay below 0", does(Delay {.time = -1us}), Field::Time, "A time is not negative.");
    bad("delay of hours", does(Delay {.time = 2h}), Field::Time, "This is longer than 3600s.");
    good("even delay", does(Delay {Delay::Spread::Even, 1s, 1s}));
    bad("spread that ends before it begins", does(Delay {Delay::Spread::Normal, 2s, 1s}),
        Field::Most, "The longest time is not below the other.");
    bad("no copy", does(Duplicate {0}), Field::Copies, "There are 1 to 1000 copies.");
    bad("too many copies", does(Duplicate {1001}), Field::Copies, "There are 1 to 1000 copies.");
    bad("overtaken by none", does(Reorder {0}), Field::By, "1 to 1000 messages can overtake it.");
    bad("replace nothing", does(Replace {}), Field::Text, "There is nothing to look for.");
    bad("no regular expression", does(Replace {Replace::Find::Regex, "(", ""}), Field::Regex,
        "This is no regular expression: missing closing parenthesis.");
    good("whole text by pointer", does(Replace {Replace::Find::Pointer, "", "null"}));
    bad("no pointer", does(Replace {Replace::Find::Pointer, "a", "1"}), Field::Pointer,
        "This is no JSON pointer: it begins with /, as /1/user/id.");
    bad("wrong escape in a pointer", does(Replace {Replace::Find::Pointer, "/~2", "1"}),
        Field::Pointer, "This is no JSON pointer: it begins with /, as /1/user/id.");
    bad("no JSON", does(Replace {Replace::Find::Pointer, "/a", "x"}), Field::With,
        "This is no JSON: a text stands in quotes.");
    bad("two of JSON", does(Replace {Replace::Find::Pointer, "/a", "1 2"}), Field::With,
        "This is no JSON: a text stands in quotes.");
    for (const int code : {1000, 1003, 1007, 1014, 3000, 4999})
        good("close " + QByteArray::number(code), does(Close {quint16(code), "bye"}));
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000}) {
        bad("no close " + QByteArray::number(code), does(Close {quint16(code), {}}), Field::Code,
            QByteArray::number(code)
                + " is no code that may be sent: those are 1000 to 1003, 1007 to 1014 and 3000 to "
                  "4999.");
    }
    good("long reason", does(Close {1000, QByteArray(123, 'x')}));
    bad("too long a reason", does(Close {1000, QByteArray(124, 'x')}), Field::Reason,
        "A reason is no longer than 123 bytes.");
    good("cut within", does(Cut {.inMessage = true}));
    bad("cut within a connection", does(Cut {.inMessage = true}, Subject::Connection),
        Field::InMessage, "Only a rule for messages can cut within one.");
    bad("stall below 0", does(Stall {-1us}), Field::Time, "A time is not negative.");
    bad("no bytes", does(Throttle {0}, Subject::Connection), Field::BytesPerSecond,
        "At least one byte goes through in a second; to let none through, stall.");
    bad("more bytes than there are", does(Throttle {qint64(1) << 31}, Subject::Connection),
        Field::BytesPerSecond, "This is no limit: at most 2147483647 bytes in a second.");
    for (const int status : {199, 600, 101}) {
        bad("status " + QByteArray::number(status),
            does(Answer {.status = status}, Subject::Request), Field::Status,
            "A status is 200 to 599.");
    }
    good("no content", does(Answer {.status = 204}, Subject::Request));
    bad("content where there is none", does(Answer {.status = 204, .body = "x"}, Subject::Request),
        Field::Body, "An answer with this status has no body.");
    bad("two header lines", does(Answer {.contentType = "a\r\nb: c"}, Subject::Request),
        Field::ContentType, "A content type has one line.");

    good("hardly ever", {.name = "r", .percent = 1e-9});
    for (const double percent : {0.0, -1.0, 100.5, std::numeric_limits<double>::quiet_NaN(),
                                 std::numeric_limits<double>::infinity()}) {
        bad("percent " + QByteArray::number(percent), {.name = "r", .percent = percent},
            Field::Percent, "The percentage is above 0 and at most 100.");
    }
    bad("times", {.name = "r", .times = -1}, Field::Times,
        "The number of times is 0, for no end, to 1000000000.");
    bad("after", {.name = "r", .after = -1s}, Field::After, "A time is not negative.");
    bad("for", {.name = "r", .length = 25h}, Field::For, "This is longer than 86400s.");
}

void TestRuleCheck::findsFaults()
{
    QFETCH(Rule, rule);
    QFETCH(bool, isGood);
    const auto fault = faultOf(rule);
    if (isGood) {
        QVERIFY2(!fault, fault ? fault->text.constData() : "");
        return;
    }
    QVERIFY(fault);
    QTEST(fault->text, "text");
    QTEST(fault->field, "field");
}

void TestRuleCheck::saysWhereInTheFilter()
{
    const auto untold = faultOf(Rule {.name = "r", .filter = "event:x room:a"});
    QCOMPARE(untold->offset, 8);
    QCOMPARE(untold->size, 6);
    const auto wrong = faultOf(Rule {.name = "r", .filter = "x dir:up"});
    QCOMPARE(wrong->offset, 6);
    QCOMPARE(wrong->size, 2);
}

void TestRuleCheck::namesTheRule()
{
    const RuleList list {1, {{.name = "good"}, {.name = "late", .percent = 0}, {.name = ""}}};
    const auto compiled = CompiledRules::of(list);
    QVERIFY(std::holds_alternative<Fault>(compiled));
    const Fault &fault = std::get<Fault>(compiled);
    QCOMPARE(fault.rule, std::size_t(1));
    QCOMPARE(sentence(fault, list),
             QByteArray("Rule 2 (late): The percentage is above 0 and at most 100."));
    QCOMPARE(sentence({.rule = 2, .text = "No."}, list), QByteArray("Rule 3: No."));
}

void TestRuleCheck::looksAtRulesThatAreOff()
{
    QVERIFY(faultOf(RuleList {1, {{.name = "r", .isOn = false, .percent = 0}}}));
}

void TestRuleCheck::boundsTheirNumber()
{
    RuleList list;
    list.rules.resize(1000, {.name = "r"});
    QVERIFY(!faultOf(list));
    const auto compiled = CompiledRules::of(list);
    QCOMPARE(std::get<std::shared_ptr<const CompiledRules>>(compiled)->list(), list);
    list.rules.push_back({.name = "r"});
    QVERIFY(faultOf(list));
}

void TestRuleCheck::writesDurations_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("0") << qint64(0) << QByteArray("0s");
    QTest::newRow("us") << qint64(1'500'001) << QByteArray("1500001us");
    QTest::newRow("ms") << qint64(1'500'000) << QByteArray("1500ms");
    QTest::newRow("s") << qint64(86'400'000'000) << QByteArray("86400s");
}

void TestRuleCheck::writesDurations()
{
    QFETCH(qint64, us);
    QTEST(durationText(std::chrono::microseconds(us)), "text");
}

QTEST_GUILESS_MAIN(TestRuleCheck)
#include "tst_rulecheck.moc"
