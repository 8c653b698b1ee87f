// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/broadcast.h"
#include "protocol/rooms/broadcastfinder.h"
#include "tests/support/roomcapture.h"

#include <QTest>

using namespace Capture;
using Rooms::BroadcastFinder;
using Rooms::BroadcastList;
using Ids = std::vector<Id>;

/// Over captures that were written for it.
class TestBroadcastFinder : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_capture.emplace();
        for (int i = 0; i < 6; ++i) {
            m_capture->addSession();
            m_capture->heard(i + 1, i * 10'000'000, "hello", QByteArray::number(i));
        }
        m_start = 100'000'000;
    }

    void findsAll()
    {
        for (int i = 0; i < 3; ++i) {
            for (const Id session : {4, 2, 3})
                m_capture->heard(session, m_start + i * 1'000'000, "chat", QByteArray::number(i));
            m_capture->heard(1, m_start + i * 1'000'000, "chat", QByteArray::number(i + 10));
        }
        const BroadcastFinder &finder = find();
        const BroadcastList &list = finder.list();
        QCOMPARE(list.entries().size(), std::size_t(3));
        for (const BroadcastList::Entry &entry : list.entries()) {
            QCOMPARE(list.sets().at(entry.receivers), (Ids {2, 3, 4}));
            const auto messages = list.messagesOf(entry);
            QCOMPARE(messages.size(), std::size_t(3));
            QCOMPARE(messages[0], messages[2] + 1); // of 2 and 4
            const auto one = Rooms::broadcastOf(*m_reader, messages[0], false);
            QVERIFY(one);
            QCOMPARE(one->time, entry.time);
            QCOMPARE(one->sessions, (Ids {4, 2, 3}));
            QVERIFY(!entry.isEveryone);
            QCOMPARE(entry.sender, 0);
        }
        QCOMPARE(list.sets().size(), std::size_t(1));
        QCOMPARE(list.leftOut(), 0);
    }

    void knowsEveryone()
    {
        for (Id session = 1; session <= 6; ++session)
            m_capture->heard(session, m_start, "news", "1");
        m_capture->said(6, m_start + 3'000'000, "news", "2");
        for (Id session = 1; session <= 5; ++session)
            m_capture->heard(session, m_start + 3'001'000, "news", "2");
        for (Id session = 1; session <= 5; ++session)
            m_capture->heard(session, m_start + 6'000'000, "news", "3");
        m_capture->closeSession(6, m_start + 7'000'000);
        for (Id session = 1; session <= 5; ++session)
            m_capture->heard(session, m_start + 9'000'000, "news", "4");
        const auto &entries = find().list().entries();
        QCOMPARE(entries.size(), std::size_t(4));
        QVERIFY(entries[0].isEveryone);
        QVERIFY(entries[1].isEveryone);
        QCOMPARE(entries[1].sender, 6);
        QVERIFY(!entries[2].isEveryone);
        QVERIFY(entries[3].isEveryone);
    }

    void findsSenders_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<int>("before");
        QTest::addColumn<Id>("who");
        QTest::addColumn<Id>("sender");
        QTest::newRow("the same event") << QByteArray("chat") << 200'000 << Id(1) << Id(1);
        QTest::newRow("long ago") << QByteArray("chat") << 260'000 << Id(1) << Id(0);
        QTest::newRow("another event") << QByteArray("say") << 40'000 << Id(1) << Id(1);
        QTest::newRow("another, too early") << QByteArray("say") << 60'000 << Id(1) << Id(0);
        QTest::newRow("it got its own") << QByteArray("chat") << 1'000 << Id(2) << Id(0);
    }

    void findsSenders()
    {
        QFETCH(QByteArray, event);
        QFETCH(int, before);
        QFETCH(Id, who);
        m_capture->said(who, m_start - before, event, R"("hi")");
        m_capture->heard(2, m_start, "chat", R"("hi")");
        m_capture->heard(3, m_start, "chat", R"("hi")");
        const BroadcastList::Entry entry = find().list().entries().at(0);
        QTEST(entry.sender, "sender");
        QCOMPARE(entry.hasSender, who == 2);
    }

    void readsLabels()
    {
        for (const Id session : {1, 2})
            m_capture->heard(session, m_start, "chat", R"({"room":"lobby","a":{"n":7}},"hi")");
        const BroadcastList &list = find().list();
        QStringList labels;
        for (const BroadcastList::Label &label : list.labelsOf(list.entries().at(0)))
            labels.append(
                QString::fromUtf8(list.slot(label.slot).pointer + '=' + list.text(label.text)));
        QCOMPARE(labels,
                 (QStringList {QStringLiteral("/0/room=lobby"), QStringLiteral("/0/a/n=7"),
                               QStringLiteral("/1=hi")}));
    }

    void forgetsProse()
    {
        for (int i = 0; i < 200; ++i) {
            for (const Id session : {1, 2})
                m_capture->heard(session, m_start + i * 10'000, "chat",
                                 QByteArray(R"({"room":"lobby"},"text %1")")
                                     .replace("%1", QByteArray::number(i)));
        }
        const BroadcastList &list = find().list();
        QCOMPARE(list.entries().size(), std::size_t(200));
        QCOMPARE(list.labelsOf(list.entries().front()).size(), std::size_t(2));
        QCOMPARE(list.labelsOf(list.entries().back()).size(), std::size_t(1));
    }

    void goesOn()
    {
        for (const Id session : {1, 2})
            m_capture->heard(session, m_start, "chat", "1");
        QVERIFY(m_capture->write());
        m_reader = m_capture->open();
        BroadcastFinder finder;
        const Id last = Rooms::findBroadcasts(*m_reader, finder, 0, false);
        QCOMPARE(last, m_reader->lastMessage());
        m_capture->heard(3, m_start + 100, "chat", "1");
        m_capture->heard(3, m_start + 9'000'000, "chat", "2");
        QVERIFY(m_capture->write());
        Rooms::findBroadcasts(*m_reader, finder, last, false);
        QCOMPARE(finder.list().entries().size(), std::size_t(1));
        QCOMPARE(finder.list().sets().at(0), (Ids {1, 2, 3}));
    }

private:
    const BroadcastFinder &find()
    {
        if (!m_capture->write())
            qFatal("not written");
        m_reader = m_capture->open();
        m_finder.emplace();
        Rooms::findBroadcasts(*m_reader, *m_finder, 0, false);
        m_finder->finish();
        return *m_finder;
    }

    std::optional<RoomCapture> m_capture;
    std::unique_ptr<StoreReader> m_reader;
    std::optional<BroadcastFinder> m_finder;
    qint64 m_start = 0;
};

QTEST_GUILESS_MAIN(TestBroadcastFinder)
#include "tst_broadcastfinder.moc"
