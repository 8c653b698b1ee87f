// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The private tap as QWebSocket meets it.

#include "protocol/tap/privatetap.h"

#include "protocol/server/echoendpoint.h"
#include "protocol/server/server.h"
#include "protocol/websocket/messagereader.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/memory.h"
#include "tests/support/privatetapharness.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testcertificates.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTest>
#include <QWebSocket>

using Capture::Direction;
using WebSocket::OpCode;
using WebSocket::Sender;

namespace {

QByteArray frame(OpCode opCode, const QByteArray &payload, bool fin = true, bool rsv1 = false)
{
    WebSocket::FrameHeader header;
    header.opCode = opCode;
    header.fin = fin;
    header.rsv1 = rsv1;
    return encodeFrame(header, payload);
}

/// A QWebSocket behind the tap, and what it heard.
class Client
{
public:
    Client(const PrivateTapHarness &tap, quint16 port, const QByteArray &path = "/",
           quint32 ticket = 11)
    {
        socket.setProxy(tap.tap.proxy());
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { texts.append(text); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
                         [this](const QByteArray &bytes) { binaries.append(bytes); });
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this] { isConnected = true; });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { isGone = true; });
        QNetworkRequest request(
            QUrl(QString::fromUtf8("ws://127.0.0.1:" + QByteArray::number(port) + path)));
        request.setRawHeader(Tap::PrivateTap::TicketField, QByteArray::number(ticket));
        request.setRawHeader("Cookie", "io=1");
        socket.open(request);
    }

    QWebSocket socket;
    QStringList texts;
    QByteArrayList binaries;
    bool isConnected = false;
    bool isGone = false;
};

Tap::PrivateTap::Options withDeflate(quint16 port, bool offers = true)
{
    auto options = PrivateTapHarness::to(port);
    options.offersDeflate = offers;
    return options;
}

/// The embedded server, which echoes.
struct EchoServer
{
    EchoServer()
    {
        server.setHandler("/echo", Server::serveEcho);
        server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    }
    quint16 port() const { return server.address().port(); }

    Net::Poller poller;
    Server::Server server {poller};
};

/// A client that talks to it.
struct EchoedClient
{
    explicit EchoedClient(bool deflate)
        : tap(withDeflate(server.port(), deflate))
        , client(tap, server.port(), "/echo")
    {
    }

    EchoServer server;
    PrivateTapHarness tap;
    Client client;
};

/// The whole messages in \a bytes of a client.
QList<WebSocket::WholeMessage> messagesIn(QByteArrayView bytes, bool deflate = false)
{
    WebSocket::MessageReader reader(
        Sender::Client, deflate ? std::optional(WebSocket::DeflateParameters {}) : std::nullopt,
        qsizetype(256) << 20);
    reader.feed(bytes.toByteArray());
    QList<WebSocket::WholeMessage> messages;
    while (auto message = reader.next())
        messages.append(std::move(*message));
    return messages;
}

const QString Umlauts = QString::fromUtf8("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");

} // namespace

class TestPrivateWebSocket : public QObject
{
    Q_OBJECT

private slots:
    void sendsAnOrdinaryHandshake();
    void offersDeflate();
    void talksToTheEmbeddedServer_data() { deflateRows(); }
    void talksToTheEmbeddedServer();
    void passesLargeMessages_data() { deflateRows(); }
    void passesLargeMessages();
    void hearsFragmentsWithinACharacter();
    void hearsCompressedFragmentsWithPingsBetween();
    void hearsAFrameRightBehindThe101();
    void tellsOfARefusedHandshake_data();
    void tellsOfARefusedHandshake();
    void tellsOfAServerThatSpeaksNoHttp();
    void tellsOfAServerThatGoesDuringTheHandshake();
    void tellsOfATargetThatIsNotThere();
    void tellsCloseCodes_data();
    void tellsCloseCodes();
    void tellsOfTheClientsOwnClose();
    void waitsForAServerThatDoesNotAnswerAClose();
    void tellsOfAServerThatVanishes_data();
    void tellsOfAServerThatVanishes();
    void tellsOfAClientThatVanishes();
    void cutsWhatIsOpenWhenItGoes();
    void endsWhenTheServerBreaksTheProtocol();
    void boundsMemoryWhenTheClientDoesNotRead();
    void speaksTlsForItsClient();

private:
    static void deflateRows()
    {
        QTest::addColumn<bool>("deflate");
        QTest::newRow("plain") << false;
        QTest::newRow("permessage-deflate") << true;
    }
};

void TestPrivateWebSocket::sendsAnOrdinaryHandshake()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port(), "/path?a=b");
    QTRY_VERIFY(server.hasHead());
    const QByteArray request = server.received();
    const QByteArray authority = "127.0.0.1:" + QByteArray::number(server.port());
    QVERIFY2(request.startsWith("GET /path?a=b HTTP/1.1\r\n"), request.constData());
    QCOMPARE(server.value("Host"), authority);
    QCOMPARE(server.value("Cookie"), QByteArray("io=1"));
    QVERIFY2(!request.toLower().contains("proxy-"), request.constData());
    QVERIFY2(!request.contains("Ticket"), request.constData());
    QVERIFY2(!request.contains("Extensions"), request.constData());
    server.acceptWebSocket();
    QTRY_VERIFY(client.isConnected);
    QCOMPARE(tap.answers.size(), 1);
    QCOMPARE(tap.answers.first().ticket, 11U);
    QCOMPARE(tap.answers.first().answer.status, 101);
    QCOMPARE(tap.answers.first().answer.head, tap.received());
    QCOMPARE(tap.sent(), request);
    QCOMPARE(tap.sink.count<Capture::WireOpened>(), 1);
}

void TestPrivateWebSocket::offersDeflate()
{
    ScriptedServer server;
    PrivateTapHarness tap(withDeflate(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    QCOMPARE(server.value("Sec-WebSocket-Extensions"),
             QByteArray("permessage-deflate; client_max_window_bits"));
    server.acceptWebSocket({}, "permessage-deflate");
    QTRY_VERIFY(client.isConnected);
    QVERIFY(tap.received().contains("Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    QVERIFY(tap.answers.first().answer.head.contains("permessage-deflate"));
    // A long message crosses compressed, a short one does not.
    client.socket.sendTextMessage(QString(1024, QLatin1Char('a')));
    client.socket.sendTextMessage(QString(5000, QLatin1Char('b')));
    QTRY_COMPARE(messagesIn(server.body(), true).size(), 2);
    QVERIFY(server.body().size() < 1200);
    QCOMPARE(messagesIn(server.body(), true)[1].payload, QByteArray(5000, 'b'));
    QCOMPARE(tap.sent(), server.received());
}

void TestPrivateWebSocket::talksToTheEmbeddedServer()
{
    QFETCH(bool, deflate);
    EchoedClient echoed(deflate);
    PrivateTapHarness &tap = echoed.tap;
    Client &client = echoed.client;
    QTRY_VERIFY(client.isConnected);
    QCOMPARE(tap.received().contains("permessage-deflate"), deflate);
    QStringList texts;
    QByteArrayList binaries;
    for (int i = 0; i < 100; ++i) {
        texts.append(Umlauts.repeated(i * 7));
        binaries.append(QByteArray(i * 31, char(i)));
        client.socket.sendTextMessage(texts.last());
        client.socket.sendBinaryMessage(binaries.last());
    }
    QTRY_COMPARE(client.binaries.size(), binaries.size());
    QCOMPARE(client.texts, texts);
    QCOMPARE(client.binaries, binaries);
    std::optional<quint64> pong;
    QObject::connect(&client.socket, &QWebSocket::pong, &client.socket,
                     [&pong](quint64 elapsed, const QByteArray &) { pong = elapsed; });
    client.socket.ping("are you there");
    QTRY_VERIFY(pong);
    client.socket.close();
    QTRY_COMPARE(tap.closes.size(), 1);
    QCOMPARE(tap.closes.first().close.code, quint16(1000));
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QVERIFY(!tap.sink.all<Capture::WireClosed>().front().problem);
}

void TestPrivateWebSocket::passesLargeMessages()
{
    QFETCH(bool, deflate);
    EchoedClient echoed(deflate);
    Client &client = echoed.client;
    QTRY_VERIFY(client.isConnected);
    const QByteArray large = QByteArray("0123456789abcdef").repeated(1 << 22); // 64 MiB
    client.socket.sendBinaryMessage(large);
    QTRY_COMPARE_WITH_TIMEOUT(client.binaries.size(), 1, 60'000);
    QVERIFY(client.binaries.first() == large);
    const QString text = Umlauts.repeated(1 << 18);
    client.socket.sendTextMessage(text);
    QTRY_COMPARE_WITH_TIMEOUT(client.texts.size(), 1, 60'000);
    QVERIFY(client.texts.first() == text);
}

void TestPrivateWebSocket::hearsFragmentsWithinACharacter()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket();
    const QByteArray bytes = Umlauts.toUtf8();
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        server.send(frame(OpCode::Text, bytes.first(cut), false)
                    + frame(OpCode::Continuation, bytes.mid(cut)));
    }
    QTRY_COMPARE(client.texts, QStringList(bytes.size() - 1, Umlauts));
    QVERIFY(client.isConnected && !client.isGone);
}

void TestPrivateWebSocket::hearsCompressedFragmentsWithPingsBetween()
{
    ScriptedServer server;
    PrivateTapHarness tap(withDeflate(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket({}, "permessage-deflate");
    WebSocket::Deflater deflater(Sender::Server, {});
    const QString text = Umlauts.repeated(300);
    for (int i = 0; i < 3; ++i) {
        const QByteArray deflated = *deflater.deflate(text.toUtf8());
        server.send(frame(OpCode::Text, deflated.first(3), false, true)
                    + frame(OpCode::Ping, "ping " + QByteArray::number(i))
                    + frame(OpCode::Continuation, deflated.mid(3)));
    }
    QTRY_COMPARE(client.texts, QStringList(3, text));
    // QWebSocket answered the pings.
    QTRY_COMPARE(messagesIn(server.body(), true).size(), 3);
    QCOMPARE(messagesIn(server.body(), true)[2].opCode, OpCode::Pong);
    QCOMPARE(messagesIn(server.body(), true)[2].payload, QByteArray("ping 2"));
}

void TestPrivateWebSocket::hearsAFrameRightBehindThe101()
{
    ScriptedServer server;
    PrivateTapHarness tap(withDeflate(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket(frame(OpCode::Text, "0{}") + frame(OpCode::Close, "\x0f\xa0"));
    QTRY_COMPARE(client.texts, QStringList {QStringLiteral("0{}")});
    QTRY_VERIFY(client.isGone);
    QCOMPARE(tap.closes.first().close.code, quint16(4000));
}

void TestPrivateWebSocket::tellsOfARefusedHandshake_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("endsByFin");
    QTest::newRow("401") << QByteArray("HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\n")
                         << QByteArray("who's you") << 401 << false;
    QTest::newRow("502") << QByteArray("HTTP/1.0 502 Bad Gateway\r\n\r\n")
                         << QByteArray("<html>nginx</html>") << 502 << true;
    QTest::newRow("302") << QByteArray("HTTP/1.1 302 Found\r\nLocation: https://example.org/\r\n"
                                       "Content-Length: 0\r\n\r\n")
                         << QByteArray() << 302 << false;
    QTest::newRow("200") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n")
                         << QByteArray(70'000, 'x') << 200 << false;
}

void TestPrivateWebSocket::tellsOfARefusedHandshake()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(bool, endsByFin);
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port(), "/", 4);
    QTRY_VERIFY(server.hasHead());
    qsizetype toldBefore = -1;
    QObject::connect(&client.socket,
                     QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error),
                     &client.socket, [&] {
                         if (toldBefore < 0)
                             toldBefore = tap.answers.size();
                     });
    server.send(head + body.first(body.size() / 2));
    server.peer().flush();
    server.send(body.mid(body.size() / 2));
    if (endsByFin)
        server.peer().disconnectFromHost();
    QTRY_VERIFY(client.isGone);
    QCOMPARE(toldBefore, 1);
    QCOMPARE(tap.answers.size(), 1);
    QCOMPARE(tap.answers.first().ticket, 4U);
    QTEST(tap.answers.first().answer.status, "status");
    QCOMPARE(tap.answers.first().answer.head, head);
    QCOMPARE(tap.answers.first().answer.body, body.left(65'536));
    QVERIFY(tap.failures.isEmpty());
    QVERIFY(tap.closes.isEmpty());
}

void TestPrivateWebSocket::tellsOfAServerThatSpeaksNoHttp()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.send("SSH-2.0-OpenSSH_9.2\r\n");
    QTRY_COMPARE(tap.answers.size(), 1);
    QCOMPARE(tap.answers.first().answer.status, 0);
    QCOMPARE(tap.answers.first().answer.body, QByteArray("SSH-2.0-OpenSSH_9.2\r\n"));
}

void TestPrivateWebSocket::tellsOfAServerThatGoesDuringTheHandshake()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port(), "/", 6);
    QTRY_VERIFY(server.hasHead());
    server.reset();
    QTRY_VERIFY(client.isGone);
    QVERIFY(!client.isConnected);
    QCOMPARE(tap.failures.size(), 1);
    QCOMPARE(tap.failures.first().ticket, 6U);
    QCOMPARE(server.connections(), 1);
}

void TestPrivateWebSocket::tellsOfATargetThatIsNotThere()
{
    auto options = PrivateTapHarness::to(0);
    {
        const ScriptedServer server;
        options.target.port = server.port();
    }
    PrivateTapHarness tap(options);
    Client client(tap, options.target.port, "/", 8);
    QTRY_VERIFY(client.isGone);
    QCOMPARE(tap.failures.size(), 1);
    QCOMPARE(tap.failures.first().ticket, 8U);
    QCOMPARE(tap.failures.first().problem, Problem::TapRefused);
}

void TestPrivateWebSocket::tellsCloseCodes_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<quint16>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("none") << QByteArray() << quint16(1005) << QByteArray();
    QTest::newRow("1001") << QByteArray("\x03\xe9") << quint16(1001) << QByteArray();
    QTest::newRow("4001") << QByteArray("\x0f\xa1go away") << quint16(4001)
                          << QByteArray("go away");
}

void TestPrivateWebSocket::tellsCloseCodes()
{
    QFETCH(QByteArray, payload);
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port(), "/", 12);
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket();
    QTRY_VERIFY(client.isConnected);
    qsizetype toldBefore = -1;
    QObject::connect(&client.socket, &QWebSocket::disconnected, &client.socket,
                     [&] { toldBefore = tap.closes.size(); });
    server.send(frame(OpCode::Close, payload));
    QTRY_VERIFY(client.isGone);
    QCOMPARE(toldBefore, 1);
    QCOMPARE(tap.closes.size(), 1);
    QCOMPARE(tap.closes.first().ticket, 12U);
    QTEST(tap.closes.first().close.code, "code");
    QTEST(tap.closes.first().close.reason, "reason");
    QVERIFY(tap.closes.first().close.byServer);
    // QWebSocket's answer reached the server.
    QTRY_COMPARE(messagesIn(server.body()).size(), 1);
    server.peer().disconnectFromHost();
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QVERIFY(!tap.sink.all<Capture::WireClosed>().front().problem);
    QCOMPARE(tap.closes.size(), 1);
}

void TestPrivateWebSocket::tellsOfTheClientsOwnClose()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket();
    QTRY_VERIFY(client.isConnected);
    client.socket.close(QWebSocketProtocol::CloseCodeNormal, QStringLiteral("done"));
    QTRY_COMPARE(messagesIn(server.body()).size(), 1);
    QTRY_VERIFY(client.isGone);
    // The client is gone; the server is not told that before it answers.
    QVERIFY(tap.closes.isEmpty());
    QCOMPARE(server.peer().state(), QAbstractSocket::ConnectedState);
    server.send(frame(OpCode::Text, "one more")
                + frame(OpCode::Close,
                        "\x03\xe8"
                        "done"));
    QTRY_COMPARE(tap.closes.size(), 1);
    QCOMPARE(tap.closes.first().close.code, quint16(1000));
    QCOMPARE(tap.closes.first().close.reason, QByteArray("done"));
    QVERIFY(!tap.closes.first().close.byServer);
    QTRY_VERIFY(server.hasEnded());
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QVERIFY(!tap.sink.all<Capture::WireClosed>().front().problem);
    QVERIFY(tap.received().contains("one more"));
}

void TestPrivateWebSocket::waitsForAServerThatDoesNotAnswerAClose()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket();
    QTRY_VERIFY(client.isConnected);
    client.socket.close();
    QTRY_COMPARE_WITH_TIMEOUT(tap.sink.count<Capture::WireClosed>(), 1, 10'000);
    QCOMPARE(tap.closes.size(), 1);
    QCOMPARE(tap.closes.first().close.code, quint16(1006));
    QTRY_VERIFY(server.hasEnded());
}

void TestPrivateWebSocket::tellsOfAServerThatVanishes_data()
{
    QTest::addColumn<bool>("isReset");
    QTest::newRow("FIN") << false;
    QTest::newRow("reset") << true;
}

void TestPrivateWebSocket::tellsOfAServerThatVanishes()
{
    QFETCH(bool, isReset);
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket();
    QTRY_VERIFY(client.isConnected);
    qsizetype toldBefore = -1;
    QObject::connect(&client.socket, &QWebSocket::disconnected, &client.socket,
                     [&] { toldBefore = tap.closes.size(); });
    if (isReset)
        server.reset();
    else
        server.peer().disconnectFromHost();
    QTRY_VERIFY(client.isGone);
    QCOMPARE(toldBefore, 1);
    QCOMPARE(tap.closes.first().close.code, quint16(1006));
    QVERIFY(!tap.closes.first().close.byServer);
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem.has_value(), isReset);
}

void TestPrivateWebSocket::tellsOfAClientThatVanishes()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket();
    QTRY_VERIFY(client.isConnected);
    client.socket.abort();
    QTRY_COMPARE(tap.closes.size(), 1);
    QCOMPARE(tap.closes.first().close.code, quint16(1006));
    QVERIFY(!tap.closes.first().close.byServer);
    QTRY_VERIFY(server.hasEnded());
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
}

void TestPrivateWebSocket::cutsWhatIsOpenWhenItGoes()
{
    ScriptedServer server;
    auto tap = std::make_unique<PrivateTapHarness>(PrivateTapHarness::to(server.port()));
    Client client(*tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket();
    QTRY_VERIFY(client.isConnected);
    tap.reset();
    QTRY_VERIFY(server.hasEnded());
    QTRY_VERIFY(client.isGone);
}

void TestPrivateWebSocket::endsWhenTheServerBreaksTheProtocol()
{
    ScriptedServer server;
    PrivateTapHarness tap(withDeflate(server.port()));
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket({}, "permessage-deflate");
    QTRY_VERIFY(client.isConnected);
    const QByteArray bad
        = frame(OpCode::Text, "fine") + frame(OpCode::Text, "\xff\xff", true, true);
    server.send(bad);
    QTRY_VERIFY(client.isGone);
    QCOMPARE(client.texts, QStringList {QStringLiteral("fine")});
    QCOMPARE(tap.closes.size(), 1);
    QCOMPARE(tap.closes.first().close.code, quint16(1007));
    QVERIFY(tap.closes.first().close.problems.has(Problem::WsBadDeflate));
    // The server is told as by any client, and the capture has what it did.
    QTRY_COMPARE(messagesIn(server.body()).size(), 1);
    QCOMPARE(messagesIn(server.body()).first().close.code, quint16(1007));
    QTRY_VERIFY(server.hasEnded());
    QVERIFY(tap.received().endsWith(bad));
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
}

void TestPrivateWebSocket::boundsMemoryWhenTheClientDoesNotRead()
{
    ScriptedServer server;
    PrivateTapHarness tap(withDeflate(server.port()));
    const QNetworkProxy proxy = tap.tap.proxy();
    const QByteArray credentials
        = (proxy.user() + QLatin1Char(':') + proxy.password()).toUtf8().toBase64();
    BlockingSocket client = BlockingSocket::connectTo(proxy.port());
    QVERIFY(client.send("CONNECT 127.0.0.1:" + QByteArray::number(server.port())
                        + " HTTP/1.1\r\nProxy-Authorization: Basic " + credentials
                        + "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
    QTRY_VERIFY(server.hasHead());
    // 256 MiB when inflated, of which the client reads nothing at first.
    constexpr qsizetype MessageBytes = qsizetype(1) << 20;
    constexpr qsizetype Messages = 256;
    WebSocket::Deflater deflater(Sender::Server, {});
    QByteArray frames;
    const QByteArray zeros(MessageBytes, '\0');
    for (qsizetype i = 0; i < Messages; ++i)
        frames += frame(OpCode::Binary, *deflater.deflate(zeros), true, true);
    const qint64 before = Memory::residentKiB();
    server.acceptWebSocket(frames, "permessage-deflate");
    QTRY_VERIFY(tap.received().size() > 100'000);
    QVERIFY(Memory::residentKiB() - before < 64 * 1024);
    qint64 got = 0;
    QByteArray piece(1 << 20, Qt::Uninitialized);
    const auto readSome = [&] {
        for (int i = 0; i < 64; ++i) {
            const ssize_t now = recv(client.descriptor(), piece.data(),
                                     static_cast<std::size_t>(piece.size()), MSG_DONTWAIT);
            if (now <= 0)
                break;
            got += now;
        }
        return got;
    };
    QTRY_VERIFY_WITH_TIMEOUT(readSome() > MessageBytes * Messages, 60'000);
}

void TestPrivateWebSocket::speaksTlsForItsClient()
{
    const TestCertificates certificates;
    auto tls = std::make_unique<QSslServer>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(certificates.certificate);
    configuration.setPrivateKey(certificates.key);
    tls->setSslConfiguration(configuration);
    ScriptedServer server(std::move(tls));
    auto options = withDeflate(server.port());
    options.target.scheme = Tap::Scheme::Wss;
    options.tls.authoritiesPem = certificates.authority;
    PrivateTapHarness tap(options);
    Client client(tap, server.port());
    QTRY_VERIFY(server.hasHead());
    server.acceptWebSocket(frame(OpCode::Text, "secret"), "permessage-deflate");
    QTRY_COMPARE(client.texts, QStringList {QStringLiteral("secret")});
    client.socket.sendTextMessage(QStringLiteral("answer"));
    QTRY_COMPARE(messagesIn(server.body(), true).size(), 1);
    QCOMPARE(tap.negotiated.size(), 1);
    QVERIFY(tap.negotiated.first().isTrusted);
    server.peer().disconnectFromHost();
    QTRY_VERIFY(client.isGone);
    QCOMPARE(tap.closes.first().close.code, quint16(1006));
}

QTEST_GUILESS_MAIN(TestPrivateWebSocket)
#include "tst_privatewebsocket.moc"
