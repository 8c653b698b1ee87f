// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/rulerunner.h"
#include "tests/support/roomcapture.h"

#include <QTest>

using namespace Capture;
using Rooms::RoomRule;
using Rooms::RuleRunner;
using Change = RoomRule::Change;

namespace {

const RoomRule Join {
    .name = "joins", .change = Change::Join, .filter = "event:join dir:sent", .room = "/0"};
const RoomRule Leave {
    .name = "leaves", .change = Change::Leave, .filter = "event:leave dir:sent", .room = "/0"};

} // namespace

/// Over captures that were written for it, with times in seconds.
class TestRuleRunner : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_capture.emplace();
        m_capture->addSession();
        m_capture->addSession();
    }

    void joinsAndLeaves()
    {
        said(1, 1, "join", R"("lobby")");
        said(2, 2, "join", R"("lobby")");
        said(1, 3, "join", R"("lobby")"); // it is in
        said(1, 4, "leave", R"("lobby")");
        said(1, 5, "leave", R"("den")"); // it was never in
        said(1, 6, "join", R"("lobby")");
        QCOMPARE(run({Join, Leave}),
                 (QStringList {QStringLiteral("/ lobby s1 1-4 by 1/4"),
                               QStringLiteral("/ lobby s2 2- by 2/0"),
                               QStringLiteral("/ lobby s1 6- by 6/0")}));
        for (const MembershipRecord &record : m_records) {
            QVERIFY(record.id < 0);
            QCOMPARE(record.how, MembershipRecord::How::Inferred);
            QCOMPARE(record.evidence,
                     "rule \"joins\": message #" + QByteArray::number(record.joinedBy));
        }
    }

    void readsPlaces_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<RoomRule>("rule");
        QTest::addColumn<QStringList>("rooms");
        const auto with = [](const char *room, const char *member = "") {
            RoomRule rule = Join;
            rule.room = room;
            rule.member = member;
            return rule;
        };
        const auto rooms = [](std::initializer_list<const char *> texts) {
            QStringList list;
            for (const char *text : texts)
                list.append(QString::fromUtf8(text));
            return list;
        };
        QTest::newRow("key") << QByteArray(R"({"a":1,"room":"x"})") << with("/0/room")
                             << rooms({"x s1"});
        QTest::newRow("second argument") << QByteArray(R"(7,"x")") << with("/1") << rooms({"x s1"});
        QTest::newRow("number") << QByteArray("7") << with("/0") << rooms({"7 s1"});
        QTest::newRow("several") << QByteArray(R"(["x","y",3,null,["z"]])") << with("/0")
                                 << rooms({"x s1", "y s1", "3 s1"});
        QTest::newRow("escaped") << QByteArray(R"({"a/b":{"~":"\u0078"}})") << with("/0/a~1b/~0")
                                 << rooms({"x s1"});
        QTest::newRow("nothing there") << QByteArray(R"({"a":1})") << with("/0/room") << rooms({});
        QTest::newRow("an object") << QByteArray(R"({"a":1})") << with("/0") << rooms({});
        QTest::newRow("empty") << QByteArray(R"("")") << with("/0") << rooms({});
        QTest::newRow("a member") << QByteArray(R"({"room":"x","user":"ann"})")
                                  << with("/0/room", "/0/user") << rooms({"x ann"});
        QTest::newRow("a member that is not there")
            << QByteArray(R"({"room":"x"})") << with("/0/room", "/0/user") << rooms({});
        RoomRule fixed = with("");
        fixed.fixedRoom = "lobby";
        QTest::newRow("a fixed room") << QByteArray("1") << fixed << rooms({"lobby s1"});
    }

    void readsPlaces()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(RoomRule, rule);
        said(1, 1, "join", arguments);
        run({rule});
        QStringList rooms;
        for (const MembershipRecord &record : m_records)
            rooms.append(QString::fromUtf8(record.room + ' ' + record.member));
        QTEST(rooms, "rooms");
    }

    void readsPlainMessages()
    {
        const Id plain = m_capture->addPlainSession();
        m_capture->text(Direction::Sent, plain, 1'000'000, R"({"type":"join","room":"x"})");
        m_capture->text(Direction::Sent, plain, 2'000'000, R"({"type":"say","room":"y"})");
        m_capture->text(Direction::Sent, plain, 3'000'000, "no JSON /type join");
        QCOMPARE(run({{.name = "r", .filter = "data./type=join", .room = "/room"}}),
                 (QStringList {QStringLiteral("/feed x #3 1- by 1/0")}));
    }

    void waitsForAnswers()
    {
        for (int i = 0; i < 4; ++i)
            m_capture->said(1, i * 1'000'000, "join", "\"r" + QByteArray::number(i) + '"', i);
        m_capture->answer(1, 100'000, "[true]");
        m_capture->answer(2, 1'100'000, R"([{"ok":false}])");
        m_capture->answer(3, 2'100'000, R"([{"success":true}])");
        RoomRule answered = Join;
        answered.answer = RoomRule::Answer::Answered;
        RoomRule agreed = Join;
        agreed.answer = RoomRule::Answer::Agreed;
        run({answered});
        QCOMPARE(m_records.size(), std::size_t(3));
        run({agreed});
        QCOMPARE(m_records.size(), std::size_t(2));
        QCOMPARE(m_records[1].room, "r2");
        run({Join});
        QCOMPARE(m_records.size(), std::size_t(4));
    }

    void takesAnswersThatComeLater()
    {
        m_capture->said(1, 0, "join", R"("x")", 7);
        QVERIFY(m_capture->write());
        const auto reader = m_capture->open();
        RoomRule answered = Join;
        answered.answer = RoomRule::Answer::Answered;
        RuleRunner runner(*reader, {answered});
        runner.advance(false);
        QVERIFY(runner.take().empty());
        MessageRecord answer;
        answer.id = 2;
        answer.session = 1;
        answer.kind = Kind::Ack;
        answer.direction = Direction::Received;
        answer.ackOf = 1;
        answer.content = QByteArray("437[]");
        m_capture->batch().messages.push_back(answer);
        m_capture->batch().answers.push_back({.asked = 1, .answer = 2, .latencyUs = 10});
        QVERIFY(m_capture->write());
        runner.advance(false);
        QCOMPARE(runner.take().size(), std::size_t(1));
        runner.advance(false);
        QVERIFY(runner.take().empty());
    }

    void endsWithSessions()
    {
        said(1, 1, "join", R"("x")");
        m_capture->closeSession(1, 2'000'000);
        said(2, 3, "join", R"("x")");
        MessageRecord &bye = *m_capture->at(said(2, 4, "bye", {}));
        bye.kind = Kind::Disconnect;
        said(2, 5, "join", R"("x")");
        QCOMPARE(
            run({Join}),
            (QStringList {QStringLiteral("/ x s1 1-2 by 1/0"), QStringLiteral("/ x s2 3-4 by 2/3"),
                          QStringLiteral("/ x s2 5- by 4/0")}));
    }

    void leavesAll()
    {
        said(1, 1, "join", R"(["x","y"])");
        said(2, 1, "join", R"("x")");
        said(1, 2, "out", {});
        QCOMPARE(
            run({Join, {.name = "o", .change = Change::LeaveAll, .filter = "event:out"}}),
            (QStringList {QStringLiteral("/ x s1 1-2 by 1/3"), QStringLiteral("/ y s1 1-2 by 1/3"),
                          QStringLiteral("/ x s2 1- by 2/0")}));
    }

    void passesOverOthers()
    {
        said(1, 1, "join", R"("x")");
        RoomRule off = Join;
        off.isOn = false;
        RoomRule faulty = Join;
        faulty.filter = "ack>";
        QCOMPARE(run({off, faulty}), QStringList());
    }

    void goesOn()
    {
        said(1, 1, "join", R"("x")");
        QVERIFY(m_capture->write());
        const auto reader = m_capture->open();
        RuleRunner runner(*reader, {Join, Leave});
        runner.advance(false);
        const auto first = runner.take();
        QCOMPARE(first.size(), std::size_t(1));
        said(1, 2, "leave", R"("x")");
        QVERIFY(m_capture->write());
        runner.advance(false);
        const auto second = runner.take();
        QCOMPARE(second.size(), std::size_t(1));
        QCOMPARE(second[0].id, first[0].id);
        QCOMPARE(second[0].ended, std::optional(Samples::at(2'000'000)));
    }

private:
    Id said(Id session, int seconds, const QByteArray &event, const QByteArray &arguments)
    {
        return m_capture->said(session, seconds * 1'000'000LL, event, arguments);
    }

    /// "namespace room member from-to by joined/left", in seconds.
    QStringList run(const std::vector<RoomRule> &rules)
    {
        if (!m_capture->batch().messages.empty() && !m_capture->write())
            qFatal("not written");
        const auto reader = m_capture->open();
        RuleRunner runner(*reader, rules);
        runner.advance(false);
        m_records = runner.take();
        QStringList lines;
        for (const MembershipRecord &record : m_records) {
            const auto seconds = [](Time time) {
                return QByteArray::number(qint64((time - Samples::at(0)).count() / 1'000'000));
            };
            lines.append(QString::fromUtf8(
                record.nsp + ' ' + record.room + ' ' + record.member + ' ' + seconds(record.began)
                + '-' + (record.ended ? seconds(*record.ended) : QByteArray()) + " by "
                + QByteArray::number(record.joinedBy) + '/' + QByteArray::number(record.leftBy)));
        }
        return lines;
    }

    std::optional<RoomCapture> m_capture;
    std::vector<MembershipRecord> m_records;
};

QTEST_GUILESS_MAIN(TestRuleRunner)
#include "tst_rulerunner.moc"
