// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/clientbench.h"
#include "tests/support/requestserver.h"
#include "tests/support/scriptedengine.h"
#include "tests/support/testcertificates.h"

#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTest>

using namespace std::chrono_literals;
using Client::ClientOptions;
using Client::Failure;
using Client::FailureKind;
using Client::Protocol;
using Client::State;
using Client::Transports;

Q_DECLARE_METATYPE(Client::FailureKind)

/// Every way not to reach a server has its own name.
class TestClientFailures : public QObject
{
    Q_OBJECT

private slots:
    void namesAnswers_data();
    void namesAnswers();
    void namesRedirects_data() { kinds(); }
    void namesRedirects();
    void namesWhatIsNotThere_data() { kinds(); }
    void namesWhatIsNotThere();
    void namesBlackHoles_data() { kinds(); }
    void namesBlackHoles();
    void namesTlsFaults_data();
    void namesTlsFaults();
    void takesAnExceptionForACertificate();
    void namesBadUrls_data() { kinds(); }
    void namesBadUrls();
    void namesAnUpstreamProxyThatIsNotThere_data() { kinds(); }
    void namesAnUpstreamProxyThatIsNotThere();
    void namesTheWrongVersion_data();
    void namesTheWrongVersion();
    void namesAPlainWebSocketServer();

private:
    static void kinds()
    {
        QTest::addColumn<Protocol>("protocol");
        QTest::addColumn<Transports>("transports");
        QTest::newRow("WebSocket") << Protocol::WebSocket << Transports::WebSocket;
        QTest::newRow("polling") << Protocol::SocketIo << Transports::Polling;
        QTest::newRow("Socket.IO over WebSocket") << Protocol::SocketIo << Transports::WebSocket;
        QTest::newRow("fallback") << Protocol::SocketIo << Transports::Fallback;
    }
    /// The first failure of a client with these options; None if it opened.
    Failure failureOf(ClientOptions options)
    {
        options.reconnection.isOn = false;
        const auto until = [](auto &peer) {
            peer.client.open();
            [&] { QTRY_VERIFY(peer.isOpen() || peer.status.state == State::Failed); }();
            return peer.status.failure;
        };
        if (options.protocol == Protocol::WebSocket) {
            ClientWitness<Client::WebSocketClient> peer(m_bench, options);
            return until(peer);
        }
        SocketIoWitness peer(m_bench, options);
        return until(peer);
    }
    static ClientOptions optionsFor(const QByteArray &url)
    {
        QFETCH(const Protocol, protocol);
        QFETCH(const Transports, transports);
        auto options = ClientBench::options(protocol, url);
        options.transports = transports;
        return options;
    }

    ClientBench m_bench;
};

void TestClientFailures::namesAnswers_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<FailureKind>("kind");
    struct Case
    {
        const char *name;
        int status;
        QByteArray body;
        FailureKind engine;
        FailureKind plain;
    };
    using Kind = FailureKind;
    const QList<Case> cases {
        {"a page", 200, "<html>", Kind::NotSocketIo, Kind::NotWebSocket},
        {"no page", 404, "<html>Not Found", Kind::NotSocketIo, Kind::NotWebSocket},
        {"wants a WebSocket", 426, "Upgrade Required", Kind::NotSocketIo, Kind::NotWebSocket},
        {"bad gateway", 502, "<html>502", Kind::HttpStatus, Kind::HttpStatus},
        {"unauthorized", 401, "who?", Kind::HttpStatus, Kind::HttpStatus},
        {"turned off", 400, R"({"code":0,"message":"Transport unknown"})", Kind::TransportRefused,
         Kind::NotWebSocket},
        {"forbidden", 403, R"({"code":4,"message":"go away"})", Kind::Forbidden, Kind::HttpStatus},
        {"bad request", 400, R"({"code":3,"message":"Bad request"})", Kind::EngineError,
         Kind::NotWebSocket},
    };
    for (const Case &some : cases) {
        QTest::addRow("%s, WebSocket", some.name) << Protocol::WebSocket << Transports::WebSocket
                                                  << some.status << some.body << some.plain;
        QTest::addRow("%s, polling", some.name)
            << Protocol::SocketIo << Transports::Polling << some.status << some.body << some.engine;
        QTest::addRow("%s, Socket.IO over WebSocket", some.name)
            << Protocol::SocketIo << Transports::WebSocket << some.status << some.body
            << some.engine;
    }
}

void TestClientFailures::namesAnswers()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    RequestServer server([&](RequestConnection &connection, const RequestServer::Request &) {
        connection.answer(status, body);
    });
    const Failure failure = failureOf(optionsFor(server.url()));
    QTEST(failure.kind, "kind");
    QCOMPARE(failure.status, status);
    QCOMPARE(server.requests.size(), 1);
}

void TestClientFailures::namesRedirects()
{
    RequestServer server([&](RequestConnection &connection, const RequestServer::Request &) {
        connection.answer(307, {}, "Location: https://example.org/there\r\n");
    });
    const Failure failure = failureOf(optionsFor(server.url()));
    QCOMPARE(failure.kind, FailureKind::Redirected);
    QCOMPARE(failure.location, "https://example.org/there");
}

void TestClientFailures::namesWhatIsNotThere()
{
    quint16 port = 0;
    {
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        port = free.serverPort();
    }
    QCOMPARE(failureOf(optionsFor("http://127.0.0.1:" + QByteArray::number(port))).kind,
             FailureKind::Refused);
    // A name that no DNS has (RFC 6761 6.4).
    QCOMPARE(failureOf(optionsFor("http://nowhere.invalid/")).kind, FailureKind::HostNotFound);
}

void TestClientFailures::namesBlackHoles()
{
    // It takes connections and never says a word.
    QTcpServer hole;
    hole.listen(QHostAddress::LocalHost);
    auto options = optionsFor("http://127.0.0.1:" + QByteArray::number(hole.serverPort()));
    options.openTimeout = 300ms;
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(failureOf(options).kind, FailureKind::TimedOut);
    QVERIFY(clock.elapsed() >= 280);
    QVERIFY(clock.elapsed() < 3000);
}

void TestClientFailures::namesTlsFaults_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isExpired");
    QTest::addColumn<bool>("isSelfSigned");
    QTest::addColumn<bool>("isKnown");
    QTest::addColumn<FailureKind>("kind");
    using Kind = FailureKind;
    for (const Protocol protocol : {Protocol::WebSocket, Protocol::SocketIo}) {
        const QByteArray what = protocol == Protocol::WebSocket ? "WebSocket" : "polling";
        const auto row = [&](const QByteArray &fault, const QByteArray &name, bool isExpired,
                             bool isSelfSigned, bool isKnown, Kind kind) {
            QTest::newRow((fault + ", " + what).constData())
                << protocol
                << (protocol == Protocol::WebSocket ? Transports::WebSocket : Transports::Polling)
                << name << isExpired << isSelfSigned << isKnown << kind;
        };
        row("trusted", "localhost", false, false, true, Kind::None);
        row("another's", "example.org", false, false, true, Kind::TlsWrongName);
        row("expired", "localhost", true, false, true, Kind::TlsExpired);
        row("self-signed", "localhost", false, true, true, Kind::TlsSelfSigned);
        row("unknown authority", "localhost", false, false, false, Kind::TlsUntrusted);
    }
}

namespace {

std::unique_ptr<QSslServer> tlsServer(const TestCertificates::Pair &pair)
{
    auto server = std::make_unique<QSslServer>();
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(pair.certificate());
    configuration.setPrivateKey(pair.key());
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    server->setSslConfiguration(configuration);
    return server;
}

void openEither(RequestConnection &connection, const RequestServer::Request &request)
{
    if (request.isWebSocket())
        connection.acceptWebSocket(request);
    else if (!request.target.queryValue("sid"))
        connection.answer(200,
                          R"(0{"sid":"S","upgrades":[],"pingInterval":25000,"pingTimeout":9000})");
    else if (request.head.method == "POST")
        connection.answer(200, "ok");
}

QByteArray httpsUrl(const RequestServer &server)
{
    return "https://127.0.0.1:" + QByteArray::number(server.port());
}

} // namespace

void TestClientFailures::namesTlsFaults()
{
    QFETCH(const QByteArray, name);
    QFETCH(const bool, isExpired);
    QFETCH(const bool, isSelfSigned);
    QFETCH(const bool, isKnown);
    QFETCH(const FailureKind, kind);
    const TestCertificates certificates;
    const auto pair
        = certificates.make({.name = name, .isExpired = isExpired, .isSelfSigned = isSelfSigned});
    QVERIFY(certificates.isMade && pair.isMade());
    RequestServer server(openEither, tlsServer(pair));
    auto options = optionsFor(httpsUrl(server));
    if (isKnown)
        options.tls.authoritiesPem = certificates.authority;
    const Failure failure = failureOf(options);
    QCOMPARE(failure.kind, kind);
    if (kind != FailureKind::None) {
        QCOMPARE(failure.fingerprint,
                 pair.certificate().digest(QCryptographicHash::Sha256).toHex());
        QVERIFY(server.requests.isEmpty());
    }
}

void TestClientFailures::takesAnExceptionForACertificate()
{
    const TestCertificates certificates;
    const auto pair = certificates.make({.isSelfSigned = true});
    RequestServer server(openEither, tlsServer(pair));
    auto options = ClientBench::options(Protocol::SocketIo, httpsUrl(server));
    options.transports = Transports::Polling;
    SocketIoWitness first(m_bench, options);
    first.client.open();
    QTRY_VERIFY(!first.failures.isEmpty());
    options.tls.acceptedFingerprint = first.failures.first().fingerprint;
    SocketIoWitness second(m_bench, options);
    second.client.open();
    QTRY_VERIFY(second.isOpen());
    QVERIFY(second.failures.isEmpty());
    QVERIFY2(second.status.tls.startsWith("TLSv1."), second.status.tls.constData());
    QCOMPARE(second.status.fingerprint, options.tls.acceptedFingerprint);
}

void TestClientFailures::namesBadUrls()
{
    const Failure failure = failureOf(optionsFor("gopher://example.org"));
    QCOMPARE(failure.kind, FailureKind::BadUrl);
    QVERIFY(!failure.text.isEmpty());
}

void TestClientFailures::namesAnUpstreamProxyThatIsNotThere()
{
    RequestServer server(openEither);
    auto options = optionsFor(server.url());
    options.proxy.type = Tap::UpstreamProxy::Type::Http;
    options.proxy.host = "127.0.0.1";
    {
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        options.proxy.port = free.serverPort();
    }
    const Failure failure = failureOf(options);
    QCOMPARE(failure.kind, FailureKind::ProxyFailed);
    QVERIFY(!failure.text.isEmpty());
    QVERIFY(server.requests.isEmpty());
}

void TestClientFailures::namesTheWrongVersion_data()
{
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<int>("server");
    for (const int server : {3, 4}) {
        QTest::addRow("polling, server of %d", server) << Transports::Polling << server;
        QTest::addRow("websocket, server of %d", server) << Transports::WebSocket << server;
    }
}

void TestClientFailures::namesTheWrongVersion()
{
    QFETCH(const Transports, transports);
    QFETCH(const int, server);
    ScriptedEngine engine(server == 3 ? EngineIo::Revision::V3 : EngineIo::Revision::V4);
    if (server == 3) {
        engine.withOpen = "40";
    } else {
        // As a server of version 4 meets a client of version 2.
        engine.before = [](RequestConnection &connection, const RequestServer::Request &request) {
            if (request.isWebSocket()) {
                connection.acceptWebSocket(request);
                connection.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                                "Unsupported protocol version");
                connection.finish();
            } else {
                connection.answer(400, R"({"code":5,"message":"Unsupported protocol version"})");
            }
            return true;
        };
    }
    auto options = ClientBench::options(Protocol::SocketIo, engine.url());
    options.transports = transports;
    options.version = server == 3 ? Client::Version::V4 : Client::Version::V2;
    options.reconnection.isOn = false;
    SocketIoWitness peer(m_bench, options);
    peer.client.open();
    QTRY_COMPARE(peer.status.state, State::Failed);
    QCOMPARE(peer.failure(), FailureKind::WrongVersion);
    QCOMPARE(peer.status.failure.revision, server);
}

void TestClientFailures::namesAPlainWebSocketServer()
{
    RequestServer server([](RequestConnection &connection, const RequestServer::Request &request) {
        connection.acceptWebSocket(request);
        connection.sendText("welcome to the chat");
    });
    auto options = ClientBench::options(Protocol::SocketIo, server.url());
    options.transports = Transports::WebSocket;
    const Failure failure = failureOf(options);
    QCOMPARE(failure.kind, FailureKind::NotSocketIo);
    QCOMPARE(failure.status, 101);
}

QTEST_GUILESS_MAIN(TestClientFailures)

#include "tst_clientfailures.moc"
