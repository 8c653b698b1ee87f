// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatcapture.h"
#include "tests/support/memberships.h"
#include "widgets/rooms/messagerooms.h"
#include "widgets/rooms/roomsessions.h"

#include <QTest>

using namespace Capture;
using How = MembershipRecord::How;

class TestMessageRooms : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m = std::make_unique<Parts>();
        m->chat.addChat();
    }
    void cleanup() { m.reset(); }

    void roomsOfTheMomentOnly()
    {
        std::vector<MembershipRecord> all {
            ofSession(1, "later", 1, 3000),    ofSession(2, "lobby", 1, -10),
            ofSession(3, "over", 1, -20, -10), ofSession(4, "guessed", 1, -10, {}, How::Inferred),
            ofSession(5, "theirs", 2, -10),    ofSession(6, "lobby", 1, -10, {}, How::Observed),
            ofSession(7, "#1", 1, -10),
        };
        all[5].source = 2;
        m->chat.addMemberships(all);
        open();
        m->selection.selectMessage(1);
        QTRY_COMPARE(names(), QByteArray("guessed?, lobby"));
        QVERIFY(fact("Rooms").startsWith(QLatin1String("guessed (a guess)")));
        m->selection.clear();
        QCOMPARE(names(), QByteArray());
        QVERIFY(!m->rooms.moment());
    }

    void aMessageOfTheAppHasASender()
    {
        open();
        Id sent = 0;
        for (Id id = 1; id <= m->chat.lastMessage() && sent == 0; ++id) {
            const auto row = m->feed.reader()->message(id);
            if (row->record.direction == Direction::Sent)
                sent = id;
        }
        QVERIFY(sent != 0);
        m->selection.selectMessage(sent);
        QVERIFY(m->rooms.isSent());
        QCOMPARE(m->rooms.sessions(), QSet<Id>({m->feed.reader()->message(sent)->record.session}));
        QVERIFY(!m->rooms.broadcast());
    }

    void receiversOfABroadcast()
    {
        const std::vector<Id> ids = m->chat.addNews({1, 2});
        open();
        m->selection.selectMessage(ids.front());
        QTRY_VERIFY(m->rooms.broadcast());
        QCOMPARE(m->rooms.broadcast()->messages, ids);
        QCOMPARE(m->rooms.sessions(), QSet<Id>({1, 2}));
        QVERIFY(fact("Broadcast").startsWith(QLatin1String("one other received the same: ")));
        m->selection.selectMessage(1);
        QVERIFY(!m->rooms.broadcast());
    }

private:
    struct Parts
    {
        ChatCapture chat;
        CaptureFeed feed;
        Selection selection;
        RoomsJob job {feed};
        RoomSessions sessions {feed};
        MessageRooms rooms {feed, selection, job, sessions};
    };

    static MembershipRecord ofSession(Id id, const QByteArray &room, Id session, int began,
                                      std::optional<int> ended = {}, How how = How::Admin)
    {
        MembershipRecord record = Samples::membership(
            id, "/feed", room, '#' + QByteArray::number(session), began, {}, how);
        if (ended)
            record.ended = Samples::at(*ended * 1000LL);
        record.session = session;
        return record;
    }
    void open()
    {
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        m->sessions.update();
    }
    QByteArray names()
    {
        QByteArrayList all;
        for (const MessageRooms::Room &room : m->rooms.rooms())
            all.append(room.name + (room.isGuess ? "?" : ""));
        return all.join(", ");
    }
    QString fact(const char *name)
    {
        for (const auto &[key, value] : m->rooms.facts()) {
            if (key == QLatin1String(name))
                return value;
        }
        return {};
    }

    std::unique_ptr<Parts> m;
};

QTEST_GUILESS_MAIN(TestMessageRooms)
#include "tst_messagerooms.moc"
