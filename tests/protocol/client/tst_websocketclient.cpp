// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/websocketclient.h"

#include "protocol/server/echoendpoint.h"
#include "protocol/server/server.h"
#include "protocol/tap/privatetap.h"
#include "tests/support/clientbench.h"
#include "tests/support/requestserver.h"

#include <QTest>

#include <sys/socket.h>

using namespace std::chrono_literals;
using Client::FailureKind;
using Client::PlainMessage;
using Client::State;
using Kind = Client::PlainMessage::Kind;

namespace {

class Witness : public ClientWitness<Client::WebSocketClient>
{
public:
    Witness(ClientBench &bench, const Client::ClientOptions &options)
        : ClientWitness(bench, options)
    {
        QObject::connect(&client, &Client::WebSocketClient::messageReceived, &client,
                         [this](const QByteArray &bytes, bool isText) {
                             heard.append((isText ? "t:" : "b:") + bytes);
                         });
        QObject::connect(&client, &Client::WebSocketClient::pongReceived, &client,
                         [this](const QByteArray &payload, std::chrono::microseconds latency) {
                             pongs.append(payload);
                             lastLatency = latency;
                         });
        QObject::connect(&client, &Client::WebSocketClient::progress, &client,
                         [this](quint64, qint64 written, qint64 total) {
                             progress.append(written);
                             lastTotal = total;
                         });
    }

    QByteArrayList heard;
    QByteArrayList pongs;
    std::chrono::microseconds lastLatency {-1};
    QList<qint64> progress;
    qint64 lastTotal = -1;
};

/// Accepts a WebSocket, and closes it as the client does; \a close is what that said.
auto answeringClose(WebSocket::CloseInfo &close)
{
    return [&close](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
        connection.onMessage = [&](const WebSocket::WholeMessage &message) {
            close = message.close;
            connection.sendClose(close.code);
            connection.finish();
        };
    };
}

} // namespace

class TestWebSocketClient : public QObject
{
    Q_OBJECT

private slots:
    void echoes_data();
    void echoes();
    void saysWhatItWasToldTo();
    void sendsLargeMessages();
    void queuesWhileItConnects();
    void refusesWhatCannotCross();
    void pings();
    void keepsAlive();
    void closesWithACode();
    void hearsHowItWasClosed_data();
    void hearsHowItWasClosed();
    void comesBack();
    void keepsCookies();
    void dropsWhatWasNotWritten();
    void dropsWhatWaitedInVain();
    void forgetsACloseThatCameTooLate();

private:
    ClientBench m_bench;
};

void TestWebSocketClient::echoes_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::newRow("plain") << false;
    QTest::newRow("deflate") << true;
}

void TestWebSocketClient::echoes()
{
    QFETCH(const bool, deflate);
    Net::Poller poller;
    Server::Server server(poller);
    server.setHandler("/echo", Server::serveEcho);
    server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    auto options = ClientBench::options(Client::Protocol::WebSocket,
                                        "ws://" + server.address().toText() + "/echo");
    options.offersDeflate = deflate;
    Witness peer(m_bench, options);
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    QCOMPARE(peer.status.transport, Client::CurrentTransport::WebSocket);
    QCOMPARE(peer.status.extensions.contains("permessage-deflate"), deflate);
    const QByteArray text = "h\xc3\xa9llo \xf0\x9f\x98\x80";
    const QByteArray large(100'000, 'x');
    peer.client.send(1, {Kind::Text, text});
    peer.client.send(2, {Kind::Binary, QByteArray("\0\xff", 2)});
    peer.client.send(3, {Kind::Text, {}});
    peer.client.send(4, {Kind::Text, large});
    QTRY_COMPARE(peer.heard,
                 (QByteArrayList {"t:" + text, QByteArray("b:\0\xff", 4), "t:", "t:" + large}));
    QCOMPARE(peer.fate(1), "sent");
    QCOMPARE(peer.fate(4), "sent");
    peer.client.close();
    QTRY_COMPARE(peer.status.state, State::Idle);
    QVERIFY(peer.failures.isEmpty());
    QTRY_COMPARE(server.connectionCount(), 0);
}

void TestWebSocketClient::saysWhatItWasToldTo()
{
    RequestServer server([](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
    });
    auto options = ClientBench::options(Client::Protocol::WebSocket,
                                        server.url().replace("http://", "ws://me:secret@")
                                            + "/a%20b/?x=1%2B2&y=c+d");
    options.fields = {{"Origin", "https://app.example"},
                      {"Cookie", "a=1"},
                      {"X-Two", "1"},
                      {"x-two", "2"},
                      {"Cookie", "b=2"},
                      {"Host", "virtual.example"},
                      {"Upgrade", "h2c"}};
    options.subprotocols = {"chat.v2", "chat.v1"};
    Witness peer(m_bench, options);
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    const Http::Head &head = server.requests.first().head;
    QCOMPARE(head.target, "/a%20b/?x=1%2B2&y=c+d");
    QCOMPARE(head.value("Origin").value(), "https://app.example");
    QCOMPARE(head.values("Cookie"), QList<QByteArray> {"a=1; b=2"});
    QCOMPARE(head.value("X-Two").value(), "1, 2");
    QCOMPARE(head.value("Authorization").value(), "Basic " + QByteArray("me:secret").toBase64());
    QCOMPARE(head.values("Host"), QList<QByteArray> {"virtual.example"});
    QCOMPARE(head.values("Upgrade"), QList<QByteArray> {"websocket"});
    QVERIFY(!head.value("Sec-WebSocket-Extensions"));
    QVERIFY(!head.value(Tap::PrivateTap::TicketField));
    QVERIFY(!head.value("Proxy-Authorization"));
    QCOMPARE(peer.status.subprotocol, "chat.v2");
}

void TestWebSocketClient::sendsLargeMessages()
{
    qsizetype got = 0;
    RequestServer server([&](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
        connection.onMessage
            = [&](const WebSocket::WholeMessage &message) { got = message.payload.size(); };
    });
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    constexpr qsizetype Size = qsizetype(24) << 20;
    peer.client.send(7, {Kind::Binary, QByteArray(Size, 'x')});
    QCOMPARE(peer.fate(7), "");
    QTRY_COMPARE_WITH_TIMEOUT(got, Size, 60'000);
    QTRY_COMPARE(peer.fate(7), "sent");
    QCOMPARE(peer.lastTotal, Size);
    QVERIFY(peer.progress.size() > 3);
    QVERIFY(std::is_sorted(peer.progress.begin(), peer.progress.end()));
    QCOMPARE(peer.progress.last(), Size);
}

void TestWebSocketClient::queuesWhileItConnects()
{
    QByteArrayList got;
    RequestServer server([&](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
        connection.onMessage
            = [&](const WebSocket::WholeMessage &message) { got.append(message.payload); };
    });
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.send(1, {Kind::Text, "too early"});
    peer.client.open();
    peer.client.send(2, {Kind::Text, "waits"});
    peer.client.send(3, {Kind::Ping, "does not"});
    peer.client.send(4, {Kind::Text, "too"});
    QTRY_COMPARE(got, (QByteArrayList {"waits", "too"}));
    QCOMPARE(peer.fate(1), "dropped");
    QTRY_COMPARE(peer.fate(2), "queued sent");
    QCOMPARE(peer.fate(3), "dropped");
}

void TestWebSocketClient::refusesWhatCannotCross()
{
    RequestServer server([](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
    });
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    peer.client.send(1, {Kind::Text, "\xff"});
    peer.client.send(2, {Kind::Ping, QByteArray(126, 'x')});
    QCOMPARE(peer.fate(1), "dropped");
    QCOMPARE(peer.fate(2), "dropped");
    peer.client.closeWith(1005, {});
    QVERIFY(peer.isOpen());
}

void TestWebSocketClient::pings()
{
    RequestServer server([](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
        connection.onMessage = [&](const WebSocket::WholeMessage &message) {
            WebSocket::FrameEncoder encoder(WebSocket::Sender::Server);
            connection.send(encoder.control(WebSocket::OpCode::Pong, message.payload));
        };
    });
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    peer.client.send(1, {Kind::Ping, "are you there"});
    QTRY_COMPARE(peer.pongs, QByteArrayList {"are you there"});
    QVERIFY(peer.lastLatency > 0us && peer.lastLatency < 5s);
    QCOMPARE(peer.fate(1), "sent");
    // One that nobody asked for.
    WebSocket::FrameEncoder encoder(WebSocket::Sender::Server);
    server.connections.first()->send(encoder.control(WebSocket::OpCode::Pong, "by myself"));
    QTRY_COMPARE(peer.pongs.last(), "by myself");
    QCOMPARE(peer.lastLatency, 0us);
}

void TestWebSocketClient::keepsAlive()
{
    bool answers = true;
    int pings = 0;
    RequestServer server([&](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
        connection.onMessage = [&](const WebSocket::WholeMessage &message) {
            pings += message.opCode == WebSocket::OpCode::Ping ? 1 : 0;
            WebSocket::FrameEncoder encoder(WebSocket::Sender::Server);
            if (answers)
                connection.send(encoder.control(WebSocket::OpCode::Pong, message.payload));
        };
    });
    auto options = ClientBench::options(Client::Protocol::WebSocket, server.url());
    options.keepAlive = 100ms;
    Witness peer(m_bench, options);
    peer.client.open();
    QTRY_VERIFY(pings >= 4);
    QVERIFY(peer.failures.isEmpty());
    answers = false;
    QTRY_VERIFY(!peer.failures.isEmpty());
    QCOMPARE(peer.failures.first().kind, FailureKind::PingTimeout);
    QTRY_VERIFY(server.requests.size() >= 2);
}

void TestWebSocketClient::closesWithACode()
{
    WebSocket::CloseInfo close;
    RequestServer server(answeringClose(close));
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    peer.client.closeWith(4321, "enough");
    QTRY_COMPARE(peer.status.state, State::Idle);
    QTRY_COMPARE(close.code, 4321);
    QCOMPARE(close.reason, "enough");
    QVERIFY(peer.failures.isEmpty());
}

void TestWebSocketClient::hearsHowItWasClosed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("kind");
    WebSocket::FrameEncoder encoder(WebSocket::Sender::Server);
    const int closed = int(FailureKind::ClosedByServer);
    QTest::newRow("1000") << encoder.close(1000, "bye") << 1000 << QByteArray("bye") << closed;
    QTest::newRow("4000") << encoder.close(4000, "\xe2\x82\xac") << 4000
                          << QByteArray("\xe2\x82\xac") << closed;
    QTest::newRow("no code") << encoder.close() << 1005 << QByteArray() << closed;
    QTest::newRow("nothing") << QByteArray() << 1006 << QByteArray() << int(FailureKind::Lost);
    QTest::newRow("nonsense") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n"
                                            + QByteArray(100, 'x'))
                              << 1002 << QByteArray() << int(FailureKind::ParseError);
    QTest::newRow("no UTF-8") << encoder.message(WebSocket::OpCode::Text, "\xff") << 1007
                              << QByteArray() << int(FailureKind::ParseError);
}

void TestWebSocketClient::hearsHowItWasClosed()
{
    QFETCH(const QByteArray, bytes);
    RequestServer server([&](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
        connection.sendText("hello");
        connection.send(bytes);
        connection.finish();
    });
    auto options = ClientBench::options(Client::Protocol::WebSocket, server.url());
    options.reconnection.isOn = false;
    Witness peer(m_bench, options);
    peer.client.open();
    QTRY_COMPARE(peer.status.state, State::Failed);
    QCOMPARE(peer.heard, QByteArrayList {"t:hello"});
    QTEST(int(peer.status.failure.closeCode), "code");
    QTEST(int(peer.status.failure.kind), "kind");
    QFETCH(const QByteArray, reason);
    if (!reason.isEmpty())
        QCOMPARE(peer.status.failure.text, reason);
}

void TestWebSocketClient::comesBack()
{
    RequestServer server([&](RequestConnection &connection, const RequestServer::Request &request) {
        if (server.requests.size() < 3) {
            connection.answer(503, "starting");
            return;
        }
        connection.acceptWebSocket(request);
        if (server.requests.size() == 3)
            connection.reset();
    });
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.open();
    QTRY_COMPARE(server.requests.size(), 4);
    QTRY_VERIFY(peer.isOpen());
    QCOMPARE(peer.failures.first().kind, FailureKind::HttpStatus);
    QCOMPARE(peer.failures.first().status, 503);
}

void TestWebSocketClient::keepsCookies()
{
    RequestServer server([](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request, "Set-Cookie: node=7; Path=/\r\n");
    });
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    server.connections.first()->reset();
    QTRY_COMPARE(server.requests.size(), 2);
    QVERIFY(!server.requests.first().head.value("Cookie"));
    QCOMPARE(server.requests.last().head.value("Cookie").value_or(QByteArray()), "node=7");
}

void TestWebSocketClient::dropsWhatWasNotWritten()
{
    // A server that does not read: it takes some megabytes into buffers, and no more.
    QTcpServer server;
    QTcpSocket *socket = nullptr;
    server.listen(QHostAddress::LocalHost);
    const int bytes = 64 * 1024;
    setsockopt(int(server.socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        socket = server.nextPendingConnection();
        socket->setReadBufferSize(1024);
        QObject::connect(socket, &QTcpSocket::readyRead, &server, [&] {
            const QByteArray head = socket->readAll();
            const qsizetype key = head.indexOf("Sec-WebSocket-Key: ") + 19;
            if (key > 19)
                socket->write(
                    WebSocket::responseHead(head.mid(key, head.indexOf('\r', key) - key)));
            socket->disconnect(&server);
        });
    });
    auto options = ClientBench::options(
        Client::Protocol::WebSocket, "ws://127.0.0.1:" + QByteArray::number(server.serverPort()));
    options.reconnection.isOn = false;
    Witness peer(m_bench, options);
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    peer.client.send(1, {Kind::Text, "small"});
    peer.client.send(2, {Kind::Binary, QByteArray(qsizetype(64) << 20, 'x')});
    peer.client.send(3, {Kind::Text, "behind it"});
    QTRY_VERIFY(!peer.progress.isEmpty());
    socket->abort();
    QTRY_COMPARE(peer.status.state, State::Failed);

    QCOMPARE(peer.fate(1), "sent");
    QCOMPARE(peer.fate(2), "dropped");
    QCOMPARE(peer.fate(3), "dropped");
}

void TestWebSocketClient::dropsWhatWaitedInVain()
{
    QTcpServer nobody;
    QVERIFY(nobody.listen(QHostAddress::LocalHost));
    auto options = ClientBench::options(
        Client::Protocol::WebSocket, "ws://127.0.0.1:" + QByteArray::number(nobody.serverPort()));
    nobody.close();
    options.reconnection.isOn = false;
    Witness peer(m_bench, options);
    peer.client.open();
    peer.client.send(1, {Kind::Text, "waits"});
    QTRY_COMPARE(peer.status.state, State::Failed);
    QCOMPARE(peer.fate(1), "queued dropped");

    // Also if it is the user who does not want to wait any more.
    options.reconnection.isOn = true;
    Witness other(m_bench, options);
    other.client.open();
    QTRY_COMPARE(other.status.state, State::Waiting);
    other.client.send(1, {Kind::Text, "waits"});
    QCOMPARE(other.fate(1), "queued");
    other.client.close();
    QCOMPARE(other.status.state, State::Idle);
    QCOMPARE(other.fate(1), "queued dropped");
}

void TestWebSocketClient::forgetsACloseThatCameTooLate()
{
    WebSocket::CloseInfo close;
    RequestServer server(answeringClose(close));
    Witness peer(m_bench, ClientBench::options(Client::Protocol::WebSocket, server.url()));
    peer.client.closeWith(4321, "there is none to close");
    peer.client.open();
    QTRY_VERIFY(peer.isOpen());
    peer.client.close();
    QTRY_COMPARE(peer.status.state, State::Idle);
    QTRY_COMPARE(close.code, 1000);
}

QTEST_GUILESS_MAIN(TestWebSocketClient)

#include "tst_websocketclient.moc"
