// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/broadcast.h"
#include "tests/support/roomcapture.h"

#include <QTest>

using namespace Capture;
using Rooms::Broadcast;
using Rooms::broadcastOf;
using Ids = std::vector<Id>;

/// Over captures that were written for it.
class TestBroadcast : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_capture.emplace();
        for (int i = 0; i < 5; ++i)
            m_capture->addSession();
    }

    void findsReceivers()
    {
        m_capture->said(1, 0, "chat", R"("hi")");
        m_capture->heard(2, 1'000, "chat", R"("hi")");
        m_capture->heard(3, 1'400, "chat", R"("hi")");
        m_capture->heard(3, 1'500, "chat", R"("ho")"); // of the same length
        m_capture->heard(4, 1'900, "chat", R"("hi")");
        m_capture->heard(5, 8'000, "chat", R"("hi")"); // too late
        for (const Id message : {2, 3, 5}) {
            const auto broadcast = found(message);
            QVERIFY(broadcast);
            QCOMPARE(broadcast->messages, (Ids {2, 3, 5}));
            QCOMPARE(broadcast->sessions, (Ids {2, 3, 4}));
            QCOMPARE(broadcast->event, "chat");
            QCOMPARE(broadcast->nsp, "/");
            QCOMPARE(broadcast->kind, Kind::Event);
            QCOMPARE(broadcast->time, Samples::at(1'000));
        }
        QVERIFY(!found(1)); // it is from an app
        QVERIFY(!found(4));
        QVERIFY(!found(6));
        QVERIFY(!found(77));
    }

    void needsTheSameOfAll_data()
    {
        QTest::addColumn<std::function<void(RoomCapture &)>>("change");
        using Change = std::function<void(RoomCapture &)>;
        QTest::newRow("event") << Change([](RoomCapture &c) { c.at(2)->event = "tick"; });
        QTest::newRow("namespace") << Change([](RoomCapture &c) { c.at(2)->nsp = "/other"; });
        QTest::newRow("kind") << Change([](RoomCapture &c) { c.at(2)->kind = Kind::Text; });
        QTest::newRow("direction")
            << Change([](RoomCapture &c) { c.at(2)->direction = Direction::Sent; });
        QTest::newRow("answer") << Change([](RoomCapture &c) { c.at(2)->ackOf = 1; });
        QTest::newRow("source") << Change(
            [](RoomCapture &c) { c.batch().sessions.at(1).source = 2; });
        QTest::newRow("session") << Change([](RoomCapture &c) { c.at(2)->session = 1; });
        QTest::newRow("attachments")
            << Change([](RoomCapture &c) { c.at(2)->attachments = {QByteArray("a")}; });
        QTest::newRow("attachments' bytes") << Change([](RoomCapture &c) {
            c.at(1)->attachments = {QByteArray("b")};
            c.at(2)->attachments = {QByteArray("a")};
        });
        QTest::newRow("heartbeat")
            << Change([](RoomCapture &c) { c.at(2)->aside = Aside::Heartbeat; });
    }

    void needsTheSameOfAll()
    {
        QFETCH(std::function<void(RoomCapture &)>, change);
        m_capture->heard(1, 0, "chat", R"("hi")");
        m_capture->heard(2, 0, "chat", R"("hi")");
        change(*m_capture);
        QVERIFY(!found(1));
        QVERIFY(!found(2));
    }

    void passesOverHeads()
    {
        m_capture->event(Direction::Received, 1, 0, "chat", R"("hi")", 7);
        m_capture->event(Direction::Received, 2, 0, "chat", R"("hi")", 112);
        m_capture->at(1)->attachments = m_capture->at(2)->attachments
            = {QByteArray("one"), QByteArray(3'000'000, 'a')};
        QCOMPARE(found(1)->sessions, (Ids {1, 2}));
    }

    void comparesLongContents()
    {
        const QByteArray text = '"' + QByteArray(3'000'000, 'a');
        m_capture->text(Direction::Received, 1, 0, text + "b\"");
        m_capture->text(Direction::Received, 2, 0, text + "c\"");
        m_capture->text(Direction::Received, 3, 0, text + "b\"");
        QCOMPARE(found(1)->sessions, (Ids {1, 3}));
        QCOMPARE(found(3)->messages, (Ids {1, 3}));
        QVERIFY(!found(2));
    }

    void waitsForThoseWhoPoll()
    {
        m_capture->heard(1, 0, "chat", R"("hi")");
        m_capture->heard(2, 0, "chat", R"("hi")");
        m_capture->byPolling(m_capture->heard(3, 300'000, "chat", R"("hi")"), 290'000);
        m_capture->byPolling(m_capture->heard(4, 320'000, "chat", R"("hi")"), -5'000'000);
        QCOMPARE(found(3)->sessions, (Ids {1, 2, 3}));
        QCOMPARE(found(1)->sessions, (Ids {1, 2, 3}));
        QVERIFY(!found(4));
    }

    void looksOnlyNearby()
    {
        RoomCapture &capture = *m_capture;
        for (int i = 0; i < 3'000; ++i) {
            capture.heard(1, i * 1'000, "tick", "1");
            capture.heard(2, i * 1'000 + 10, "tick", "1");
        }
        const auto broadcast = found(3'001);
        QVERIFY(broadcast);
        QCOMPARE(broadcast->messages, (Ids {3'001, 3'002}));
    }

    void stops()
    {
        m_capture->heard(1, 0, "chat", R"("hi")");
        m_capture->heard(2, 0, "chat", R"("hi")");
        QVERIFY(found(1));
        const std::atomic_bool isOver = true;
        QVERIFY(!broadcastOf(*m_reader, 1, isOver));
    }

private:
    std::optional<Broadcast> found(Id message)
    {
        if (!m_capture->batch().messages.empty()) {
            if (!m_capture->write())
                qFatal("not written");
            m_reader = m_capture->open();
        }
        return broadcastOf(*m_reader, message, false);
    }

    std::optional<RoomCapture> m_capture;
    std::unique_ptr<StoreReader> m_reader;
};

QTEST_GUILESS_MAIN(TestBroadcast)
#include "tst_broadcast.moc"
