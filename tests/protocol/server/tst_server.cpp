// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lightwebsocket.h"
#include "protocol/server/echoendpoint.h"
#include "protocol/server/server.h"
#include "tests/support/rawclient.h"

#include <QTest>
#include <QTimer>

using namespace std::chrono_literals;

namespace {

/// A server on a free port that answers "/" and "/body", and keeps "/later" waiting.
class SmallServer
{
public:
    SmallServer()
    {
        server.setHandler("/", [](const auto &exchange) {
            exchange->respond(Server::Response::text("text/plain", "hello"));
        });
        server.setHandler("/body", [](const auto &exchange) {
            exchange->readBody(1000, [exchange](const std::optional<QByteArray> &body) {
                exchange->respond(Server::Response::text("text/plain", body.value_or("too large")));
            });
        });
        server.setHandler("/later", [this](const auto &exchange) {
            waiting = exchange;
            exchange->onAborted = [this] { aborted = true; };
        });
        server.setHandler("/echo", Server::serveEcho);
        server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    }

    Net::Poller poller;
    Server::Server server {poller};
    std::shared_ptr<Server::Exchange> waiting;
    bool aborted = false;
};

/// A WebSocket client that keeps what it hears.
class Listener
{
public:
    Listener(SmallServer &server, const Client::LightWebSocket::Options &options,
             const QByteArray &path = "/echo")
        : client(server.poller, options)
    {
        client.onText = [this](const QByteArray &text) { received.append("text " + text); };
        client.onBinary = [this](const QByteArray &bytes) { received.append("binary " + bytes); };
        client.onPong = [this](const QByteArray &payload) { received.append("pong " + payload); };
        client.onClosed = [this](quint16 code, const QByteArray &, int httpStatus) {
            closed = code;
            status = httpStatus;
        };
        client.open("ws://" + server.server.address().toText() + path);
    }

    QByteArrayList received;
    std::optional<quint16> closed;
    int status = 0;
    Client::LightWebSocket client;
};

} // namespace

class TestServer : public QObject
{
    Q_OBJECT

private slots:
    void keepsAlive();
    void pipelined();
    void headAndClose();
    void bodies();
    void continues();
    void notFound();
    void garbage();
    void pipelinedBehindLater();
    void aborted();
    void slowHead();
    void slowBody();
    void slowBodyOfNobody();
    void silence();
    void loopbackOnly();
    void echo_data();
    void echo();
    void largeMessages();
    void closeCodes_data();
    void closeCodes();
    void badFrames_data();
    void badFrames();
    void refusedUpgrade();
    void nobodyThere();
};

void TestServer::keepsAlive()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    for (int i = 1; i <= 3; ++i) {
        client.request("GET", "/");
        QTRY_COMPARE(client.responses().size(), i);
        QCOMPARE(client.last(), "200 hello");
    }
    QCOMPARE(server.server.connectionCount(), 1);
    client.finish();
    QTRY_VERIFY(client.ended);
    QTRY_COMPARE(server.server.connectionCount(), 0);
}

void TestServer::pipelined()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.request("GET", "/");
    client.request("POST", "/body", "one");
    client.request("POST", "/body", "two");
    QTRY_COMPARE(client.responses().size(), 3);
    QCOMPARE(client.responses()[0].body, "hello");
    QCOMPARE(client.responses()[1].body, "one");
    QCOMPARE(client.responses()[2].body, "two");
}

void TestServer::headAndClose()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.request("HEAD", "/");
    QTRY_COMPARE(client.last(), "200 ");
    QCOMPARE(client.responses().last().head.value("Content-Length"), "5");
    client.request("GET", "/", {}, "Connection: close\r\n");
    QTRY_COMPARE(client.last(), "200 hello");
    QTRY_VERIFY(client.ended);
}

void TestServer::bodies()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.request("POST", "/body", QByteArray(1000, 'x'));
    QTRY_COMPARE(client.last(), "200 " + QByteArray(1000, 'x'));
    client.request("POST", "/body", QByteArray(1001, 'x'));
    QTRY_COMPARE(client.last(), "200 too large");
    client.request("POST", "/", "nobody reads this");
    QTRY_COMPARE(client.last(), "200 hello");
}

void TestServer::continues()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                "Expect: 100-continue\r\n\r\n");
    QTRY_COMPARE(client.received, "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    QTRY_VERIFY(client.received.endsWith("\r\n\r\nok"));
}

void TestServer::notFound()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.request("GET", "/nothing");
    QTRY_COMPARE(client.last(), "404 There is nothing here.\n");
    client.request("GET", "/echo");
    QTRY_COMPARE(client.last(), "426 This is a WebSocket.\n");
}

void TestServer::garbage()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.send(QByteArray::fromHex("160301020001000100") + "\r\n\r\n");
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 400 "));
    QTRY_VERIFY(client.ended);
}

void TestServer::pipelinedBehindLater()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.request("GET", "/later");
    client.request("GET", "/");
    QTRY_VERIFY(server.waiting != nullptr);
    QVERIFY(client.responses().isEmpty());
    server.waiting->respond(Server::Response::text("text/plain", "at last"));
    QTRY_COMPARE(client.responses().size(), 2);
    QCOMPARE(client.responses()[0].body, "at last");
    QCOMPARE(client.responses()[1].body, "hello");
}

void TestServer::aborted()
{
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.request("GET", "/later");
    QTRY_VERIFY(server.waiting != nullptr);
    client.reset();
    QTRY_VERIFY(server.aborted);
    QVERIFY(!server.waiting->isOpen());
    server.waiting->respond(Server::Response::empty(200)); // has no effect
    QTRY_COMPARE(server.server.connectionCount(), 0);
}

void TestServer::slowHead()
{
    SmallServer server;
    server.server.setPatience(150ms);
    RawClient client(server.poller, server.server.address());
    QTimer drip;
    drip.callOnTimeout([&client] { client.send("x"); });
    drip.start(10ms);
    client.send("GET /");
    QTRY_COMPARE(server.server.connectionCount(), 1);
    QTRY_VERIFY(client.ended || client.wasReset);
    drip.stop();
    client.finish();
    QTRY_COMPARE(server.server.connectionCount(), 0);
    QVERIFY(client.received.isEmpty());
}

void TestServer::slowBody()
{
    SmallServer server;
    server.server.setPatience(150ms);
    RawClient client(server.poller, server.server.address());
    QTimer drip;
    drip.callOnTimeout([&client] { client.send("x"); });
    drip.start(10ms);
    client.send("POST /body HTTP/1.1\r\nHost: demo\r\nContent-Length: 1000\r\n\r\n");
    QTRY_COMPARE(client.last(), "408 ");
    QTRY_VERIFY(client.ended || client.wasReset);
    drip.stop();
    client.finish();
    QTRY_COMPARE(server.server.connectionCount(), 0);
}

void TestServer::slowBodyOfNobody()
{
    SmallServer server;
    server.server.setPatience(150ms);
    RawClient client(server.poller, server.server.address());
    client.send("POST / HTTP/1.1\r\nHost: demo\r\nContent-Length: 1000\r\n\r\nx");
    QTRY_COMPARE(client.last(), "200 hello");
    QTRY_VERIFY(client.ended);
    client.finish();
    QTRY_COMPARE(server.server.connectionCount(), 0);
    QCOMPARE(client.responses().size(), 1);
}

void TestServer::silence()
{
    SmallServer server;
    server.server.setPatience(100ms);
    RawClient first(server.poller, server.server.address());
    RawClient waiting(server.poller, server.server.address());
    first.request("GET", "/");
    waiting.request("GET", "/later");
    QTRY_COMPARE(first.last(), "200 hello");
    QTRY_VERIFY(first.ended);
    QVERIFY(!waiting.ended); // the answer may take its time
    QVERIFY(server.waiting->isOpen());
}

void TestServer::loopbackOnly()
{
    Net::Poller poller;
    Server::Server server(poller);
    QVERIFY(server.listen(*Net::Address::fromLiteral("0.0.0.0", 0)) != 0);
    QVERIFY(server.address().isNull());
    QCOMPARE(server.listen(*Net::Address::fromLiteral("127.0.0.1", 0)), 0);
    Server::Server second(poller);
    QVERIFY(second.listen(server.address()) != 0);
}

void TestServer::echo_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::newRow("plain") << false;
    QTest::newRow("permessage-deflate") << true;
}

void TestServer::echo()
{
    QFETCH(bool, deflate);
    SmallServer server;
    Client::LightWebSocket::Options options;
    options.offersDeflate = deflate;
    Listener listener(server, options);
    listener.client.onOpened = [&] {
        listener.client.sendText("h\xc3\xa9llo");
        listener.client.sendBinary(QByteArray("\x00\x01", 2));
        listener.client.sendPing("alive");
        listener.client.sendText("");
        listener.client.sendText(QByteArray(5000, 'x'));
    };
    QTRY_COMPARE(listener.received.size(), 5);
    QCOMPARE(listener.received,
             (QByteArrayList {"text h\xc3\xa9llo", "binary " + QByteArray("\x00\x01", 2),
                              "pong alive", "text ", "text " + QByteArray(5000, 'x')}));
    QCOMPARE(listener.client.isCompressed(), deflate);
}

void TestServer::largeMessages()
{
    SmallServer server;
    Listener listener(server, {});
    const QByteArray large(qsizetype(24) << 20, 'x');
    listener.client.onOpened = [&] {
        listener.client.sendBinary(large);
        listener.client.sendBinary(large);
    };
    QTRY_COMPARE_WITH_TIMEOUT(listener.received.size(), 2, 20000);
    QVERIFY(listener.received[1] == "binary " + large);
}

void TestServer::closeCodes_data()
{
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("heard");
    QTest::newRow("empty") << 0 << 1005;
    QTest::newRow("normal") << 1000 << 1000;
    QTest::newRow("private") << 4321 << 4321;
}

void TestServer::closeCodes()
{
    QFETCH(int, sent);
    QFETCH(int, heard);
    SmallServer server;
    Listener listener(server, {});
    listener.client.onOpened = [&] {
        if (sent == 0)
            listener.client.close();
        else
            listener.client.close(static_cast<quint16>(sent), "bye");
    };
    QTRY_VERIFY(listener.closed.has_value());
    QCOMPARE(int(*listener.closed), heard);
    QTRY_COMPARE(server.server.connectionCount(), 0);
}

void TestServer::badFrames_data()
{
    QTest::addColumn<QByteArray>("frame"); // hexadecimal
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("unmasked") << QByteArray("810161") << QByteArray("880203ea");
    QTest::newRow("reserved opcode") << QByteArray("838000000000") << QByteArray("880203ea");
    QTest::newRow("rsv1 without deflate") << QByteArray("c18000000000") << QByteArray("880203ea");
    QTest::newRow("not utf-8") << QByteArray("818100000000ff") << QByteArray("880203ef");
    QTest::newRow("too large") << "82ff400000000000000000000000" + QByteArray(131072, '0')
                               << QByteArray("880203f1");
}

void TestServer::badFrames()
{
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, answer);
    SmallServer server;
    RawClient client(server.poller, server.server.address());
    client.send("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                + QByteArray::fromHex(frame));
    QTRY_VERIFY(client.ended);
    QVERIFY(client.received.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QVERIFY(client.received.endsWith(QByteArray::fromHex(answer)));
}

void TestServer::refusedUpgrade()
{
    SmallServer server;
    Listener listener(server, {}, "/nothing");
    QTRY_COMPARE(listener.status, 404);
    RawClient client(server.poller, server.server.address());
    client.request("GET", "/echo", {},
                   "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: short\r\n");
    QTRY_COMPARE(client.last(), "400 ");
}

void TestServer::nobodyThere()
{
    SmallServer server;
    const QByteArray address = server.server.address().toText();
    server.server.close();
    for (const QByteArray &url :
         {"ws://" + address + "/echo", QByteArray("nonsense"), QByteArray("ws://example.org/")}) {
        Client::LightWebSocket client(server.poller);
        std::optional<quint16> closed;
        client.onClosed = [&](quint16 code, const QByteArray &, int) { closed = code; };
        client.open(url);
        QTRY_COMPARE(closed, std::optional<quint16>(1006));
    }
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
