// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/roomrule.h"

#include <QJsonDocument>
#include <QTest>

using Rooms::RoomRule;

class TestRoomRule : public QObject
{
    Q_OBJECT

private slots:
    void comesBack()
    {
        const std::vector<RoomRule> rules {
            {},
            {.name = "joins \xC3\xA9",
             .isOn = false,
             .change = RoomRule::Change::Leave,
             .filter = "event:\"x y\"",
             .room = "/0/a~1b",
             .fixedRoom = "lobby",
             .member = "/1",
             .answer = RoomRule::Answer::Agreed},
            {.change = RoomRule::Change::LeaveAll, .answer = RoomRule::Answer::Answered}};
        const auto read = Rooms::rulesFromJson(Rooms::toJson(rules));
        QVERIFY(std::holds_alternative<std::vector<RoomRule>>(read));
        QCOMPARE(std::get<std::vector<RoomRule>>(read), rules);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("no object") << QByteArray("[1]") << QByteArray("A rule is an object.");
        QTest::newRow("no change")
            << QByteArray("[{}]")
            << QByteArray(R"("change" of a rule is "join", "leave" or "leave all".)");
        QTest::newRow("no text") << QByteArray(R"([{"change":"join","filter":1}])")
                                 << QByteArray(R"("filter" of a rule is a text.)");
        QTest::newRow("no boolean") << QByteArray(R"([{"change":"join","on":1}])")
                                    << QByteArray(R"("on" of a rule is true or false.)");
        QTest::newRow("another answer")
            << QByteArray(R"([{"change":"join","answer":"?"}])")
            << QByteArray(R"("answer" of a rule is "any", "answered" or "agreed".)");
    }

    void refuses()
    {
        QFETCH(QByteArray, json);
        const auto read = Rooms::rulesFromJson(QJsonDocument::fromJson(json).array());
        QVERIFY(std::holds_alternative<QByteArray>(read));
        QTEST(std::get<QByteArray>(read), "sentence");
    }

    void findsFaults_data()
    {
        QTest::addColumn<RoomRule>("rule");
        QTest::addColumn<QByteArray>("beginning"); // of the sentence; empty for none
        const RoomRule good {.filter = "event:join", .room = "/0"};
        const auto with = [&good](auto change) {
            RoomRule rule = good;
            change(rule);
            return rule;
        };
        QTest::newRow("none") << good << QByteArray();
        QTest::newRow("fixed") << with([](RoomRule &rule) {
            rule.room.clear();
            rule.fixedRoom = "x";
        }) << QByteArray();
        QTest::newRow("leave all") << with([](RoomRule &rule) {
            rule.room.clear();
            rule.change = RoomRule::Change::LeaveAll;
        }) << QByteArray();
        QTest::newRow("no filter") << with([](RoomRule &rule) { rule.filter = " "; })
                                   << QByteArray("The rule needs a filter");
        QTest::newRow("bad filter") << with([](RoomRule &rule) { rule.filter = "dir:up"; })
                                    << QByteArray("The filter cannot be understood: ");
        QTest::newRow("no room") << with([](RoomRule &rule) { rule.room.clear(); })
                                 << QByteArray("The rule needs a place");
        QTest::newRow("bad pointer") << with([](RoomRule &rule) { rule.room = "room"; })
                                     << QByteArray("\"room\" is no JSON pointer");
        QTest::newRow("bad escape") << with([](RoomRule &rule) { rule.room = "/a~2"; })
                                    << QByteArray("\"/a~2\" is no JSON pointer");
        QTest::newRow("bad member") << with([](RoomRule &rule) { rule.member = "user"; })
                                    << QByteArray("\"user\" is no JSON pointer");
    }

    void findsFaults()
    {
        QFETCH(RoomRule, rule);
        QFETCH(QByteArray, beginning);
        const auto fault = Rooms::faultOf(rule);
        QCOMPARE(fault.has_value(), !beginning.isEmpty());
        if (fault) {
            QVERIFY2(fault->startsWith(beginning), fault->constData());
            QVERIFY(fault->endsWith('.'));
        }
    }
};

QTEST_GUILESS_MAIN(TestRoomRule)
#include "tst_roomrule.moc"
