// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/netthread.h"
#include "protocol/server/echosite.h"
#include "protocol/websocket/frameencoder.h"
#include "tests/support/blockingsocket.h"

#include <QDir>
#include <QTest>

#include <memory>

#include <malloc.h>

#ifdef __SANITIZE_ADDRESS__
extern "C" std::size_t __sanitizer_get_current_allocated_bytes(); // NOLINT: the sanitizer's name
#endif

using namespace std::chrono_literals;

namespace {

/// What this process has allocated and not freed.
qint64 allocatedBytes()
{
#ifdef __SANITIZE_ADDRESS__
    return qint64(__sanitizer_get_current_allocated_bytes());
#else
    return qint64(mallinfo2().uordblks);
#endif
}

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
        .size();
}

int connectionCount()
{
    bool isSet = false;
    const int count = qEnvironmentVariableIntValue("SOCKSCOPE_CONNECTIONS", &isSet);
    return isSet ? count : 150;
}

/// The echo server in a thread of its own.
class EchoThread
{
public:
    explicit EchoThread(std::chrono::milliseconds pingInterval = 25s)
    {
        Server::EchoSite::Options options;
        options.engine.revision3 = true;
        options.engine.pingInterval = pingInterval;
        options.engine.pingTimeout = pingInterval;
        options.engine.closeTimeout = pingInterval;
        options.engine.upgradeTimeout = pingInterval;
        m_net.run([&] {
            m_server = std::make_unique<Server::Server>(m_net.poller());
            m_echo = std::make_unique<Server::EchoSite>(*m_server, options);
            m_server->listen(*Net::Address::fromLiteral("127.0.0.1", 0));
            port = m_server->address().port();
        });
    }
    ~EchoThread()
    {
        m_net.run([this] {
            m_echo.reset();
            m_server.reset();
        });
    }
    Q_DISABLE_COPY_MOVE(EchoThread)

    /// Connections and sessions.
    qsizetype open()
    {
        qsizetype count = 0;
        m_net.run([&] { count = m_server->connectionCount() + m_echo->sessionCount(); });
        return count;
    }
    BlockingSocket connect() const { return BlockingSocket::connectTo(port); }

    quint16 port = 0;

private:
    Net::NetThread m_net;
    std::unique_ptr<Server::Server> m_server;
    std::unique_ptr<Server::EchoSite> m_echo;
};

/// A connection that speaks HTTP, and then perhaps WebSocket.
class Visitor
{
public:
    explicit Visitor(const EchoThread &server)
        : socket(server.connect())
    {
    }

    void ask(const QByteArray &method, const QByteArray &target, const QByteArray &body = {}) const
    {
        socket.send(method + ' ' + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                    + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
    QByteArray answer()
    {
        const QByteArray head = socket.receiveUntil("\r\n\r\n").toLower();
        const qsizetype at = head.indexOf("content-length: ");
        const qsizetype end = head.indexOf('\r', at);
        return at < 0 ? QByteArray() : socket.receive(head.mid(at + 16, end - at - 16).toInt());
    }
    QByteArray openPolling(int revision = 4, const QByteArray &path = "/socket.io/")
    {
        m_target = path + "?EIO=" + QByteArray::number(revision) + "&transport=polling";
        ask("GET", m_target);
        const QByteArray handshake = answer();
        sid = handshake.mid(handshake.indexOf("sid") + 6, 20);
        m_target += "&sid=" + sid;
        return m_target;
    }
    bool openWebSocket(const QByteArray &target)
    {
        socket.send("GET " + target
                    + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                      "Sec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        return socket.receiveUntil("\r\n\r\n").startsWith("HTTP/1.1 101 ");
    }
    void say(const QByteArray &text)
    {
        socket.send(m_encoder.message(WebSocket::OpCode::Text, text, {}));
    }
    void sayClose() { socket.send(m_encoder.close(1000)); }
    /// The next frame that is not longer than 64 KiB.
    QByteArray hear()
    {
        const QByteArray head = socket.receive(2);
        if (head.size() < 2)
            return {};
        qsizetype size = head[1] & 127;
        if (size == 126) {
            const QByteArray more = socket.receive(2);
            size = (uchar(more[0]) << 8) + uchar(more[1]);
        }
        return socket.receive(size);
    }
    /// In `/` of Socket.IO.
    void enter()
    {
        openWebSocket("/socket.io/?EIO=4&transport=websocket");
        hear();
        say("40");
        hear();
        hear();
    }

    BlockingSocket socket;
    QByteArray sid;

private:
    WebSocket::FrameEncoder m_encoder {WebSocket::Sender::Client};
    QByteArray m_target;
};

using Visit = void (*)(EchoThread &server);

} // namespace

Q_DECLARE_METATYPE(Visit)

/// Clients that come and go in every way leave nothing behind in the server: no connection, no
/// session, no descriptor, no memory, and so no timer. SOCKSCOPE_CONNECTIONS says how many of each,
/// twice; 150 by default.
class TestLeaks : public QObject
{
    Q_OBJECT

private slots:
    void comeAndGo_data();
    void comeAndGo();
    void neverReads();
    void readsByteByByte();
};

void TestLeaks::comeAndGo_data()
{
    QTest::addColumn<Visit>("visit");
    const auto row = [](const char *name, Visit visit) { QTest::newRow(name) << visit; };
    row("nothing said", [](EchoThread &server) { Visitor visitor(server); });
    row("nothing said, reset", [](EchoThread &server) { Visitor(server).socket.reset(); });
    row("half a head",
        [](EchoThread &server) { Visitor(server).socket.send("GET /socket.io/?E"); });
    row("garbage", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.socket.send("\x16\x03\x01 this is not HTTP\r\n\r\n");
        visitor.socket.receiveAll();
    });
    row("a request", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.ask("GET", "/nothing");
        visitor.answer();
    });
    row("half-open", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.ask("GET", "/nothing");
        visitor.answer();
        visitor.socket.finish();
        visitor.socket.receiveAll();
    });
    row("half a body", [](EchoThread &server) {
        Visitor visitor(server);
        const QByteArray target = visitor.openPolling();
        visitor.socket.send("POST " + target
                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n4x");
        visitor.socket.reset();
    });
    row("polling, close packet", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.ask("POST", visitor.openPolling(),
                    "40\x1e"
                    "1");
        visitor.answer();
    });
    row("polling, a GET given up", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.ask("GET", visitor.openPolling(4, "/engine.io/"));
    });
    row("polling, not heard of again", [](EchoThread &server) { Visitor(server).openPolling(4); });
    row("polling of revision 3, not heard of again",
        [](EchoThread &server) { Visitor(server).openPolling(3); });
    row("polling, kicked, not heard of again", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.ask("POST", visitor.openPolling(),
                    "40\x1e"
                    R"(42["kick-close"])");
        visitor.answer();
    });
    row("WebSocket, close frame", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.openWebSocket("/ws/echo");
        visitor.sayClose();
        visitor.socket.receiveAll();
    });
    row("WebSocket, reset", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.openWebSocket("/ws/ticker");
        visitor.socket.reset();
    });
    row("WebSocket, half-open", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.openWebSocket("/ws/chat");
        visitor.socket.finish();
        visitor.socket.receiveAll();
    });
    row("WebSocket, half a frame", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.openWebSocket("/engine.io/?EIO=4&transport=websocket");
        visitor.socket.send(QByteArray::fromHex("818a0000"));
    });
    row("Socket.IO, left", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.enter();
        visitor.say(R"(420["join","red"])");
        visitor.hear();
        visitor.say("41");
        visitor.sayClose();
        visitor.socket.receiveAll();
    });
    row("Socket.IO, reset while it is asked", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.enter();
        visitor.say(R"(420["join","red"])");
        visitor.hear();
        visitor.say(R"(42["please-ask"])");
        visitor.hear();
        visitor.socket.reset();
    });
    row("Socket.IO, attachments missing", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.enter();
        visitor.say(R"(452-["message",{"_placeholder":true,"num":0}])");
    });
    row("Socket.IO, kicked", [](EchoThread &server) {
        Visitor visitor(server);
        visitor.enter();
        visitor.say(R"(42["kick-close"])");
        visitor.socket.receiveUntil("\x88");
    });
    row("probe, gone", [](EchoThread &server) {
        Visitor polling(server);
        polling.openPolling();
        Visitor webSocket(server);
        webSocket.openWebSocket("/socket.io/?EIO=4&transport=websocket&sid=" + polling.sid);
        webSocket.say("2probe");
        webSocket.hear();
    });
    row("upgraded, gone", [](EchoThread &server) {
        Visitor polling(server);
        polling.openPolling(4, "/engine.io/");
        Visitor webSocket(server);
        webSocket.openWebSocket("/engine.io/?EIO=4&transport=websocket&sid=" + polling.sid);
        webSocket.say("2probe");
        webSocket.hear();
        webSocket.say("5");
        webSocket.say("4x");
        webSocket.hear();
    });
}

void TestLeaks::comeAndGo()
{
    QFETCH(Visit, visit);
    EchoThread server(200ms);
    const qsizetype descriptors = openDescriptors();
    const auto round = [&] {
        for (int i = 0; i < connectionCount(); ++i)
            visit(server);
    };
    round(); // tables grow to their size
    QTRY_COMPARE_WITH_TIMEOUT(server.open(), 0, 20'000);
    QTest::qWait(600); // what is retired goes, and what is looked through now and then
    const qint64 before = allocatedBytes();
    round();
    QTRY_COMPARE_WITH_TIMEOUT(server.open(), 0, 20'000);
    QCOMPARE(openDescriptors(), descriptors);
    // A timer alone has more than this.
    QTRY_VERIFY2(allocatedBytes() - before < qint64(40) * connectionCount(),
                 QByteArray::number(allocatedBytes() - before).constData());
}

void TestLeaks::neverReads()
{
    EchoThread server;
    { // tables grow to their size
        Visitor visitor(server);
        visitor.enter();
    }
    QTRY_COMPARE(server.open(), 0);
    const qint64 before = allocatedBytes();
    {
        Visitor sender(server);
        sender.enter();
        Visitor asleep(server);
        asleep.enter();
        QCOMPARE(server.open(), 4);
        // Nobody may leave more than 64 MiB unread.
        const QByteArray message = R"(42["to-others",")" + QByteArray(900'000, 'x') + R"("])";
        for (int i = 0; i < 100 && server.open() > 3; ++i)
            sender.say(message);
        QTRY_COMPARE(server.open(), 3); // its connection, which is told that it is over
        sender.say(R"(42["message"])");
        QCOMPARE(sender.hear(), R"(42["message-back"])");
        QVERIFY(allocatedBytes() - before < 200'000'000);
    }
    QTRY_COMPARE(server.open(), 0);
    QTRY_VERIFY2(allocatedBytes() - before < 100'000,
                 QByteArray::number(allocatedBytes() - before).constData());
}

void TestLeaks::readsByteByByte()
{
    EchoThread server;
    Visitor visitor(server);
    QVERIFY(visitor.openWebSocket("/ws/echo"));
    const QByteArray message(30'000, 'x');
    for (int i = 0; i < 3; ++i)
        visitor.say(message);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(visitor.socket.receive(4).size(), 4);
        QByteArray heard;
        while (heard.size() < message.size())
            heard += visitor.socket.receive(1);
        QCOMPARE(heard, message);
    }
}

QTEST_GUILESS_MAIN(TestLeaks)
#include "tst_leaks.moc"
