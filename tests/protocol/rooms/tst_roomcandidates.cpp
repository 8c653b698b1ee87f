// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/broadcastfinder.h"
#include "protocol/rooms/roomcandidates.h"
#include "tests/support/roomcapture.h"

#include <QTest>

using namespace Capture;
using Rooms::BroadcastFinder;
using Rooms::RoomCandidate;
using Ids = std::vector<Id>;

/// Over captures that were written for it: ten sessions, of which the tenth is in no room.
class TestRoomCandidates : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_capture.emplace();
        m_time = 0;
        for (int i = 0; i < 10; ++i)
            m_capture->addSession();
        for (Id session = 1; session <= 10; ++session)
            m_capture->heard(session, m_time, "hello", QByteArray::number(session));
        m_time = 10'000'000;
    }

    void findsStableSets()
    {
        for (int i = 0; i < 3; ++i) {
            tell({1, 2, 3}, "a", QByteArray::number(i));
            tell({3, 4, 5, 6}, "b", QByteArray::number(i));
        }
        tell({1, 9}, "pong", "0"); // once: no room
        const auto rooms = candidates();
        QCOMPARE(rooms.size(), std::size_t(2));
        QCOMPARE(rooms[0].name, "a");
        QVERIFY(!rooms[0].isNamed);
        QCOMPARE(rooms[0].nsp, "/");
        QCOMPARE(rooms[0].source, 1U);
        QCOMPARE(rooms[0].sessions, (Ids {1, 2, 3}));
        QCOMPARE(rooms[0].evidence, R"(3 broadcasts of "a" reached exactly these 3 sessions)");
        QCOMPARE(rooms[0].memberships.size(), std::size_t(3));
        for (const MembershipRecord &record : rooms[0].memberships) {
            QVERIFY(record.id < 0);
            QCOMPARE(record.how, MembershipRecord::How::Inferred);
            QCOMPARE(record.room, "a");
            QCOMPARE(record.member, 's' + QByteArray::number(record.session));
            QCOMPARE(record.evidence, rooms[0].evidence);
            QVERIFY(!record.ended);
            QVERIFY(record.joinedBy > 0);
        }
        QCOMPARE(rooms[1].sessions, (Ids {3, 4, 5, 6}));
    }

    /// Two rooms, one within the other, are not one whose members come and go.
    void keepsNestedRoomsApart()
    {
        for (int i = 0; i < 3; ++i) {
            tell({1, 2, 3}, "a", QByteArray::number(i));
            tell({1, 2, 3, 4}, "a", QByteArray::number(i));
        }
        const auto rooms = candidates();
        QCOMPARE(rooms.size(), std::size_t(2));
        QCOMPARE(rooms[0].name, "a");
        QCOMPARE(rooms[1].name, "a (2)");
    }

    void countsSendersIn()
    {
        for (int i = 0; i < 2; ++i) {
            say(1, {2, 3, 4}, "chat", QByteArray::number(i));
            say(2, {1, 3, 4}, "chat", QByteArray::number(i));
            say(3, {1, 2, 4}, "chat", QByteArray::number(i));
        }
        const auto rooms = candidates();
        QCOMPARE(rooms.size(), std::size_t(1));
        QCOMPARE(rooms[0].sessions, (Ids {1, 2, 3, 4}));
        QCOMPARE(rooms[0].memberships.size(), std::size_t(4));
    }

    void followsComingAndGoing()
    {
        tell({1, 2, 3}, "a", "1");
        tell({1, 2, 3}, "a", "2");
        const qint64 came = m_time;
        tell({1, 2, 3, 4}, "a", "3");
        tell({1, 2, 3, 4}, "a", "4");
        m_capture->closeSession(2, m_time - 500'000);
        const qint64 went = m_time;
        tell({3, 4}, "a", "5");
        tell({3, 4}, "a", "6");
        const auto rooms = candidates();
        QCOMPARE(rooms.size(), std::size_t(1));
        QCOMPARE(rooms[0].sessions, (Ids {1, 2, 3, 4}));
        QCOMPARE(rooms[0].memberships.size(), std::size_t(4));
        for (const MembershipRecord &record : rooms[0].memberships) {
            if (record.session == 4)
                QCOMPARE(record.began, Samples::at(came));
            if (record.session == 1)
                QCOMPARE(record.ended, std::optional(Samples::at(went)));
            else if (record.session == 2)
                QCOMPARE(record.ended, std::optional(Samples::at(went - 500'000)));
            else
                QVERIFY(!record.ended);
        }
        QCOMPARE(rooms[0].evidence, R"(6 broadcasts of "a" reached 2 to 4 sessions)");
    }

    void takesNames_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("a room's key")
            << QByteArray(R"({"room":"lobby","n":%1})") << QByteArray(R"({"room":"den","n":%1})")
            << QByteArray("lobby");
        QTest::newRow("further in")
            << QByteArray(R"({"n":%1,"to":{"channelId":"lobby"}})")
            << QByteArray(R"({"n":%1,"to":{"channelId":"den"}})") << QByteArray("lobby");
        QTest::newRow("an argument")
            << QByteArray(R"("lobby",%1)") << QByteArray(R"("den",%1)") << QByteArray("lobby");
        QTest::newRow("none") << QByteArray(R"({"n":%1})") << QByteArray(R"({"n":%1})")
                              << QByteArray("a");
    }

    void takesNames()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        for (int i = 0; i < 4; ++i) {
            tell({1, 2, 3}, "a", QByteArray(one).replace("%1", QByteArray::number(i)));
            tell({3, 4, 5}, "a", QByteArray(other).replace("%1", QByteArray::number(i)));
        }
        const auto rooms = candidates();
        QCOMPARE(rooms.size(), std::size_t(2));
        QTEST(rooms[0].name, "name");
        QCOMPARE(rooms[0].sessions, (Ids {1, 2, 3}));
        QCOMPARE(rooms[1].sessions, (Ids {3, 4, 5}));
    }

    /// Who speaks is no room, though each speaks in one room only.
    void takesNoSpeakersForRooms()
    {
        for (int i = 0; i < 8; ++i) {
            const Id speaker = i % 2 == 0 ? 1 : 2;
            tell({1, 2, 3}, "a", "{\"from\":\"p" + QByteArray::number(speaker) + "\"}");
        }
        const auto rooms = candidates();
        QCOMPARE(rooms.size(), std::size_t(1));
        QCOMPARE(rooms[0].sessions, (Ids {1, 2, 3}));
    }

    void setsEveryoneApart()
    {
        tell({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "news", "1");
        tell({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "news", "2");
        tell({1, 2}, "a", "1");
        tell({1, 2}, "a", "2");
        const auto rooms = candidates();
        QCOMPARE(rooms.size(), std::size_t(2));
        QVERIFY(!rooms[0].isEveryone);
        QVERIFY(rooms[1].isEveryone);
        QCOMPARE(rooms[1].name, "everyone");
    }

    /// The same guesses have the same numbers when they are made again.
    void isStable()
    {
        for (int i = 0; i < 3; ++i)
            tell({1, 2, 3}, "a", QByteArray::number(i));
        const auto before = candidates();
        QCOMPARE(candidates().at(0).memberships, before.at(0).memberships);
        const std::atomic_bool isOver = true;
        QVERIFY(roomCandidates(m_finder->list(), m_finder->places(), isOver).empty());
    }

private:
    void tell(const Ids &sessions, const QByteArray &event, const QByteArray &arguments)
    {
        for (const Id session : sessions)
            m_capture->heard(session, m_time, event, arguments);
        m_time += 3'000'000;
    }
    void say(Id sender, const Ids &sessions, const QByteArray &event, const QByteArray &arguments)
    {
        m_capture->said(sender, m_time - 1'000, event, arguments);
        tell(sessions, event, arguments);
    }

    std::vector<RoomCandidate> candidates()
    {
        if (!m_capture->batch().messages.empty() && !m_capture->write())
            qFatal("not written");
        const auto reader = m_capture->open();
        m_finder.emplace();
        Rooms::findBroadcasts(*reader, *m_finder, 0, false);
        m_finder->finish();
        return roomCandidates(m_finder->list(), m_finder->places(), false);
    }

    std::optional<RoomCapture> m_capture;
    std::optional<BroadcastFinder> m_finder;
    qint64 m_time = 0;
};

QTEST_GUILESS_MAIN(TestRoomCandidates)
#include "tst_roomcandidates.moc"
