// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/socketioclient.h"

#include "tests/support/clientbench.h"
#include "tests/support/socketioserver.h"

#include <QTest>
#include <QTimer>

using namespace std::chrono_literals;
using Client::ClientOptions;
using Client::CurrentTransport;
using Client::FailureKind;
using Client::State;
using Client::Transports;
using NamespaceState = Client::NamespaceStatus::State;

namespace {

/// Sends back what comes, and acks it.
void echo(Server::Namespace &nsp)
{
    nsp.onConnected = [](const std::shared_ptr<Server::Socket> &socket) {
        Server::Socket *self = socket.get();
        socket->onEvent = [self](const Server::Event &event) {
            if (event.acknowledge)
                event.acknowledge(event.arguments);
            else
                self->send(event.name, event.arguments);
        };
    };
}

} // namespace

/// Against the embedded server.
class TestSocketIoClient : public QObject
{
    Q_OBJECT

private slots:
    void talks_data() { transportRows(); }
    void talks();
    void answersTheServer_data() { transportRows(); }
    void answersTheServer();
    void usesNamespaces_data() { transportRows(); }
    void usesNamespaces();
    void leaves_data() { transportRows(); }
    void leaves();
    void isRefusedEverywhere();
    void isThrownOut();
    void queuesUntilItIsConnected();
    void losesNothingWhileUpgrading();
    void fallsBackToPolling();
    void answersHeartbeats_data() { transportRows(); }
    void answersHeartbeats();
    void expiresAcks();
    void cutsPostsByMaxPayload();
    void goesWhileConnected_data() { transportRows(); }
    void goesWhileConnected();

private:
    void talkFromTheStart(bool &wasUpgrading);
    ClientOptions options(const SocketIoServer &server, Transports transports) const
    {
        auto options = ClientBench::options(Client::Protocol::SocketIo, server.url());
        options.transports = transports;
        return options;
    }

    ClientBench m_bench;
};

void TestSocketIoClient::talks()
{
    QFETCH(const Transports, transports);
    SocketIoServer server;
    echo(server.sockets.at("/"));
    SocketIoWitness peer(m_bench, options(server, transports));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(peer.status.state, State::Open);
    QCOMPARE(peer.status.version, Client::Version::V4);
    QCOMPARE(peer.status.namespaces.first().socketId,
             server.sockets.at("/").sockets().front()->id());
    peer.client.emitEvent(
        1, {.event = "plain", .arguments = {R"("a", 1.50,{"b":12345678901234567890.10})", {}}});
    peer.client.emitEvent(
        2,
        {.event = "bytes",
         .arguments = {R"({"_placeholder":true,"num":0})", {QByteArray("\0\xff", 2)}}});
    peer.client.emitEvent(3,
                          {.event = "ask",
                           .arguments = {R"("?",{"_placeholder":true,"num":0})", {"xyz"}},
                           .asksForAck = true});
    QTRY_COMPARE(peer.heard(),
                 (QByteArrayList {R"(plain "a", 1.50,{"b":12345678901234567890.10})",
                                  R"(bytes {"_placeholder":true,"num":0} 00ff)"}));
    QTRY_COMPARE(peer.fate(3), "sent answered");
    QCOMPARE(peer.fate(1), "sent");
    QCOMPARE(peer.outcomes.last().arguments.json, R"("?",{"_placeholder":true,"num":0})");
    QCOMPARE(peer.outcomes.last().arguments.attachments, QList<QByteArray> {"xyz"});
    QVERIFY(peer.outcomes.last().latency > 0us);
    const bool isPolling = transports == Transports::Polling;
    QTRY_COMPARE(peer.status.transport,
                 isPolling ? CurrentTransport::Polling : CurrentTransport::WebSocket);
    QCOMPARE(peer.states, (QList<State> {State::Connecting, State::Open}));
}

void TestSocketIoClient::answersTheServer()
{
    QFETCH(const Transports, transports);
    QByteArrayList answers;
    SocketIoServer server;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        for (const QByteArray &name : {QByteArray("by hand"), QByteArray("by rule")}) {
            socket->send(name, {"1", {}}, [&answers, name](const SocketIo::Arguments &arguments) {
                answers.append(name + ' ' + arguments.json);
            });
        }
    };
    SocketIoWitness peer(m_bench, options(server, transports));
    peer.client.setAutoAnswers({{.nsp = "/other", .arguments = {R"("wrong")", {}}},
                                {.event = "by rule", .arguments = {R"("ruled")", {}}}});
    peer.client.open();
    QTRY_COMPARE(answers, QByteArrayList {R"(by rule "ruled")"});
    QTRY_COMPARE(peer.events.size(), 2);
    QVERIFY(!peer.events.at(0).isAnswered && peer.events.at(1).isAnswered);
    peer.client.acknowledge("/", *peer.events.at(0).ackId, {R"("handy")", {}});
    peer.client.acknowledge("/", *peer.events.at(0).ackId, {R"("twice")", {}});
    peer.client.acknowledge("/", 4711, {});
    QTRY_COMPARE(answers.size(), 2);
    QCOMPARE(answers.last(), R"(by hand "handy")");
    // Nothing is answered twice, and nothing else is broken by it.
    peer.client.emitEvent(1, {.event = "x"});
    QTRY_COMPARE(peer.fate(1), "sent");
    QCOMPARE(answers.size(), 2);
}

void TestSocketIoClient::usesNamespaces()
{
    QFETCH(const Transports, transports);
    QByteArray auth;
    SocketIoServer server;
    echo(server.sockets.at("/chat"));
    server.sockets.at("/chat").admit = [&](const QByteArray &said) {
        auth = said;
        return std::optional<QByteArray>();
    };
    server.sockets.at("/secret").admit = [](const QByteArray &) {
        return std::optional<QByteArray>(R"({"message":"not you","data":{"code":7}})");
    };
    server.sockets.at("/");
    auto options = this->options(server, transports);
    options.namespaces = {{.name = "/chat", .auth = R"({"token" : "t","n":1.0})"},
                          {.name = "/secret"},
                          {.name = "/nowhere"}};
    SocketIoWitness peer(m_bench, options);
    peer.client.open();
    QTRY_VERIFY(peer.isIn("/chat"));
    QCOMPARE(auth, R"({"token" : "t","n":1.0})");
    QTRY_COMPARE(peer.stateOf("/secret"), NamespaceState::Refused);
    QCOMPARE(peer.status.namespaces.at(1).error, R"({"message":"not you","data":{"code":7}})");
    QTRY_COMPARE(peer.stateOf("/nowhere"), NamespaceState::Refused);
    QVERIFY(peer.isOpen());
    peer.client.emitEvent(1, {.nsp = "/chat", .event = "hi", .asksForAck = true});
    peer.client.emitEvent(2, {.nsp = "/unknown", .event = "hi"});
    peer.client.emitEvent(3, {.nsp = "/secret", .event = "hi"});
    QTRY_COMPARE(peer.fate(1), "sent answered");
    QCOMPARE(peer.fate(2), "dropped");
    QCOMPARE(peer.fate(3), "queued");
    // Later, and again.
    server.sockets.at("/secret").admit = nullptr;
    peer.client.connectTo({.name = "/secret"});
    peer.client.connectTo({.name = "/"});
    QTRY_VERIFY(peer.isIn("/secret") && peer.isIn("/"));
    QTRY_COMPARE(peer.fate(3), "queued sent");
    peer.client.disconnectFrom("/chat");
    QCOMPARE(peer.stateOf("/chat"), NamespaceState::Disconnected);
    QTRY_VERIFY(server.sockets.at("/chat").sockets().empty());
    QVERIFY(peer.isOpen());
}

void TestSocketIoClient::leaves()
{
    QFETCH(const Transports, transports);
    QByteArray reason;
    SocketIoServer server;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        socket->onDisconnected = [&](QByteArrayView why) { reason = why.toByteArray(); };
    };
    SocketIoWitness peer(m_bench, options(server, transports));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    peer.client.emitEvent(1, {.event = "last", .asksForAck = true});
    peer.client.close();
    QTRY_COMPARE(peer.status.state, State::Idle);
    QTRY_COMPARE(reason, "client namespace disconnect");
    QTRY_COMPARE(server.engine.sessionCount(), 0);
    QCOMPARE(peer.fate(1), "sent dropped");
    QVERIFY(peer.failures.isEmpty());
    // And comes back when it is told to.
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(peer.states,
             (QList<State> {State::Connecting, State::Open, State::Idle, State::Connecting,
                            State::Open}));
}

void TestSocketIoClient::isRefusedEverywhere()
{
    SocketIoServer server;
    server.sockets.at("/").admit
        = [](const QByteArray &) { return std::optional<QByteArray>(R"({"message":"no"})"); };
    SocketIoWitness peer(m_bench, options(server, Transports::Upgrade));
    peer.client.open();
    QTRY_COMPARE(peer.status.state, State::Failed);
    QCOMPARE(peer.failure(), FailureKind::ConnectRefused);
    QCOMPARE(peer.status.failure.text, R"({"message":"no"})");
    QTRY_COMPARE(server.engine.sessionCount(), 0);
    // The user mends what was wrong.
    server.sockets.at("/").admit = nullptr;
    peer.client.connectTo({.name = "/", .auth = "{}"});
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(peer.failure(), FailureKind::None);
}

void TestSocketIoClient::isThrownOut()
{
    SocketIoServer server;
    echo(server.sockets.at("/"));
    SocketIoWitness peer(m_bench, options(server, Transports::WebSocket));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    server.sockets.at("/").sockets().front()->disconnect(false);
    QTRY_COMPARE(peer.status.state, State::Failed);
    QCOMPARE(peer.failure(), FailureKind::DisconnectedByServer);
    QVERIFY(!peer.states.contains(State::Waiting));
    QTRY_COMPARE(server.engine.sessionCount(), 0);
    peer.client.emitEvent(1, {.event = "later"});
    QCOMPARE(peer.fate(1), "queued");
    peer.client.open();
    QTRY_COMPARE(peer.heard(), QByteArrayList {"later"});
}

void TestSocketIoClient::queuesUntilItIsConnected()
{
    SocketIoServer server;
    echo(server.sockets.at("/"));
    SocketIoWitness peer(m_bench, options(server, Transports::Upgrade));
    peer.client.emitEvent(1, {.event = "first"});
    peer.client.open();
    peer.client.emitEvent(2, {.event = "second", .asksForAck = true});
    peer.client.emitEvent(3, {.event = "third", .isVolatile = true});
    peer.client.emitEvent(4, {.event = "fourth"});
    QTRY_COMPARE(peer.heard(), (QByteArrayList {"first", "fourth"}));
    QTRY_COMPARE(peer.fate(2), "queued sent answered");
    QCOMPARE(peer.fate(3), "dropped");
}

void TestSocketIoClient::losesNothingWhileUpgrading()
{
    // The namespace may be connected when the upgrade is over already: then it is another's turn.
    bool wasUpgrading = false;
    for (int i = 0; i < 8 && !wasUpgrading; ++i) {
        talkFromTheStart(wasUpgrading);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(wasUpgrading);
}

void TestSocketIoClient::talkFromTheStart(bool &wasUpgrading)
{
    constexpr int Count = 10'000;
    QList<int> heardByServer;
    SocketIoServer server;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        socket->onEvent = [&, self = socket.get()](const Server::Event &event) {
            heardByServer.append(event.arguments.json.toInt());
            self->send("n", {QByteArray::number(heardByServer.size() - 1), {}});
        };
    };
    SocketIoWitness peer(m_bench, options(server, Transports::Upgrade));
    peer.client.open();
    QList<CurrentTransport> during;
    int sent = 0;
    QTimer pump;
    pump.callOnTimeout([&] {
        if (!peer.isIn())
            return;
        during.append(peer.status.transport);
        for (int i = 0; i < 50 && sent < Count; ++i, ++sent) {
            peer.client.emitEvent(quint64(sent),
                                  {.event = "n", .arguments = {QByteArray::number(sent), {}}});
        }
        if (sent == Count)
            pump.stop();
    });
    pump.start(0);
    QTRY_COMPARE_WITH_TIMEOUT(heardByServer.size(), Count, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(peer.events.size(), Count, 60'000);
    for (int i = 0; i < Count; ++i) {
        QCOMPARE(heardByServer.at(i), i);
        QCOMPARE(peer.events.at(i).arguments.json.toInt(), i);
    }
    wasUpgrading = during.contains(CurrentTransport::Upgrading);
    QTRY_COMPARE(peer.status.transport, CurrentTransport::WebSocket);
    for (quint64 i = 0; i < Count; i += 997)
        QCOMPARE(peer.fate(i), "sent");
}

void TestSocketIoClient::fallsBackToPolling()
{
    SocketIoServer server({.webSocket = false});
    echo(server.sockets.at("/"));
    SocketIoWitness peer(m_bench, options(server, Transports::Fallback));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(peer.status.transport, CurrentTransport::Polling);
    QVERIFY(peer.failures.isEmpty());
}

void TestSocketIoClient::answersHeartbeats()
{
    QFETCH(const Transports, transports);
    SocketIoServer server({.pingInterval = 30ms, .pingTimeout = 300ms});
    echo(server.sockets.at("/"));
    SocketIoWitness peer(m_bench, options(server, transports));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    bool isOver = false;
    QTimer::singleShot(900ms, &peer.client, [&] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(peer.states, (QList<State> {State::Connecting, State::Open}));
    QCOMPARE(server.engine.sessionCount(), 1);
}

void TestSocketIoClient::expiresAcks()
{
    std::function<void(const SocketIo::Arguments &)> answer;
    SocketIoServer server;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        socket->onEvent = [&](const Server::Event &event) { answer = event.acknowledge; };
    };
    SocketIoWitness peer(m_bench, options(server, Transports::WebSocket));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    peer.client.emitEvent(1, {.event = "slow", .asksForAck = true, .ackTimeout = 20ms});
    QTRY_COMPARE(peer.fate(1), "sent timed-out");
    answer({"1", {}});
    QTRY_COMPARE(peer.fate(1), "sent timed-out answered");
}

void TestSocketIoClient::cutsPostsByMaxPayload()
{
    SocketIoServer server({.maxPayload = 2000});
    echo(server.sockets.at("/"));
    SocketIoWitness peer(m_bench, options(server, Transports::Polling));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    const QByteArray text = '"' + QByteArray(700, 'x') + '"';
    for (quint64 i = 0; i < 20; ++i)
        peer.client.emitEvent(i, {.event = "e", .arguments = {text, {}}});
    QTRY_COMPARE(peer.events.size(), 20);
    QVERIFY(peer.failures.isEmpty());
}

void TestSocketIoClient::goesWhileConnected()
{
    QFETCH(const Transports, transports);
    SocketIoServer server;
    echo(server.sockets.at("/"));
    {
        // At once, perhaps in the middle of an upgrade. Between two polls nobody can see that it is
        // gone, and a probe that ends says nothing about its session.
        SocketIoWitness peer(m_bench, options(server, transports));
        peer.client.open();
        QTRY_VERIFY(peer.isIn());
        peer.client.emitEvent(1, {.event = "x"});
    }
    if (transports == Transports::Polling)
        return;
    qsizetype before = 0;
    {
        SocketIoWitness peer(m_bench, options(server, transports));
        peer.client.open();
        QTRY_VERIFY(peer.isIn());
        QTRY_COMPARE(peer.status.transport, CurrentTransport::WebSocket);
        peer.client.emitEvent(1, {.event = "x"});
        QTRY_COMPARE(peer.events.size(), 1);
        before = server.engine.sessionCount();
    }
    QTRY_VERIFY(server.engine.sessionCount() < before);
    if (transports == Transports::WebSocket)
        QTRY_COMPARE(server.engine.sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestSocketIoClient)

#include "tst_socketioclient.moc"
