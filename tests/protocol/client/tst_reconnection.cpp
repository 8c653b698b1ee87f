// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/socketioclient.h"

#include "tests/support/clientbench.h"
#include "tests/support/scriptedengine.h"

#include <QTest>

using namespace std::chrono_literals;
using Client::ClientOptions;
using Client::CurrentTransport;
using Client::FailureKind;
using Client::State;
using Client::Transports;

namespace {

/// The packets that are no CONNECT and no heartbeat.
QByteArrayList said(const ScriptedEngine &engine)
{
    QByteArrayList packets;
    for (const QByteArray &packet : engine.received) {
        if (!packet.startsWith("40") && packet != "3" && packet != "2" && packet != "1")
            packets.append(packet);
    }
    return packets;
}

} // namespace

/// What SocketIoClient makes of servers that fail: nothing is lost, and nothing comes twice,
/// without a word.
class TestReconnection : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAfterACut_data() { transportRows(); }
    void comesBackAfterACut();
    void comesBackAfterARestart();
    void comesBackWhenItIsLetIn();
    void comesBackAfterAServersClose_data() { transportRows(); }
    void comesBackAfterAServersClose();
    void losesASilentServer_data() { transportRows(); }
    void losesASilentServer();
    void losesASilentServerOfRevision3();
    void forgetsHalfABinaryEvent_data() { transportRows(); }
    void forgetsHalfABinaryEvent();
    void staysWithPollingWhenTheProbeFails_data();
    void staysWithPollingWhenTheProbeFails();
    void comesBackWhenTheServerGoesDuringTheProbe();
    void sendsOnceWhatWaited();
    void saysWhatMayBeLost();
    void dropsAcksOfALostConnection();
    void recoversState();
    void endsOnNonsense_data();
    void endsOnNonsense();
    void asksForAnAnswerInTime();
    void holdsEventsBeforeConnect();

private:
    static ClientOptions optionsFor(const ScriptedEngine &engine, Transports transports)
    {
        auto options = ClientBench::options(Client::Protocol::SocketIo, engine.url());
        options.transports = transports;
        options.version
            = engine.revision == EngineIo::Revision::V3 ? Client::Version::V2 : Client::Version::V4;
        return options;
    }

    ClientBench m_bench;
};

void TestReconnection::comesBackAfterACut()
{
    QFETCH(const Transports, transports);
    ScriptedEngine engine;
    SocketIoWitness peer(m_bench, optionsFor(engine, transports));
    peer.client.open();
    QTRY_VERIFY(peer.isSettled(transports));
    engine.cut();
    QTRY_COMPARE(engine.sessions, 2);
    QTRY_VERIFY(peer.isSettled(transports));
    QCOMPARE(peer.failures.first().kind, FailureKind::Lost);
    QCOMPARE(peer.failure(), FailureKind::None);
    peer.client.emitEvent(1, {.event = "here"});
    QTRY_COMPARE(said(engine), QByteArrayList {R"(42["here"])"});
}

void TestReconnection::comesBackAfterARestart()
{
    ScriptedEngine engine;
    const quint16 port = engine.server.port();
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Upgrade));
    peer.client.open();
    QTRY_VERIFY(peer.isSettled(Transports::Upgrade));
    engine.server.stopListening();
    engine.cut();
    const auto isRefused
        = [](const Client::Failure &failure) { return failure.kind == FailureKind::Refused; };
    QTRY_VERIFY(std::count_if(peer.failures.cbegin(), peer.failures.cend(), isRefused) >= 2);
    peer.client.emitEvent(1, {.event = "while away"});
    QVERIFY(engine.server.listen(port));
    QTRY_COMPARE(said(engine), QByteArrayList {R"(42["while away"])"});
    QCOMPARE(peer.fate(1), "queued sent");
}

void TestReconnection::comesBackWhenItIsLetIn()
{
    ScriptedEngine engine;
    int refusals = 0;
    engine.before = [&](RequestConnection &connection, const RequestServer::Request &) {
        if (refusals == 3)
            return false;
        ++refusals;
        connection.answer(503, "try later");
        return true;
    };
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Upgrade));
    QList<int> attempts;
    QObject::connect(&peer.client, &Client::AbstractClient::statusChanged, &peer.client,
                     [&](const Client::ClientStatus &status) {
                         if (status.state == State::Waiting)
                             attempts.append(status.attempt);
                     });
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(attempts, (QList<int> {1, 2, 3}));
    QCOMPARE(peer.failures.first().kind, FailureKind::HttpStatus);
    QCOMPARE(peer.failures.first().status, 503);
    QCOMPARE(peer.status.attempt, 0);
}

void TestReconnection::comesBackAfterAServersClose()
{
    QFETCH(const Transports, transports);
    ScriptedEngine engine;
    SocketIoWitness peer(m_bench, optionsFor(engine, transports));
    peer.client.open();
    QTRY_VERIFY(peer.isSettled(transports));
    if (transports == Transports::Polling)
        engine.send("1");
    else
        engine.webSocket->sendClose(1012, "restart");
    QTRY_COMPARE(engine.sessions, 2);
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(peer.failures.first().kind, FailureKind::ClosedByServer);
    if (transports != Transports::Polling) {
        QCOMPARE(peer.failures.first().closeCode, 1012);
        QCOMPARE(peer.failures.first().text, "restart");
    }
}

void TestReconnection::losesASilentServer()
{
    QFETCH(const Transports, transports);
    ScriptedEngine engine;
    engine.handshake
        = R"({"sid":"S%","upgrades":["websocket"],"pingInterval":300,"pingTimeout":200})";
    SocketIoWitness peer(m_bench, optionsFor(engine, transports));
    peer.client.open();
    QTRY_VERIFY(peer.isSettled(transports));
    engine.send("2");
    QTRY_VERIFY(engine.received.contains("3"));
    QTRY_VERIFY(!peer.failures.isEmpty());
    QCOMPARE(peer.failures.first().kind, FailureKind::PingTimeout);
    QTRY_VERIFY(engine.sessions >= 2);
}

void TestReconnection::losesASilentServerOfRevision3()
{
    ScriptedEngine engine(EngineIo::Revision::V3);
    engine.handshake = R"({"sid":"S%","upgrades":[],"pingInterval":100,"pingTimeout":100})";
    engine.withOpen = "40";
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Polling));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    QTRY_VERIFY(engine.received.contains("2"));
    QTRY_VERIFY(!peer.failures.isEmpty());
    QCOMPARE(peer.failures.first().kind, FailureKind::PingTimeout);
}

void TestReconnection::forgetsHalfABinaryEvent()
{
    QFETCH(const Transports, transports);
    ScriptedEngine engine;
    SocketIoWitness peer(m_bench, optionsFor(engine, transports));
    peer.client.open();
    QTRY_VERIFY(peer.isSettled(transports));
    engine.send(R"(452-["half",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])");
    engine.sendBytes("one");
    engine.send("2"); // heartbeats may come between
    QTRY_VERIFY(engine.received.contains("3"));
    engine.cut();
    QTRY_COMPARE(engine.sessions, 2);
    QTRY_VERIFY(peer.isSettled(transports));
    engine.send(R"(451-["whole",{"_placeholder":true,"num":0}])");
    engine.sendBytes("two");
    QTRY_COMPARE(peer.heard(), QByteArrayList {R"(whole {"_placeholder":true,"num":0} 74776f)"});
}

void TestReconnection::staysWithPollingWhenTheProbeFails_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("refused") << 0;
    QTest::newRow("a wrong answer") << 1;
    QTest::newRow("cut") << 2;
    QTest::newRow("cut after the answer") << 3;
}

void TestReconnection::staysWithPollingWhenTheProbeFails()
{
    QFETCH(const int, how);
    ScriptedEngine engine;
    engine.answersProbes = false;
    engine.acceptsWebSockets = how != 0;
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Upgrade));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    if (how == 1) {
        QTRY_VERIFY(engine.webSocket != nullptr);
        engine.webSocket->sendText("3wrong");
    } else if (how > 1) {
        QTRY_VERIFY(engine.webSocket != nullptr && engine.get != nullptr);
        if (how == 3)
            engine.webSocket->sendText("3probe");
        engine.webSocket->finish();
    }
    QTRY_COMPARE(peer.status.transport, CurrentTransport::Polling);
    if (how == 3) // the client was waiting for its GET
        engine.send("6");
    peer.client.emitEvent(1, {.event = "still here"});
    QTRY_COMPARE(said(engine), QByteArrayList {R"(42["still here"])"});
    engine.send(R"(42["you too"])");
    QTRY_COMPARE(peer.heard(), QByteArrayList {"you too"});
    QCOMPARE(engine.sessions, 1);
    QVERIFY(peer.failures.isEmpty());
}

void TestReconnection::comesBackWhenTheServerGoesDuringTheProbe()
{
    ScriptedEngine engine;
    engine.answersProbes = false;
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Upgrade));
    peer.client.open();
    QTRY_VERIFY(peer.isIn() && engine.webSocket != nullptr && engine.get != nullptr);
    QCOMPARE(peer.status.transport, CurrentTransport::Upgrading);
    engine.answersProbes = true;
    engine.cut();
    QTRY_COMPARE(engine.sessions, 2);
    QTRY_VERIFY(peer.isSettled(Transports::Upgrade));
}

void TestReconnection::sendsOnceWhatWaited()
{
    ScriptedEngine engine;
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Polling));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    engine.answersPosts = false;
    peer.client.emitEvent(1, {.event = "posted"});
    peer.client.emitEvent(2, {.event = "waits"});
    peer.client.emitEvent(3, {.event = "waits too", .asksForAck = true});
    QTRY_COMPARE(said(engine), QByteArrayList {R"(42["posted"])"});
    engine.answersPosts = true;
    engine.cut();
    QTRY_COMPARE(engine.sessions, 2);
    QTRY_COMPARE(peer.fate(3), "queued sent");
    QTRY_COMPARE(said(engine),
                 (QByteArrayList {R"(42["posted"])", R"(42["waits"])", R"(421["waits too"])"}));
    QCOMPARE(peer.fate(1), "sent dropped"); // nobody knows
    QCOMPARE(peer.fate(2), "queued sent");
}

void TestReconnection::saysWhatMayBeLost()
{
    ScriptedEngine engine;
    engine.handshake = R"({"sid":"S%","upgrades":[],"pingInterval":25000,"pingTimeout":20000,)"
                       R"("maxPayload":120})";
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Polling));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    engine.answersPosts = false;
    // Its header and its bytes go with different POSTs.
    peer.client.emitEvent(
        1,
        {.event = "bytes",
         .arguments = {R"({"_placeholder":true,"num":0})", {QByteArray(100, 'x')}}});
    QTRY_COMPARE(said(engine).size(), 1);
    engine.answersPosts = true;
    engine.cut();
    QTRY_COMPARE(engine.sessions, 2);
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(peer.fate(1), "dropped");
    peer.client.emitEvent(2, {.event = "next"});
    QTRY_COMPARE(said(engine).last(), R"(42["next"])");
    QCOMPARE(said(engine).size(), 2); // and not the bytes alone
}

void TestReconnection::dropsAcksOfALostConnection()
{
    ScriptedEngine engine;
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::WebSocket));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    peer.client.emitEvent(1, {.event = "a", .asksForAck = true});
    QTRY_COMPARE(said(engine), QByteArrayList {R"(420["a"])"});
    engine.cut();
    QTRY_COMPARE(engine.sessions, 2);
    QTRY_VERIFY(peer.isIn());
    QCOMPARE(peer.fate(1), "sent dropped");
    engine.send("430[]");
    peer.client.emitEvent(2, {.event = "b", .asksForAck = true});
    QTRY_COMPARE(said(engine).last(), R"(421["b"])");
    engine.send("431[1]");
    QTRY_COMPARE(peer.fate(2), "sent answered");
    QCOMPARE(peer.fate(1), "sent dropped");
}

void TestReconnection::recoversState()
{
    ScriptedEngine engine;
    engine.connects = false;
    auto options = optionsFor(engine, Transports::WebSocket);
    options.namespaces = {{.name = "/", .auth = R"({"token":"t"})"}};
    SocketIoWitness peer(m_bench, options);
    peer.client.open();
    QTRY_COMPARE(engine.received, QByteArrayList {R"(40{"token":"t"})"});
    engine.send(R"(40{"sid":"s1","pid":"p1"})");
    engine.send(R"(42["news",1,"o1"])");
    QTRY_COMPARE(peer.heard(), QByteArrayList {R"(news 1,"o1")"});
    engine.received.clear();
    engine.cut();
    QTRY_COMPARE(engine.received, QByteArrayList {R"(40{"pid":"p1","offset":"o1","token":"t"})"});
    // What was missed comes before the CONNECT.
    engine.send(R"(42["news",2,"o2"])");
    engine.send("2");
    QTRY_VERIFY(engine.received.contains("3"));
    QCOMPARE(peer.events.size(), 1);
    engine.send(R"(40{"sid":"s1","pid":"p1"})");
    QTRY_COMPARE(peer.heard().last(), R"(news 2,"o2")");
    QVERIFY(peer.status.namespaces.first().isRecovered);
    engine.received.clear();
    engine.cut();
    QTRY_COMPARE(engine.received, QByteArrayList {R"(40{"pid":"p1","offset":"o2","token":"t"})"});
    engine.send(R"(40{"sid":"s2","pid":"p2"})");
    QTRY_VERIFY(peer.isIn());
    QVERIFY(!peer.status.namespaces.first().isRecovered);
}

void TestReconnection::endsOnNonsense_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("no such Engine.IO packet") << QByteArray("9");
    QTest::newRow("no such Socket.IO packet") << QByteArray("49");
    QTest::newRow("no JSON") << QByteArray(R"(42["x")");
    QTest::newRow("text instead of an attachment")
        << QByteArray(R"(451-["x",{"_placeholder":true,"num":0}])");
}

void TestReconnection::endsOnNonsense()
{
    QFETCH(const QByteArray, packet);
    ScriptedEngine engine;
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::WebSocket));
    peer.client.open();
    QTRY_VERIFY(peer.isIn());
    engine.send(packet);
    engine.send(R"(42["fine"])");
    QTRY_VERIFY(!peer.failures.isEmpty());
    QCOMPARE(peer.failures.first().kind, FailureKind::ParseError);
    QTRY_COMPARE(engine.sessions, 2);
    QVERIFY(!peer.heard().contains("fine"));
}

void TestReconnection::asksForAnAnswerInTime()
{
    ScriptedEngine engine;
    engine.connects = false;
    auto options = optionsFor(engine, Transports::WebSocket);
    options.openTimeout = 200ms;
    SocketIoWitness peer(m_bench, options);
    peer.client.open();
    QTRY_VERIFY(!peer.failures.isEmpty());
    QCOMPARE(peer.failures.first().kind, FailureKind::NotConnected);
    QTRY_COMPARE(engine.sessions, 2);
}

void TestReconnection::holdsEventsBeforeConnect()
{
    ScriptedEngine engine;
    engine.connects = false;
    SocketIoWitness peer(m_bench, optionsFor(engine, Transports::Polling));
    peer.client.open();
    QTRY_COMPARE(engine.received.size(), 1);
    engine.send(R"(420["early"])");
    engine.send("2");
    QTRY_VERIFY(engine.received.contains("3"));
    QVERIFY(peer.events.isEmpty());
    peer.client.setAutoAnswers({{.arguments = {R"("yes")", {}}}});
    engine.send(R"(40{"sid":"s"})");
    QTRY_COMPARE(peer.heard(), QByteArrayList {"early"});
    QTRY_COMPARE(said(engine), QByteArrayList {R"(430["yes"])"});
}

QTEST_GUILESS_MAIN(TestReconnection)

#include "tst_reconnection.moc"
