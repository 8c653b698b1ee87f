// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/rooms.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>
#include <set>

using Server::Rooms;

class TestRooms : public QObject
{
    Q_OBJECT
private slots:
    void keepsOrder();
    void saysWhatChanges();
    void leavesAll();
    void agreesWithSets();
};

void TestRooms::keepsOrder()
{
    Rooms rooms;
    rooms.add("b", "z");
    rooms.add("a", "z");
    rooms.add("b", "y");
    rooms.add("c", "y");
    rooms.add("b", "x");
    QCOMPARE(rooms.names(), (QByteArrayList {"z", "y", "x"}));
    QCOMPARE(rooms.members("z"), (QByteArrayList {"b", "a"}));
    QCOMPARE(rooms.roomsOf("b"), (QByteArrayList {"z", "y", "x"}));
    rooms.remove("b", "z"); // and comes again: behind the others
    rooms.add("b", "z");
    QCOMPARE(rooms.members("z"), (QByteArrayList {"a", "b"}));
    QCOMPARE(rooms.roomsOf("b"), (QByteArrayList {"y", "x", "z"}));
    QCOMPARE(rooms.memberCount("z"), 2);
}

void TestRooms::saysWhatChanges()
{
    Rooms rooms;
    QVERIFY(rooms.add("a", "r"));
    QVERIFY(!rooms.add("a", "r"));
    QVERIFY(rooms.contains("a", "r"));
    QVERIFY(!rooms.contains("b", "r"));
    QVERIFY(!rooms.remove("b", "r"));
    QVERIFY(!rooms.remove("a", "other"));
    QVERIFY(rooms.remove("a", "r"));
    QVERIFY(!rooms.remove("a", "r"));
    QCOMPARE(rooms.names(), QByteArrayList());
    QCOMPARE(rooms.memberCount("r"), 0);
}

void TestRooms::leavesAll()
{
    Rooms rooms;
    for (const char *room : {"a", "q", "r"})
        rooms.add("a", room);
    rooms.add("b", "q");
    QCOMPARE(rooms.removeAll("a"), (QByteArrayList {"a", "q", "r"}));
    QCOMPARE(rooms.removeAll("a"), QByteArrayList());
    QCOMPARE(rooms.names(), QByteArrayList {"q"});
    QCOMPARE(rooms.members("q"), QByteArrayList {"b"});
}

void TestRooms::agreesWithSets()
{
    Rooms rooms;
    std::map<QByteArray, std::set<QByteArray>> expected; // by room
    QRandomGenerator random(7);
    for (int i = 0; i < 5000; ++i) {
        const QByteArray id = 'i' + QByteArray::number(random.bounded(12));
        const QByteArray room = 'r' + QByteArray::number(random.bounded(9));
        if (random.bounded(20) == 0) {
            rooms.removeAll(id);
            for (auto &[name, members] : expected)
                members.erase(id);
        } else if (random.bounded(2) == 0) {
            QCOMPARE(rooms.add(id, room), expected[room].insert(id).second);
        } else {
            QCOMPARE(rooms.remove(id, room), expected[room].erase(id) == 1);
        }
        std::erase_if(expected, [](const auto &one) { return one.second.empty(); });
        QCOMPARE(std::size_t(rooms.names().size()), expected.size());
        for (const auto &[name, members] : expected) {
            const QByteArrayList found = rooms.members(name);
            QCOMPARE(std::set<QByteArray>(found.begin(), found.end()), members);
        }
    }
}

QTEST_APPLESS_MAIN(TestRooms)
#include "tst_rooms.moc"
