// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/rawclient.h"
#include "tests/support/socketiopeer.h"

#include <QTest>
#include <QTimer>

using Client::EngineClient;
using Client::LightSocketIo;
using Transports = EngineClient::Transports;

Q_DECLARE_METATYPE(Client::EngineClient::Transports)

namespace {

using namespace std::chrono_literals;

using Peer = SocketIoPeer;

/// Sends back what comes, and acks it.
void echo(Server::Namespace &nsp)
{
    nsp.onConnected = [](const std::shared_ptr<Server::Socket> &socket) {
        Server::Socket *self = socket.get();
        socket->onEvent = [self](const Server::Event &event) {
            if (event.acknowledge)
                event.acknowledge(event.arguments);
            else
                self->send(event.name + "-back", event.arguments);
        };
    };
}

} // namespace

class TestSocketServer : public QObject
{
    Q_OBJECT

private slots:
    void messages_data() { transports(); }
    void messages();
    void acknowledges_data() { transports(); }
    void acknowledges();
    void asksClients_data() { transports(); }
    void asksClients();
    void namespaces_data() { transports(); }
    void namespaces();
    void broadcasts_data() { transports(); }
    void broadcasts();
    void disconnectsByClient_data() { transports(); }
    void disconnectsByClient();
    void disconnectsByServer_data() { transports(); }
    void disconnectsByServer();
    void losesNothingWhileUpgrading();
    void manyMessages_data() { transports(); }
    void manyMessages();
    void heartbeats_data() { transports(); }
    void heartbeats();
    void timesOut_data() { transports(); }
    void timesOut();
    void noConnect();
    void noNamespaceInTime();
    void badPackets_data();
    void badPackets();
    void toleratedPackets_data();
    void toleratedPackets();
    void goesWithClients();

private:
    static void transports()
    {
        QTest::addColumn<Transports>("transports");
        QTest::newRow("polling") << Transports::Polling;
        QTest::newRow("websocket") << Transports::WebSocket;
        QTest::newRow("upgrade") << Transports::PollingThenWebSocket;
    }
};

void TestSocketServer::messages()
{
    QFETCH(Transports, transports);
    SocketIoServer server;
    echo(server.sockets.at("/"));
    Peer peer(server, transports);
    QTRY_COMPARE(peer.log, QByteArrayList {"connect /"});
    if (transports == Transports::PollingThenWebSocket)
        QTRY_VERIFY(peer.upgraded);

    peer.client.send("/", "text", {R"("héllo",{"b":1,"a":12345678901234567890.10})", {}});
    peer.client.send("/", "none", {});
    peer.client.send("/", "bin",
                     {SocketIo::placeholder(0) + ",{\"x\":" + SocketIo::placeholder(1) + '}',
                      {QByteArray::fromHex("00010203"), QByteArray()}});
    QTRY_COMPARE(peer.log.size(), 4);
    QCOMPARE(peer.log[1],
             "text-back "
             R"("héllo",{"b":1,"a":12345678901234567890.10})");
    QCOMPARE(peer.log[2], "none-back ");
    QCOMPARE(peer.log[3],
             "bin-back " + SocketIo::placeholder(0) + ",{\"x\":" + SocketIo::placeholder(1)
                 + "} 00010203 ");
}

void TestSocketServer::acknowledges()
{
    QFETCH(Transports, transports);
    SocketIoServer server;
    echo(server.sockets.at("/"));
    Peer peer(server, transports);
    QTRY_COMPARE(peer.log.size(), 1);
    QByteArrayList answers;
    for (int i = 0; i < 3; ++i) {
        peer.client.send("/", "ask",
                         {QByteArray::number(i) + ',' + SocketIo::placeholder(0), {"x"}},
                         [&](const SocketIo::Arguments &answer) {
                             answers.append(answer.json + ' ' + answer.attachments.value(0));
                         });
    }
    QTRY_COMPARE(answers.size(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(answers[i], QByteArray::number(i) + ',' + SocketIo::placeholder(0) + " x");
}

void TestSocketServer::asksClients()
{
    QFETCH(Transports, transports);
    SocketIoServer server;
    QByteArray answered;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        socket->send("ask", {"7", {}},
                     [&](const SocketIo::Arguments &answer) { answered = answer.json; });
    };
    Peer peer(server, transports);
    QTRY_COMPARE(answered, "\"pong\"");
    QCOMPARE(peer.log, (QByteArrayList {"connect /", "ask 7"}));
}

void TestSocketServer::namespaces()
{
    QFETCH(Transports, transports);
    SocketIoServer server;
    QByteArray auth;
    server.sockets.at("/chat").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        auth = socket->auth();
        socket->send("welcome", {"\"/chat\"", {}});
    };
    server.sockets.at("/trade").admit
        = [](const QByteArray &) { return QByteArray(R"({"message":"not authorized"})"); };
    server.sockets.at("/");
    Peer peer(server, transports);
    QTRY_COMPARE(peer.log.size(), 1);
    peer.client.connectTo("/chat", R"({"token":"secret"})");
    QTRY_COMPARE(peer.log.size(), 3);
    peer.client.connectTo("/trade");
    peer.client.connectTo("/nope");
    QTRY_COMPARE(peer.log,
                 (QByteArrayList {"connect /", "connect /chat", "welcome \"/chat\"",
                                  R"(refused /trade {"message":"not authorized"})",
                                  R"(refused /nope {"message":"Invalid namespace"})"}));
    QCOMPARE(auth, R"({"token":"secret"})");
    QCOMPARE(peer.client.socketId("/chat").size(), 20);
    QVERIFY(peer.client.socketId("/chat") != peer.client.socketId("/"));
}

void TestSocketServer::broadcasts()
{
    QFETCH(Transports, transports);
    SocketIoServer server;
    server.sockets.at("/").onConnected = [](const std::shared_ptr<Server::Socket> &socket) {
        Server::Socket *self = socket.get();
        socket->onEvent
            = [self](const Server::Event &event) { self->broadcast(event.name, event.arguments); };
    };
    Peer one(server, transports);
    Peer two(server, Transports::WebSocket);
    Peer three(server, Transports::Polling);
    QTRY_VERIFY(one.log.size() == 1 && two.log.size() == 1 && three.log.size() == 1);
    one.client.send("/", "hi", {SocketIo::placeholder(0), {"\x01"}});
    QTRY_COMPARE(two.log.last(), "hi " + SocketIo::placeholder(0) + " 01");
    QTRY_COMPARE(three.log.last(), two.log.last());
    QCOMPARE(one.log.size(), 1);
}

void TestSocketServer::disconnectsByClient()
{
    QFETCH(Transports, transports);
    SocketIoServer server;
    QByteArrayList reasons;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        socket->onDisconnected
            = [&](QByteArrayView reason) { reasons.append(reason.toByteArray()); };
    };
    Peer peer(server, transports);
    QTRY_COMPARE(peer.log.size(), 1);
    peer.client.close();
    QTRY_COMPARE(peer.closed, "io client disconnect");
    QTRY_COMPARE(reasons, QByteArrayList {"client namespace disconnect"});
    QTRY_COMPARE(server.engine.sessionCount(), 0);
}

void TestSocketServer::disconnectsByServer()
{
    QFETCH(Transports, transports);
    SocketIoServer server;
    server.sockets.at("/chat");
    std::shared_ptr<Server::Socket> socket;
    server.sockets.at("/").onConnected = [&](const auto &arrived) { socket = arrived; };
    Peer peer(server, transports);
    QTRY_COMPARE(peer.log.size(), 1);
    peer.client.connectTo("/chat");
    QTRY_COMPARE(peer.log.size(), 2);
    socket->disconnect();
    QTRY_COMPARE(peer.log.last(), "out /");
    QVERIFY(!socket->isConnected());
    server.sockets.at("/chat").sockets().front()->disconnect(true);
    QTRY_COMPARE(peer.closed, "transport close");
    QCOMPARE(peer.log.last(), "out /chat");
    QTRY_COMPARE(server.engine.sessionCount(), 0);
}

void TestSocketServer::losesNothingWhileUpgrading()
{
    SocketIoServer server;
    echo(server.sockets.at("/"));
    EngineClient::Options options;
    options.upgradeDelay = 20ms;
    Peer peer(server, Transports::PollingThenWebSocket, options);
    QTRY_COMPARE(peer.log.size(), 1);
    // One each millisecond, before, while and after it upgrades.
    int sent = 0;
    int sentAfter = 0;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.callOnTimeout([&] {
        peer.client.send("/", "n", {QByteArray::number(sent++), {}});
        sentAfter += peer.upgraded ? 1 : 0;
        if (sentAfter == 50)
            timer.stop();
    });
    timer.start(1ms);
    QTRY_COMPARE(sentAfter, 50);
    QVERIFY(sent > 60);
    QTRY_COMPARE(peer.log.size(), sent + 1);
    for (int i = 0; i < sent; ++i)
        QCOMPARE(peer.log[i + 1], "n-back " + QByteArray::number(i));
}

void TestSocketServer::manyMessages()
{
    QFETCH(Transports, transports);
    constexpr int Count = 5000;
    SocketIoServer server;
    echo(server.sockets.at("/"));
    Peer peer(server, transports);
    QTRY_COMPARE(peer.log.size(), 1);
    for (int i = 0; i < Count; ++i)
        peer.client.send("/", "n", {QByteArray::number(i), {}});
    QTRY_COMPARE_WITH_TIMEOUT(peer.log.size(), Count + 1, 20000);
    QCOMPARE(peer.log.last(), "n-back " + QByteArray::number(Count - 1));
}

void TestSocketServer::heartbeats()
{
    QFETCH(Transports, transports);
    Server::EngineOptions options;
    options.pingInterval = 30ms;
    options.pingTimeout = 200ms;
    SocketIoServer server(options);
    echo(server.sockets.at("/"));
    Peer peer(server, transports);
    int pings = 0;
    peer.client.onPing = [&] { ++pings; };
    QTRY_VERIFY(pings >= 10);
    QCOMPARE(peer.closed, "");
    peer.client.send("/", "still", {});
    QTRY_COMPARE(peer.log.last(), "still-back ");
}

void TestSocketServer::timesOut()
{
    QFETCH(Transports, transports);
    Server::EngineOptions options;
    options.pingInterval = 50ms;
    options.pingTimeout = 50ms;
    SocketIoServer server(options);
    QByteArray reason;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        socket->onDisconnected = [&](QByteArrayView why) { reason = why.toByteArray(); };
    };
    EngineClient::Options silent;
    silent.answersPings = false;
    Peer peer(server, transports, silent);
    QTRY_COMPARE(reason, "ping timeout");
    QTRY_COMPARE(peer.closed, "transport close");
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestSocketServer::noConnect()
{
    Server::SocketServer::Options options;
    options.connectTimeout = 50ms;
    SocketIoServer server({}, options);
    Peer peer(server, Transports::WebSocket);
    peer.client.onOpened = nullptr;
    QTRY_COMPARE(peer.closed, "transport close");
}

void TestSocketServer::noNamespaceInTime()
{
    Server::SocketServer::Options options;
    options.connectTimeout = 200ms;
    SocketIoServer server({}, options);
    server.sockets.at("/");
    Peer in(server, Transports::WebSocket);
    Client::LightWebSocket refused(server.poller);
    QByteArrayList received;
    std::optional<quint16> closed;
    refused.onText = [&](const QByteArray &text) { received.append(text); };
    refused.onClosed = [&](quint16 code, const QByteArray &, int) { closed = code; };
    refused.onOpened = [&] { refused.sendText("40/nope,"); };
    refused.open("ws" + server.url().sliced(4) + "/socket.io/?EIO=4&transport=websocket");
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received[1], R"(44/nope,{"message":"Invalid namespace"})");
    QVERIFY(!closed);
    QTRY_VERIFY(closed.has_value());
    QCOMPARE(in.log, QByteArrayList {"connect /"});
    QCOMPARE(in.closed, QByteArray());
}

void TestSocketServer::badPackets_data()
{
    QTest::addColumn<QByteArray>("packet");
    for (const char *packet :
         {"4abc", "", "9", "1", "2", "2probe", "40", "42{\"a\":1}", "42[]", "42[\"disconnect\"]",
          "47[\"x\"]", "4450-[]", "451-[\"x\",{\"_placeholder\":true,\"num\":3}]", "4511-[\"x\"]",
          "42/other,[\"x\"]", "41/other,", "44{\"message\":\"x\"}", "40/plain,[]"})
        QTest::newRow(packet) << QByteArray(packet);
}

void TestSocketServer::badPackets()
{
    // Section 5 of the protocol notes: what makes socket.io 4 close the connection.
    QFETCH(QByteArray, packet);
    SocketIoServer server;
    server.sockets.at("/");
    server.sockets.at("/plain");
    Client::LightWebSocket client(server.poller);
    QByteArrayList received;
    std::optional<quint16> closed;
    client.onText = [&](const QByteArray &text) { received.append(text); };
    client.onClosed = [&](quint16 code, const QByteArray &, int) { closed = code; };
    client.onOpened = [&] { client.sendText("40"); };
    client.open("ws" + server.url().sliced(4) + "/socket.io/?EIO=4&transport=websocket");
    QTRY_COMPARE(received.size(), 2);
    QVERIFY(received[0].startsWith("0{\"sid\":\""));
    QVERIFY(received[1].startsWith("40{\"sid\":\""));
    client.sendText(packet);
    if (packet.startsWith("451-"))
        client.sendBinary("x");
    QTRY_VERIFY(closed.has_value());
    QCOMPARE(*closed, 1005);
}

void TestSocketServer::toleratedPackets_data()
{
    QTest::addColumn<QByteArray>("packet");
    for (const char *packet : {"3", "5", "6", "0", "42[1,2]", "439[\"unknown ack\"]"})
        QTest::newRow(packet) << QByteArray(packet);
}

void TestSocketServer::toleratedPackets()
{
    QFETCH(QByteArray, packet);
    SocketIoServer server;
    echo(server.sockets.at("/"));
    Client::LightWebSocket client(server.poller);
    QByteArrayList received;
    client.onText = [&](const QByteArray &text) { received.append(text); };
    client.onOpened = [&] { client.sendText("40"); };
    client.open("ws" + server.url().sliced(4) + "/socket.io/?EIO=4&transport=websocket");
    QTRY_COMPARE(received.size(), 2);
    client.sendText(packet);
    client.sendText("42[\"after\"]");
    QTRY_COMPARE(received.last(), "42[\"after-back\"]");
}

void TestSocketServer::goesWithClients()
{
    Net::Poller poller;
    Client::LightSocketIo client(poller, {});
    QByteArray closed;
    {
        SocketIoServer server;
        server.sockets.at("/");
        Peer polling(server, Transports::Polling);
        Peer webSocket(server, Transports::WebSocket);
        QTRY_VERIFY(polling.log.size() == 1 && webSocket.log.size() == 1);
        client.onClosed = [&](const QByteArray &reason) { closed = reason; };
        client.open(server.url());
    }
    QTRY_VERIFY(!closed.isEmpty());
}

QTEST_GUILESS_MAIN(TestSocketServer)
#include "tst_socketserver.moc"
