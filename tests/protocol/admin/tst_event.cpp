// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/event.h"

#include <QTest>

using Admin::Event;
using Admin::readEvent;
using Type = Event::Type;

class TestEvent : public QObject
{
    Q_OBJECT
private slots:
    void rooms_data();
    void rooms();
    void socket();
    void updated();
    void stats();
    void bad_data();
    void bad();
};

void TestEvent::rooms_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<qint64>("time"); // -1: none
    QTest::newRow("4.8") << QByteArray(R"(["room_joined","/","r","id","1970-01-01T00:00:01.500Z"])")
                         << qint64(1500);
    QTest::newRow("old server") << QByteArray(R"(["room_joined","/","r","id"])") << qint64(-1);
    QTest::newRow("recovery") << QByteArray(
        R"(["room_joined","/","r","id","1970-01-01T00:00:01.500Z","off"])")
                              << qint64(1500);
    QTest::newRow("msgpack") << QByteArray(
        R"(["room_joined","/","r","id",{"$date":"1970-01-01T00:00:01.500Z"}])")
                             << qint64(1500);
    QTest::newRow("no time") << QByteArray(R"(["room_joined","/","r","id",7])") << qint64(-1);
}

void TestEvent::rooms()
{
    QFETCH(QByteArray, data);
    const Event event = readEvent("room_joined", data);
    QCOMPARE(event.type, Type::RoomJoined);
    QVERIFY(!event.isBad);
    QCOMPARE(event.nsp, "/");
    QCOMPARE(event.room, "r");
    QCOMPARE(event.socketId, "id");
    QTEST(event.time.value_or(-1), "time");
}

void TestEvent::socket()
{
    const QByteArray json = R"({"id":"a\u0062","clientId":"c","transport":"polling","nsp":"/n",)"
                            R"("data":{"x" : 1.10},"handshake":{"address":"::1","b":"},{"},)"
                            R"("rooms":["ab","r"]})";
    const Event event = readEvent("all_sockets", "[\"all_sockets\",[" + json + ", " + json + "]]");
    QVERIFY(!event.isBad);
    QCOMPARE(event.sockets.size(), std::size_t(2));
    const Admin::Socket &socket = event.sockets.back();
    QCOMPARE(socket.id, "ab");
    QCOMPARE(socket.nsp, "/n");
    QCOMPARE(socket.clientId, "c");
    QCOMPARE(socket.transport, "polling");
    QCOMPARE(socket.address, "::1");
    QCOMPARE(socket.data, R"({"x" : 1.10})");
    QCOMPARE(socket.rooms, QByteArrayList({"ab", "r"}));
}

void TestEvent::updated()
{
    const Event event
        = readEvent("socket_updated", R"(["socket_updated",{"id":"a","nsp":"/","data":{"y":2}}])");
    QVERIFY(!event.isBad);
    QCOMPARE(event.data, QByteArray(R"({"y":2})"));
    QVERIFY(!event.transport);
}

void TestEvent::stats()
{
    const Event event = readEvent(
        "server_stats",
        R"(["server_stats",{"serverId":"srv-1","hostname":"vm","pid":14221,"uptime":5.48,)"
        R"("clientsCount":1,"pollingClientsCount":1e999,"namespaces":[]}])");
    QVERIFY(!event.isBad);
    QCOMPARE(event.server.name, "srv-1");
    QCOMPARE(event.server.host, "vm");
    QCOMPARE(event.server.pid, 14221);
    QCOMPARE(event.server.uptimeMs, 5480);
    QCOMPARE(event.server.clients, 1);
    QCOMPARE(event.server.pollingClients, 0); // no number
}

void TestEvent::bad_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("no arguments") << QByteArray("room_left") << QByteArray(R"(["room_left"])");
    QTest::newRow("no array") << QByteArray("room_left") << QByteArray("{}");
    QTest::newRow("broken") << QByteArray("room_left") << QByteArray(R"(["room_left","/","r",)");
    QTest::newRow("numbers") << QByteArray("room_left") << QByteArray(R"(["room_left",1,2,3])");
    QTest::newRow("one bad socket")
        << QByteArray("all_sockets") << QByteArray(R"(["all_sockets",[{"id":"a"}]])");
    QTest::newRow("no sockets") << QByteArray("all_sockets") << QByteArray(R"(["all_sockets",{}])");
    QTest::newRow("config") << QByteArray("config") << QByteArray(R"(["config",{}])");
    QTest::newRow("session") << QByteArray("session") << QByteArray(R"(["session",{}])");
    QTest::newRow("stats") << QByteArray("server_stats") << QByteArray(R"(["server_stats",null])");
}

void TestEvent::bad()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, data);
    QVERIFY(readEvent(name, data).isBad);
}

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
