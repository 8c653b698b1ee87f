// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/socketiopeer.h"

#include <QTest>

using Server::Audience;
using Transports = Client::EngineClient::Transports;

namespace {

/// A namespace with three who are in it: a and b in "red", b and c in "blue".
class Three
{
public:
    Three()
    {
        nsp(); // or everyone is refused
        for (const char *name : {"a", "b", "c"}) {
            peers.push_back(std::make_unique<SocketIoPeer>(server, Transports::WebSocket));
            const auto &peer = *peers.back();
            if (!QTest::qWaitFor([&] { return !peer.log.isEmpty(); }))
                qFatal("%s does not get in", name);
        }
        at(0)->join("red");
        at(1)->join("red");
        at(1)->join("blue");
        at(2)->join("blue");
    }

    Server::Namespace &nsp() { return server.sockets.at("/"); }
    std::shared_ptr<Server::Socket> at(std::size_t i) { return nsp().sockets()[i]; }
    QByteArray id(std::size_t i) { return at(i)->id(); }

    SocketIoServer server;
    std::vector<std::unique_ptr<SocketIoPeer>> peers;
};

} // namespace

/// As the adapter of socket.io.
class TestNamespace : public QObject
{
    Q_OBJECT
private slots:
    void audiences_data();
    void audiences();
    void broadcastsToRooms();
    void ownRoom();
    void disconnected();
    void beforeTheAnswer();
};

void TestNamespace::audiences_data()
{
    QTest::addColumn<QByteArrayList>("rooms");
    QTest::addColumn<QByteArrayList>("except");
    QTest::addColumn<QByteArray>("expected");
    using List = QByteArrayList;
    QTest::newRow("all") << List() << List() << QByteArray("abc");
    QTest::newRow("one room") << List {"red"} << List() << QByteArray("ab");
    QTest::newRow("each once, room by room") << List {"blue", "red"} << List() << QByteArray("bca");
    QTest::newRow("all but a room") << List() << List {"red"} << QByteArray("c");
    QTest::newRow("a room but another") << List {"red"} << List {"blue"} << QByteArray("a");
    QTest::newRow("nobody there") << List {"green"} << List() << QByteArray();
    QTest::newRow("nobody to leave out") << List {"red"} << List {"green"} << QByteArray("ab");
    QTest::newRow("one by its id") << List {"id of c"} << List() << QByteArray("c");
    QTest::newRow("all but one") << List() << List {"id of b"} << QByteArray("ac");
}

void TestNamespace::audiences()
{
    QFETCH(QByteArrayList, rooms);
    QFETCH(QByteArrayList, except);
    Three three;
    for (QByteArrayList *list : {&rooms, &except}) {
        for (QByteArray &room : *list) {
            if (room.startsWith("id of "))
                room = three.id(std::size_t(room.back() - 'a'));
        }
    }
    QByteArray names;
    for (const auto &socket : three.nsp().matching({rooms, except})) {
        for (std::size_t i = 0; i < 3; ++i) {
            if (socket == three.at(i))
                names += char('a' + char(i));
        }
    }
    QTEST(names, "expected");
}

void TestNamespace::broadcastsToRooms()
{
    Three three;
    three.nsp().broadcast("to red", {"1", {}}, {{"red"}, {}});
    three.at(1)->broadcast("from b", {"2", {}}, {"red", "blue"});
    three.at(1)->broadcast("from b to all", {"3", {}});
    three.nsp().broadcast("end", {});
    const auto logged = [&](std::size_t i) { return three.peers[i]->log.mid(1); };
    QTRY_COMPARE(logged(0), (QByteArrayList {"to red 1", "from b 2", "from b to all 3", "end "}));
    QTRY_COMPARE(logged(1), (QByteArrayList {"to red 1", "end "}));
    QTRY_COMPARE(logged(2), (QByteArrayList {"from b 2", "from b to all 3", "end "}));
}

void TestNamespace::ownRoom()
{
    Three three;
    QCOMPARE(three.at(1)->rooms(), (QByteArrayList {three.id(1), "red", "blue"}));
    QCOMPARE(three.nsp().rooms().names(),
             (QByteArrayList {three.id(0), three.id(1), three.id(2), "red", "blue"}));
    three.at(1)->leave("red");
    three.at(1)->leave("red");
    QCOMPARE(three.at(1)->rooms(), (QByteArrayList {three.id(1), "blue"}));
}

void TestNamespace::disconnected()
{
    Three three;
    const auto socket = three.at(1);
    QByteArrayList seen;
    socket->onDisconnected = [&](QByteArrayView reason) {
        seen = socket->rooms();
        seen.append(reason.toByteArray());
    };
    three.peers[1]->client.close();
    QTRY_VERIFY(!socket->isConnected());
    QCOMPARE(seen, QByteArrayList {"client namespace disconnect"}); // socket.io empties them before
    socket->join("red"); // too late
    QCOMPARE(three.nsp().rooms().members("red"), QByteArrayList {three.id(0)});
    QCOMPARE(three.nsp().rooms().members("blue"), QByteArrayList {three.id(1)});
    QVERIFY(!three.nsp().rooms().names().contains(socket->id()));
}

void TestNamespace::beforeTheAnswer()
{
    SocketIoServer server;
    server.sockets.at("/").onAdmitted = [](const std::shared_ptr<Server::Socket> &socket) {
        socket->join("early");
        socket->send("first", {});
    };
    server.sockets.at("/").onConnected
        = [](const std::shared_ptr<Server::Socket> &socket) { socket->send("second", {}); };
    const SocketIoPeer peer(server, Transports::WebSocket);
    QTRY_COMPARE(peer.log, (QByteArrayList {"first ", "connect /", "second "}));
    const auto socket = server.sockets.at("/").sockets().front();
    QCOMPARE(socket->rooms(), (QByteArrayList {"early", socket->id()}));
}

QTEST_GUILESS_MAIN(TestNamespace)
#include "tst_namespace.moc"
