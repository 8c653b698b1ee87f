// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/membershiplog.h"
#include "tests/support/memberships.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Capture;
using Rooms::MembershipLog;
using How = MembershipRecord::How;

/// Memberships, and what is asked of them.
class TestMembershipLog : public QObject
{
    Q_OBJECT

private slots:
    void countsByMoment_data()
    {
        QTest::addColumn<int>("moment"); // -1: now
        QTest::addColumn<QByteArray>("members");
        QTest::addRow("before all") << 0 << QByteArray("lobby 0, attic 0, ann 0");
        QTest::addRow("the beginning is in it") << 10 << QByteArray("lobby 1, attic 0, ann 0");
        QTest::addRow("both") << 25 << QByteArray("lobby 2, attic 1, ann 1");
        QTest::addRow("the end is not") << 40 << QByteArray("lobby 1, attic 1, ann 1");
        QTest::addRow("in again") << 65 << QByteArray("lobby 2, attic 1, ann 1");
        QTest::addRow("now") << -1 << QByteArray("lobby 1, attic 0, ann 1");
    }

    void countsByMoment()
    {
        QFETCH(int, moment);
        QByteArrayList said;
        const auto counts = m_log.roomsAt(moment < 0 ? std::nullopt : std::optional(time(moment)));
        for (std::size_t room = 0; room < counts.size(); ++room)
            said.append(m_log.rooms()[room].name + ' ' + QByteArray::number(counts[room].members));
        QTEST(said.join(", "), "members");
    }

    void namesAreOfASourceAndNamespace()
    {
        MembershipLog log;
        log.add(Samples::membership(1, "/", "lobby", "ann", 1));
        log.add(Samples::membership(2, "/chat", "lobby", "ann", 1));
        MembershipRecord other = Samples::membership(3, "/", "lobby", "ann", 1);
        other.source = 2;
        log.add(other);
        QCOMPARE(log.scopes().size(), std::size_t(3));
        QCOMPARE(log.rooms().size(), std::size_t(3));
        QCOMPARE(log.members().size(), std::size_t(3));
        QVERIFY(!log.findRoom(0, "attic"));
        QCOMPARE(log.findRoom(1, "lobby"), std::optional<quint32>(1));
    }

    void theBestThatIsKnownCounts()
    {
        MembershipLog log;
        log.add(Samples::membership(1, "/", "lobby", "ann", 10, {}, How::Inferred));
        log.add(Samples::membership(2, "/", "lobby", "ann", 20, {}, How::Admin));
        const MembershipLog::Presence now = log.roomsAt({}).front();
        QCOMPARE(now.members, 1U); // twice told, once there
        QCOMPARE(now.how, How::Admin);
        QCOMPARE(now.since, time(10));
        QCOMPARE(log.seatAt(0, time(15)).how, How::Inferred);
        QCOMPARE(log.seatAt(0, time(5)).members, 0U);
    }

    void whatHasEndedStaysSo()
    {
        MembershipLog log;
        const MembershipRecord open = Samples::membership(1, "/", "lobby", "ann", 10);
        const MembershipRecord over = Samples::membership(1, "/", "lobby", "ann", 10, 20);
        log.add(over);
        log.add(open);
        log.add(over);
        QCOMPARE(log.spans().size(), std::size_t(1));
        QCOMPARE(log.spans().front().ended, time(20));
        MembershipLog other;
        other.add(open);
        QVERIFY(other.spans().front().lasts());
        other.add(over);
        QCOMPARE(other.spans().front().ended, time(20));
        QCOMPARE(other.lastTime(), time(20));
        QCOMPARE(other.firstTime(), time(10));
    }

    void endsBeforeTheBeginningAreNone()
    {
        MembershipLog log;
        log.add(Samples::membership(1, "/", "lobby", "ann", 10, 5));
        QCOMPARE(log.spans().front().ended, time(10));
        QCOMPARE(log.roomsAt(time(10)).front().members, 0U);
    }

    void spansOfATimeRange()
    {
        const quint32 lobby = *m_log.findRoom(0, "lobby");
        const quint32 seat = m_log.rooms()[lobby].seats.front(); // of ann: 10-40, 60-
        QCOMPARE(m_log.spansWithin(seat, time(0), time(10)).size(), std::size_t(0));
        QCOMPARE(m_log.spansWithin(seat, time(0), time(11)).size(), std::size_t(1));
        QCOMPARE(m_log.spansWithin(seat, time(40), time(60)).size(), std::size_t(0));
        QCOMPARE(m_log.spansWithin(seat, time(30), time(70)).size(), std::size_t(2));
        QCOMPARE(m_log.spansWithin(seat, time(500), time(600)).size(), std::size_t(1));
    }

    void spansComeInOrderOfTheirBeginnings()
    {
        MembershipLog log;
        for (const int began : {30, 10, 20})
            log.add(Samples::membership(began, "/", "lobby", "ann", began, began + 5));
        const auto spans = log.spansWithin(0, time(0), time(100));
        QCOMPARE(spans.size(), std::size_t(3));
        QCOMPARE(spans[0].id, 10);
        QCOMPARE(spans[1].id, 20);
        QCOMPARE(spans[2].id, 30);
    }

    void aMembersOwnRoomIsATwin()
    {
        QVERIFY(m_log.rooms()[*m_log.findRoom(0, "ann")].isTwin);
        QVERIFY(!m_log.rooms()[*m_log.findRoom(0, "lobby")].isTwin);
    }

    void guessesAreForgotten()
    {
        MembershipLog log = m_log;
        log.add(Samples::membership(-1, "/", "cellar", "ann", 10, {}, How::Inferred));
        QVERIFY(log.findRoom(0, "cellar"));
        log.forgetGuesses();
        QVERIFY(!log.findRoom(0, "cellar"));
        QCOMPARE(log.spans().size(), m_log.spans().size());
        QCOMPARE(log.rooms().size(), m_log.rooms().size());
        QCOMPARE(log.roomsAt(time(25)).front().members, 2U);
        QCOMPARE(log.spans().back().ended, m_log.spans().back().ended);
    }

    /// Against counting by hand, in random order, half of them told twice.
    void countsAsThePlainWayDoes()
    {
        QRandomGenerator random(7);
        std::vector<MembershipRecord> records;
        for (int id = 1; id <= 400; ++id) {
            const int began = int(random.bounded(100));
            MembershipRecord record = Samples::membership(
                id, "/", "room" + QByteArray::number(random.bounded(5)),
                "member" + QByteArray::number(random.bounded(8)), began,
                random.bounded(3) == 0 ? -1 : began + int(random.bounded(30)));
            records.push_back(record);
        }
        MembershipLog log;
        for (const MembershipRecord &record : records) {
            if (random.bounded(2) == 0) {
                MembershipRecord open = record;
                open.ended.reset();
                log.add(open);
            }
            log.add(record);
        }
        for (int moment = 0; moment < 140; moment += 7) {
            QSet<QByteArray> present;
            for (const MembershipRecord &record : records) {
                if (record.began <= time(moment) && (!record.ended || *record.ended > time(moment)))
                    present.insert(record.room + ' ' + record.member);
            }
            quint32 counted = 0;
            for (const MembershipLog::Presence &presence : log.roomsAt(time(moment)))
                counted += presence.members;
            QCOMPARE(qsizetype(counted), present.size());
        }
    }

private:
    static Time time(int ms) { return Samples::at(ms * 1000LL); }

    MembershipLog m_log = [] {
        MembershipLog log;
        log.add(Samples::membership(1, "/", "lobby", "ann", 10, 40));
        log.add(Samples::membership(2, "/", "lobby", "bob", 20, 90));
        log.add(Samples::membership(3, "/", "attic", "bob", 15, 70));
        log.add(Samples::membership(4, "/", "ann", "ann", 12));
        log.add(Samples::membership(5, "/", "lobby", "ann", 60));
        return log;
    }();
};

QTEST_GUILESS_MAIN(TestMembershipLog)
#include "tst_membershiplog.moc"
