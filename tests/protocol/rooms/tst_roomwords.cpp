// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/roomwords.h"

#include <QTest>

using Rooms::Movement;

class TestRoomWords : public QObject
{
    Q_OBJECT

private slots:
    void splits_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("words");
        for (const auto &[name, words] :
             std::initializer_list<std::pair<const char *, const char *>> {
                 {"joinRoom", "join room"},
                 {"JoinRoom", "join room"},
                 {"join_room", "join room"},
                 {"JOIN_ROOM", "join room"},
                 {"room:join", "room join"},
                 {"chat/join.now", "chat join now"},
                 {"getHTTPRoom", "get http room"},
                 {"roomID", "room id"},
                 {"join", "join"},
                 {"", ""},
                 {"::", ""}})
            QTest::newRow(name) << QByteArray(name) << QByteArray(words);
    }

    void splits()
    {
        QFETCH(QByteArray, name);
        QTEST(Rooms::wordsOf(name).join(' '), "words");
    }

    void knowsKeys()
    {
        for (const char *key : {"room", "roomId", "room_name", "channel", "TOPIC", "toRoom"})
            QVERIFY2(Rooms::isRoomKey(key), key);
        for (const char *key : {"user", "mushroom", "name", "id", ""})
            QVERIFY2(!Rooms::isRoomKey(key), key);
    }

    void knowsMovements_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("movement");
        const auto row = [](const char *name, Movement movement) {
            QTest::newRow(name) << QByteArray(name) << static_cast<int>(movement);
        };
        row("join", Movement::Join);
        row("user:enter", Movement::Join);
        row("room", Movement::Join);
        row("subscribe", Movement::Join);
        row("leaveRoom", Movement::Leave);
        row("unsubscribe", Movement::Leave);
        row("exit", Movement::Leave);
        row("leaveAll", Movement::LeaveAll);
        row("joiner", Movement::None);
        row("rooms list", Movement::None);
        row("", Movement::None);
    }

    void knowsMovements()
    {
        QFETCH(QByteArray, name);
        QTEST(static_cast<int>(Rooms::movementOf(name)), "movement");
    }
};

QTEST_GUILESS_MAIN(TestRoomWords)
#include "tst_roomwords.moc"
