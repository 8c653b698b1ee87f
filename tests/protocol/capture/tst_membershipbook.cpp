// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/membershipbook.h"
#include "tests/support/records.h"

#include <QTest>

using namespace Capture;

namespace {

using Place = MembershipBook::Place;
using Told = MembershipBook::Told;

const Place AnnInLobby {.source = 1, .nsp = "/", .room = "lobby", .member = "ann"};
const Place AnnInAttic {.source = 1, .nsp = "/", .room = "attic", .member = "ann"};
const Place BobInLobby {.source = 1, .nsp = "/", .room = "lobby", .member = "bob"};

Told at(int microseconds, Id message = 0)
{
    return {.time = Samples::at(microseconds), .message = message};
}

} // namespace

class TestMembershipBook : public QObject
{
    Q_OBJECT

private slots:
    void gathersWhatBeginsAndEnds()
    {
        Collector collector;
        MembershipBook book(collector);
        book.join(AnnInLobby, at(1, 7));
        book.join(AnnInLobby, at(2, 8)); // said twice
        book.leave(AnnInLobby, at(3, 9));
        book.leave(AnnInLobby, at(4, 10)); // nobody is there
        book.join(AnnInLobby, at(5));

        const RecordBatch batch = collector.take();
        QCOMPARE(batch.memberships.size(), std::size_t(3));
        const MembershipRecord &begun = batch.memberships[0];
        QCOMPARE(begun.room, QByteArray("lobby"));
        QCOMPARE(begun.joinedBy, 7);
        QVERIFY(!begun.ended);
        MembershipRecord over = begun;
        over.ended = Samples::at(3);
        over.leftBy = 9;
        QCOMPARE(batch.memberships[1], over);
        QVERIFY(batch.memberships[2].id != begun.id);
        QVERIFY(!batch.isEmpty());
    }

    void leavesAllRoomsOfAMember()
    {
        Collector collector;
        MembershipBook book(collector);
        for (const Place &place : {AnnInLobby, AnnInAttic, BobInLobby})
            book.join(place, at(1));
        Place elsewhere = AnnInLobby;
        elsewhere.nsp = "/other";
        book.join(elsewhere, at(1));
        collector.take();

        book.leaveAll(1, "/", "ann", at(2));
        QCOMPARE(collector.take().memberships.size(), std::size_t(2));
        QVERIFY(!book.isIn(AnnInLobby) && !book.isIn(AnnInAttic));
        QVERIFY(book.isIn(BobInLobby) && book.isIn(elsewhere));
    }

    void losesWhatOneSourceTold()
    {
        Collector collector;
        MembershipBook book(collector);
        Place other = AnnInLobby;
        other.source = 2;
        for (const Place &place : {AnnInLobby, BobInLobby, other})
            book.join(place, at(1));
        collector.take();

        book.lose(1, at(5));
        const RecordBatch batch = collector.take();
        QCOMPARE(batch.memberships.size(), std::size_t(2));
        for (const MembershipRecord &lost : batch.memberships)
            QVERIFY(lost.wasLost && lost.ended == Samples::at(5));
        QVERIFY(book.isIn(other));
        book.leaveAll(1, "/", "ann", at(6));
        QVERIFY(collector.take().memberships.empty());
    }
};

QTEST_APPLESS_MAIN(TestMembershipBook)
#include "tst_membershipbook.moc"
