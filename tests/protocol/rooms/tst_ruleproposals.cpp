// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/ruleproposals.h"
#include "protocol/rooms/rulerunner.h"
#include "tests/support/roomcapture.h"

#include <QTest>

using namespace Capture;
using Rooms::RuleProposal;

class TestRuleProposals : public QObject
{
    Q_OBJECT

private slots:
    void proposes_data()
    {
        QTest::addColumn<QByteArray>("event"); // of Socket.IO; empty: a plain message
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("filter"); // empty: nothing is proposed
        QTest::addColumn<QByteArray>("room");
        QTest::addColumn<QByteArray>("example");
        const auto row = [](const char *event, const char *data, const char *filter,
                            const char *room = "", const char *example = "") {
            QTest::addRow("%s %s", event, data)
                << QByteArray(event) << QByteArray(data) << QByteArray(filter) << QByteArray(room)
                << QByteArray(example);
        };
        row("join", R"("lobby")", "event:join dir:sent", "/0", "lobby");
        row("joinRoom", R"({"user":"ann","roomId":7})", "event:joinRoom dir:sent", "/0/roomId",
            "7");
        row("room:join", R"("ann",{"room":"x"})", R"(event:"room:join" dir:sent)", "/1/room", "x");
        row("SUBSCRIBE", R"({"channels":["a","b"]})", "event:SUBSCRIBE dir:sent", "/0/channels");
        row("enter_lobby", R"("x")", "event:enter_lobby dir:sent", "/0", "x");
        row("leave", R"("x")", "event:leave dir:sent", "/0", "x");
        row("leave room", "", R"(event:"leave room" dir:sent)");
        row("unsubscribeAll", R"("x")", "event:unsubscribeAll dir:sent", "", "x");
        row("join", "", "");
        row("join", "{\"name\":\"x\"}", "");
        row("joiner", R"("x")", "");
        row("message", R"("x")", "");
        row("", R"({"type":"join","room":"x"})", "data./type=join kind:text dir:sent", "/room",
            "x");
        row("", R"({"op":"subscribe","id":1,"channel":"x"})",
            "data./op=subscribe kind:text dir:sent", "/channel", "x");
        row("", R"({"action":"leave","data":{"name":"x"}})",
            "data./action=leave kind:text dir:sent", "/data/name", "x");
        row("", R"({"cmd":"exit"})", "data./cmd=exit kind:text dir:sent");
        row("", R"({"type":"say","room":"x"})", "");
        row("", R"({"kind":"join","room":"x"})", "");
        row("", "join x", "");
    }

    void proposes()
    {
        QFETCH(QByteArray, event);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, filter);
        RoomCapture capture;
        Id message = 0;
        if (event.isEmpty())
            message = capture.text(Direction::Sent, capture.addPlainSession(), 0, data);
        else
            message = capture.said(capture.addSession(), 0, event, data);
        Rooms::RuleProposals proposals;
        proposals.take(*capture.at(message), 5);
        const std::vector<RuleProposal> all = proposals.all();
        QCOMPARE(all.size(), std::size_t(filter.isEmpty() ? 0 : 1));
        if (all.empty())
            return;
        QCOMPARE(all[0].rule.filter, filter);
        QTEST(all[0].rule.room, "room");
        QTEST(all[0].exampleRoom, "example");
        QCOMPARE(all[0].example, message);
        QCOMPARE(Rooms::faultOf(all[0].rule), std::optional<QByteArray>());
        // The rule is about the message that it was made from.
        QVERIFY(capture.write());
        const auto reader = capture.open();
        Rooms::SessionPlaces places;
        places.set(reader->sessions());
        Rooms::RuleMatcher matcher(*reader, places, all[0].rule);
        std::vector<Id> found;
        matcher.find(0, 10, false, [&found](std::span<const Id> ids) {
            found.insert(found.end(), ids.begin(), ids.end());
        });
        QCOMPARE(found, std::vector<Id> {message});
        QCOMPARE(matcher.look(message).state, Rooms::RuleMatch::State::Told);
    }

    void counts()
    {
        RoomCapture capture;
        capture.addSession();
        Rooms::RuleProposals proposals;
        const auto say = [&](const char *event, const char *data) {
            proposals.take(*capture.at(capture.said(1, 0, event, data)), 5);
        };
        say("leave", R"("a")");
        say("join", R"("a")");
        say("join", R"("b")");
        say("join", R"({"room":"c"})");
        capture.heard(1, 0, "join", R"("a")");
        proposals.take(capture.batch().messages.back(), 5); // from the server
        const std::vector<RuleProposal> all = proposals.all();
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[0].messages, 2);
        QCOMPARE(all[0].exampleRoom, "a");
        QCOMPARE(all[1].rule.change, Rooms::RoomRule::Change::Leave);
    }
};

QTEST_GUILESS_MAIN(TestRuleProposals)
#include "tst_ruleproposals.moc"
