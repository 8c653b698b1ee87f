// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/guessstore.h"
#include "tests/support/chatcapture.h"
#include "tests/support/memberships.h"
#include "widgets/rooms/roomsjob.h"

#include <QSignalSpy>
#include <QTest>

using namespace Capture;
using How = MembershipRecord::How;

class TestRoomsJob : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m = std::make_unique<Parts>();
        m->chat.addChat();
        m->chat.addMemberships({Samples::membership(1, "/chat", "lobby", "ann", 1)});
    }
    void cleanup() { m.reset(); }

    void guessesComeAndGo()
    {
        open();
        QCOMPARE(rooms(), QByteArrayList({"lobby"}));
        QSignalSpy restarts(&m->job, &RoomsJob::restarted);
        m->job.setGuesses({guess(-1, "attic")});
        QCOMPARE(rooms(), QByteArrayList({"attic", "lobby"}));
        m->job.setGuesses({guess(-1, "attic"), guess(-2, "cellar")});
        QCOMPARE(rooms(), QByteArrayList({"attic", "cellar", "lobby"}));
        QCOMPARE(restarts.count(), 0);
        m->job.setGuesses({guess(-2, "cellar")});
        QCOMPARE(rooms(), QByteArrayList({"cellar", "lobby"}));
        QCOMPARE(restarts.count(), 1);
        m->job.setGuesses({});
        QCOMPARE(rooms(), QByteArrayList({"lobby"}));
    }

    void keptGuessesGiveWayToThoseOfNow()
    {
        QString error;
        QVERIFY2(storeGuesses(m->chat.path(), {guess(-5, "kept")}, &error), qPrintable(error));
        open();
        QCOMPARE(rooms(), QByteArrayList({"kept", "lobby"}));
        m->job.setGuesses({guess(-1, "attic")});
        QCOMPARE(rooms(), QByteArrayList({"attic", "lobby"}));
        m->job.setGuesses({});
        QCOMPARE(rooms(), QByteArrayList({"kept", "lobby"}));
        m->job.setGuesses({guess(-1, "attic")});
        m->job.noteKept();
        m->job.setGuesses({});
        QCOMPARE(rooms(), QByteArrayList({"attic", "lobby"}));
    }

private:
    struct Parts
    {
        ChatCapture chat;
        CaptureFeed feed;
        RoomsJob job {feed};
    };
    static MembershipRecord guess(Id id, const QByteArray &room)
    {
        MembershipRecord record
            = Samples::membership(id, "/chat", room, "ann", 2, {}, How::Inferred);
        record.evidence = "rule";
        return record;
    }
    void open()
    {
        m->job.begin();
        m->feed.open(m->chat.reader(), [chat = &m->chat] { return chat->reader(); });
        QTRY_VERIFY(!m->job.isReading());
    }
    QByteArrayList rooms()
    {
        QByteArrayList all;
        for (const auto &span : m->job.log().spans()) {
            const auto &seat = m->job.log().seats()[span.seat];
            all.append(m->job.log().rooms()[seat.room].name);
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    std::unique_ptr<Parts> m;
};

QTEST_GUILESS_MAIN(TestRoomsJob)
#include "tst_roomsjob.moc"
