// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lightwebsocket.h"
#include "protocol/server/engineserver.h"
#include "protocol/server/server.h"
#include "tests/support/rawclient.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

const QByteArray UpgradeFields
    = QByteArrayLiteral("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");

const QByteArray Polling = QByteArrayLiteral("/engine.io/?EIO=4&transport=polling");

/// A bare Engine.IO server that echoes, and keeps why sessions ended.
class EngineIoServer
{
public:
    explicit EngineIoServer(const Server::EngineOptions &options = {})
        : engine(options)
    {
        engine.onSession = [this](const std::shared_ptr<Server::EngineSession> &session) {
            last = session;
            Server::EngineSession *self = session.get();
            session->onText = [self](QByteArray text) { self->sendText(std::move(text)); };
            session->onBinary = [self](QByteArray bytes) { self->sendBinary(std::move(bytes)); };
            session->onClosed
                = [this](QByteArrayView reason) { reasons.append(reason.toByteArray()); };
        };
        server.setHandler("/engine.io/", [this](const auto &exchange) { engine.handle(exchange); });
        server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    }

    Net::Address address() const { return server.address(); }
    QByteArray webSocketUrl(const QByteArray &sid = {}) const
    {
        return "ws://" + address().toText() + "/engine.io/?EIO=4&transport=websocket"
            + (sid.isEmpty() ? QByteArray() : "&sid=" + sid);
    }

    Net::Poller poller;
    Server::Server server {poller};
    std::weak_ptr<Server::EngineSession> last;
    QByteArrayList reasons; // also of those that are open when the server goes
    Server::EngineServer engine;
};

/// A polling session made by hand.
class PollingSession
{
public:
    explicit PollingSession(EngineIoServer &server)
        : get(server.poller, server.address())
        , post(server.poller, server.address())
    {
        get.request("GET", Polling);
    }

    bool hasOpened()
    {
        if (sid.isEmpty() && !get.responses().isEmpty())
            sid = get.responses().first().body.mid(9, 20);
        return !sid.isEmpty();
    }
    QByteArray target() const { return Polling + "&sid=" + sid; }

    RawClient get;
    RawClient post;
    QByteArray sid;
};

class Probe
{
public:
    Probe(EngineIoServer &server, const QByteArray &sid)
        : client(server.poller)
    {
        client.onText = [this](const QByteArray &text) { received.append(text); };
        client.onClosed = [this](quint16 code, const QByteArray &, int) { closed = code; };
        client.open(server.webSocketUrl(sid));
    }

    QByteArrayList received;
    std::optional<quint16> closed;
    Client::LightWebSocket client;
};

} // namespace

class TestEngineServer : public QObject
{
    Q_OBJECT

private slots:
    void handshake();
    void errors_data();
    void errors();
    void webSocketErrors_data();
    void webSocketErrors();
    void echoesOverPolling();
    void methodWithSession();
    void secondGet();
    void secondPost();
    void abortedGet();
    void tooLarge();
    void tooLargeOnWebSocket();
    void octetStream();
    void badPayloads_data();
    void badPayloads();
    void bodyThatNeverComes();
    void closedByClient();
    void closedByServer();
    void closedByServerWithSomethingToSay();
    void closedByServerWhileUpgrading();
    void upgrade();
    void upgradeWithoutProbe();
    void badProbe();
    void secondProbe();
    void upgradeTimesOut();
    void afterUpgrade();
    void webSocketGoesAway();
};

void TestEngineServer::handshake()
{
    EngineIoServer server;
    RawClient client(server.poller, server.address());
    client.request("GET", Polling);
    QTRY_COMPARE(client.responses().size(), 1);
    const RawClient::Response &response = client.responses().first();
    QCOMPARE(response.head.status, 200);
    QCOMPARE(response.head.value("Content-Type"), "text/plain; charset=UTF-8");
    QCOMPARE(response.head.value("cache-control"), "no-store");
    const QByteArray sid = response.body.mid(9, 20);
    QCOMPARE(response.body,
             R"(0{"sid":")" + sid
                 + R"(","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,)"
                   R"("maxPayload":1000000})");

    Probe direct(server, {});
    QTRY_COMPARE(direct.received.size(), 1);
    QVERIFY(direct.received.first().contains(R"("upgrades":[])"));
}

void TestEngineServer::errors_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray unknownTransport = R"(400 {"code":0,"message":"Transport unknown"})";
    const QByteArray badMethod = R"(400 {"code":2,"message":"Bad handshake method"})";
    const QByteArray badRequest = R"(400 {"code":3,"message":"Bad request"})";
    const QByteArray badVersion = R"(400 {"code":5,"message":"Unsupported protocol version"})";
    QTest::newRow("no transport") << QByteArray("GET") << QByteArray("EIO=4") << unknownTransport;
    QTest::newRow("unknown transport")
        << QByteArray("GET") << QByteArray("EIO=4&transport=tachyon") << unknownTransport;
    QTest::newRow("unknown sid") << QByteArray("GET")
                                 << QByteArray("EIO=4&transport=polling&sid=nope")
                                 << QByteArray(R"(400 {"code":1,"message":"Session ID unknown"})");
    for (const char *method : {"POST", "PUT", "OPTIONS"}) {
        QTest::newRow(method) << QByteArray(method) << QByteArray("EIO=4&transport=polling")
                              << badMethod;
    }
    QTest::newRow("websocket without upgrade")
        << QByteArray("GET") << QByteArray("EIO=4&transport=websocket") << badRequest;
    QTest::newRow("revision 3") << QByteArray("GET") << QByteArray("EIO=3&transport=polling")
                                << badVersion;
    QTest::newRow("no revision") << QByteArray("GET") << QByteArray("transport=polling")
                                 << badVersion;
}

void TestEngineServer::errors()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, answer);
    EngineIoServer server;
    RawClient client(server.poller, server.address());
    client.request(method, "/engine.io/?" + query);
    QTRY_COMPARE(client.last(), answer);
    QCOMPARE(client.responses().last().head.value("Content-Type"), "application/json");
    // The connection goes on.
    client.request("GET", Polling);
    QTRY_COMPARE(client.responses().size(), 2);
    QCOMPARE(client.responses().last().head.status, 200);
}

void TestEngineServer::webSocketErrors_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no transport") << QByteArray("EIO=4") << QByteArray("Transport unknown");
    QTest::newRow("unknown sid") << QByteArray("EIO=4&transport=websocket&sid=nope")
                                 << QByteArray("Session ID unknown");
    QTest::newRow("revision 3") << QByteArray("EIO=3&transport=websocket")
                                << QByteArray("Unsupported protocol version");
}

void TestEngineServer::webSocketErrors()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, message);
    EngineIoServer server;
    RawClient client(server.poller, server.address());
    client.request("GET", "/engine.io/?" + query, {}, UpgradeFields);
    QTRY_COMPARE(client.last(), "400 " + message);
    QTRY_VERIFY(client.ended);
}

void TestEngineServer::echoesOverPolling()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.request("GET", session.target());
    session.post.request("POST", session.target(),
                         "4h\xc3\xa9llo\x1e"
                         "bAQIDBA==");
    QTRY_COMPARE(session.post.last(), "200 ok");
    QCOMPARE(session.post.responses().last().head.value("Content-Type"), "text/html");
    QTRY_COMPARE(session.get.last(), "200 4h\xc3\xa9llo");
    session.get.request("GET", session.target());
    QTRY_COMPARE(session.get.last(), "200 bAQIDBA==");
}

void TestEngineServer::methodWithSession()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.post.request("PUT", session.target(), "x");
    QTRY_COMPARE(session.post.last(), "500 ");
    QCOMPARE(server.engine.sessionCount(), 1);
}

void TestEngineServer::secondGet()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.request("GET", session.target());
    session.post.request("GET", session.target());
    QTRY_COMPARE(session.post.last(), "400 ");
    QTRY_COMPARE(session.get.last(), "200 1");
    QCOMPARE(server.reasons, QByteArrayList {"transport error"});
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::secondPost()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.send("POST " + session.target()
                     + " HTTP/1.1\r\nHost: demo\r\nContent-Length: 100\r\n\r\n4half");
    // The server has the first when it answers what came after it on its own connection.
    RawClient other(server.poller, server.address());
    other.request("GET", "/");
    QTRY_COMPARE(other.responses().size(), 1);
    session.post.request("POST", session.target(), "4second");
    QTRY_COMPARE(session.post.last(), "400 ");
    QTRY_VERIFY(session.get.wasReset);
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::abortedGet()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.request("GET", session.target());
    session.get.finish();
    QTRY_COMPARE(server.reasons, QByteArrayList {"transport error"});
    session.post.request("GET", session.target());
    QTRY_COMPARE(session.post.last(), R"(400 {"code":1,"message":"Session ID unknown"})");
}

void TestEngineServer::tooLarge()
{
    Server::EngineOptions options;
    options.maxPayload = 1000;
    EngineIoServer server(options);
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.request("GET", session.target());
    session.post.request("POST", session.target(), QByteArray(200000, '4'));
    QTRY_COMPARE(session.post.last(), "413 ");
    QTRY_COMPARE(session.get.last(), "200 1");
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::tooLargeOnWebSocket()
{
    Server::EngineOptions options;
    options.maxPayload = 1000;
    EngineIoServer server(options);
    Probe session(server, {});
    QTRY_COMPARE(session.received.size(), 1);
    session.client.sendText(QByteArray(1001, '4'));
    QTRY_VERIFY(session.closed.has_value());
    QCOMPARE(*session.closed, 1009);
    QTRY_COMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::octetStream()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.post.request("POST", session.target(), "4x",
                         "Content-Type: application/octet-stream\r\n");
    QTRY_COMPARE(session.post.last(), "400 ");
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::badPayloads_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("unknown type") << QByteArray("abc");
    QTest::newRow("empty element") << QByteArray("4a\x1e\x1e"
                                                 "4b");
    QTest::newRow("ping") << QByteArray("2");
}

void TestEngineServer::badPayloads()
{
    QFETCH(QByteArray, body);
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.post.request("POST", session.target(), body);
    QTRY_COMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::bodyThatNeverComes()
{
    Server::EngineOptions options;
    options.pingInterval = 50ms;
    options.pingTimeout = 50ms;
    EngineIoServer server(options);
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.post.send("POST " + session.target()
                      + " HTTP/1.1\r\nHost: demo\r\nContent-Length: 10\r\n\r\n4x");
    QTRY_COMPARE(session.post.last(), "400 ");
    QCOMPARE(server.reasons, QByteArrayList {"ping timeout"});
    QTRY_VERIFY(session.post.ended);
}

void TestEngineServer::closedByClient()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.request("GET", session.target());
    session.post.request("POST", session.target(), "1");
    QTRY_COMPARE(session.get.last(), "200 6");
    QTRY_COMPARE(session.post.last(), "200 ok");
    QCOMPARE(server.reasons, QByteArrayList {"transport close"});
}

void TestEngineServer::closedByServer()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    server.last.lock()->close();
    QCOMPARE(server.reasons, QByteArrayList {"forced close"});
    session.get.request("GET", session.target());
    QTRY_COMPARE(session.get.last(),
                 "200 6\x1e"
                 "1");
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::closedByServerWithSomethingToSay()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    server.last.lock()->sendText("goodbye");
    server.last.lock()->close();
    session.get.request("GET", session.target());
    QTRY_COMPARE(session.get.last(), "200 4goodbye");
    session.get.request("GET", session.target());
    QTRY_COMPARE(session.get.last(),
                 "200 6\x1e"
                 "1");
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::closedByServerWhileUpgrading()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    Probe probe(server, session.sid);
    probe.client.onOpened = [&] { probe.client.sendText("2probe"); };
    QTRY_COMPARE(probe.received.size(), 1);
    server.last.lock()->sendText("last");
    server.last.lock()->close();
    QCOMPARE(server.engine.sessionCount(), 1); // it has something to fetch
    probe.client.sendText("5");
    QTRY_COMPARE(probe.received.last(), "4last");
    QTRY_COMPARE(probe.closed, std::optional<quint16>(1005));
    QCOMPARE(server.engine.sessionCount(), 0);
}

void TestEngineServer::upgrade()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.request("GET", session.target());
    Probe probe(server, session.sid);
    probe.client.onOpened = [&] { probe.client.sendText("2probe"); };
    QTRY_COMPARE(probe.received, QByteArrayList {"3probe"});
    QTRY_COMPARE(session.get.last(), "200 6"); // released for the upgrade
    session.post.request("POST", session.target(), "4queued");
    QTRY_COMPARE(session.post.last(), "200 ok");
    probe.client.sendText("5");
    probe.client.sendText("4direct");
    QTRY_COMPARE(probe.received, (QByteArrayList {"3probe", "4queued", "4direct"}));
    QVERIFY(!server.last.lock()->isPolling());
}

void TestEngineServer::upgradeWithoutProbe()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    session.get.request("GET", session.target());
    Probe probe(server, session.sid);
    probe.client.onOpened = [&] { probe.client.sendText("5"); };
    QTRY_COMPARE(session.get.last(), "200 1"); // that transport is over
    probe.client.sendText("4still here");
    QTRY_COMPARE(probe.received, QByteArrayList {"4still here"});
}

void TestEngineServer::badProbe()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    Probe probe(server, session.sid);
    probe.client.onOpened = [&] { probe.client.sendText("42[\"early\"]"); };
    QTRY_COMPARE(probe.closed, std::optional<quint16>(1005));
    session.get.request("GET", session.target());
    session.post.request("POST", session.target(), "4alive");
    QTRY_COMPARE(session.get.last(), "200 4alive");
}

void TestEngineServer::secondProbe()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    Probe first(server, session.sid);
    first.client.onOpened = [&] { first.client.sendText("2probe"); };
    QTRY_COMPARE(first.received.size(), 1);
    Probe second(server, session.sid);
    QTRY_COMPARE(second.closed, std::optional<quint16>(1005));
    first.client.sendText("5");
    first.client.sendText("4fine");
    QTRY_COMPARE(first.received.last(), "4fine");
}

void TestEngineServer::upgradeTimesOut()
{
    Server::EngineOptions options;
    options.upgradeTimeout = 50ms;
    EngineIoServer server(options);
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    Probe probe(server, session.sid);
    probe.client.onOpened = [&] { probe.client.sendText("2probe"); };
    QTRY_COMPARE(probe.closed, std::optional<quint16>(1005));
    QVERIFY(server.last.lock()->isPolling());
}

void TestEngineServer::afterUpgrade()
{
    EngineIoServer server;
    PollingSession session(server);
    QTRY_VERIFY(session.hasOpened());
    Probe probe(server, session.sid);
    probe.client.onOpened = [&] { probe.client.sendText("5"); };
    QTRY_VERIFY(!server.last.lock()->isPolling());
    session.get.request("GET", session.target());
    QTRY_COMPARE(session.get.last(), R"(400 {"code":3,"message":"Bad request"})");
    session.post.request("POST", session.target(), "4x");
    QTRY_COMPARE(session.post.last(), R"(400 {"code":3,"message":"Bad request"})");
    QCOMPARE(server.engine.sessionCount(), 1);
}

void TestEngineServer::webSocketGoesAway()
{
    EngineIoServer server;
    Probe session(server, {});
    QTRY_COMPARE(session.received.size(), 1);
    session.client.cut();
    QTRY_COMPARE(server.reasons, QByteArrayList {"transport close"});
    QTRY_COMPARE(server.server.connectionCount(), 0);
    QCOMPARE(server.engine.sessionCount(), 0);
}

QTEST_GUILESS_MAIN(TestEngineServer)
#include "tst_engineserver.moc"
