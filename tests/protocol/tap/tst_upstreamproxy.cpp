// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Taps whose target stands behind another proxy.

#include "protocol/tap/qttarget.h"

#include "tests/protocol/tap/runningtap.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/fakeproxy.h"
#include "tests/support/privatetapharness.h"
#include "tests/support/rawclient.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testcertificates.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QTest>
#include <QWebSocket>

using Capture::Direction;
using Type = FakeProxy::Type;

class TestUpstreamProxy : public QObject
{
    Q_OBJECT

private slots:
    void goesThrough_data();
    void goesThrough();
    void carriesAWebSocket_data() { goesThrough_data(); }
    void carriesAWebSocket();
    void saysThatItRefused_data();
    void saysThatItRefused();
    void saysThatItIsNotThere_data();
    void saysThatItIsNotThere();
    void blamesTheTargetForItsCertificate();

private:
    static Tap::UpstreamProxy through(const FakeProxy &proxy, Type type)
    {
        Tap::UpstreamProxy upstream;
        upstream.type = type == Type::Http ? Tap::UpstreamProxy::Type::Http
                                           : Tap::UpstreamProxy::Type::Socks5;
        upstream.host = "127.0.0.1";
        upstream.port = proxy.port();
        return upstream;
    }
    std::unique_ptr<QTcpServer> server(bool isTls) const
    {
        if (!isTls)
            return std::make_unique<QTcpServer>();
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(m_certificates.certificate);
        configuration.setPrivateKey(m_certificates.key);
        server->setSslConfiguration(configuration);
        return server;
    }

    TestCertificates m_certificates;
};

void TestUpstreamProxy::goesThrough_data()
{
    QTest::addColumn<Type>("type");
    QTest::addColumn<bool>("isTls");
    QTest::addColumn<bool>("hasUser");
    for (const bool isTls : {false, true}) {
        for (const bool hasUser : {false, true}) {
            for (const Type type : {Type::Http, Type::Socks5}) {
                QTest::addRow("%s, %s, %s", type == Type::Http ? "HTTP" : "SOCKS5",
                              isTls ? "TLS" : "plain", hasUser ? "user" : "no user")
                    << type << isTls << hasUser;
            }
        }
    }
}

void TestUpstreamProxy::goesThrough()
{
    QFETCH(Type, type);
    QFETCH(bool, isTls);
    QFETCH(bool, hasUser);
    ScriptedServer server(this->server(isTls));
    FakeProxy proxy(type, server.port());
    // A name that nobody but the proxy knows: only it may look it up.
    auto options = RunningTap::inFrontOf(server.port(), "server.invalid");
    options.hostRewrite = Tap::HostRewrite::Never;
    options.target.scheme = isTls ? Tap::Scheme::Https : Tap::Scheme::Http;
    options.tls.authoritiesPem = m_certificates.authority;
    options.tls.serverName = "localhost";
    options.proxy = through(proxy, type);
    if (hasUser) {
        options.proxy.user = proxy.user = "pedro";
        options.proxy.password = proxy.password = "open sesame";
    }
    RunningTap tap(options);
    auto client = BlockingSocket::connectTo(tap.port());
    const QByteArray much = QByteArray("0123456789abcdef").repeated(1 << 12);
    QVERIFY(client.send(much));
    QTRY_VERIFY(server.connections() == 1);
    QTRY_COMPARE(server.received().size(), much.size());
    QVERIFY(server.received() == much);
    server.send("answer");
    QTRY_COMPARE(tap.sink.bytes(Direction::Received), QByteArray("answer"));
    QCOMPARE(client.receive(6), QByteArray("answer"));
    QCOMPARE(proxy.asked, QByteArrayList {"server.invalid:" + QByteArray::number(server.port())});
    QVERIFY(tap.sink.bytes(Direction::Sent) == much);
    server.peer().disconnectFromHost();
    QTRY_COMPARE(tap.sink.count<Capture::WireEnded>(), 1);
    QCOMPARE(client.waitForEnd(), BlockingSocket::End::Fin);
    client.close();
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
}

void TestUpstreamProxy::carriesAWebSocket()
{
    QFETCH(Type, type);
    QFETCH(bool, isTls);
    QFETCH(bool, hasUser);
    ScriptedServer server(this->server(isTls));
    FakeProxy proxy(type, server.port());
    auto options = PrivateTapHarness::to(server.port(), "localhost");
    options.target.scheme = isTls ? Tap::Scheme::Wss : Tap::Scheme::Ws;
    options.tls.authoritiesPem = m_certificates.authority;
    options.proxy = through(proxy, type);
    if (hasUser) {
        options.proxy.user = proxy.user = "pedro";
        options.proxy.password = proxy.password = "open sesame";
    }
    PrivateTapHarness tap(options);
    QWebSocket socket;
    socket.setProxy(tap.tap.proxy());
    QStringList texts;
    connect(&socket, &QWebSocket::textMessageReceived, &socket,
            [&texts](const QString &text) { texts.append(text); });
    socket.open(QUrl(QStringLiteral("ws://localhost:%1/").arg(server.port())));
    QTRY_VERIFY(server.hasHead());
    QVERIFY(!server.received().contains("Proxy-"));
    server.acceptWebSocket(QByteArray("\x81\x02hi"));
    QTRY_COMPARE(texts, QStringList {QStringLiteral("hi")});
    QCOMPARE(tap.sent(), server.received());
    QCOMPARE(tap.negotiated.size(), isTls ? 1 : 0);
    QCOMPARE(proxy.asked.size(), 1);
}

void TestUpstreamProxy::saysThatItRefused_data()
{
    QTest::addColumn<Type>("type");
    QTest::addColumn<bool>("isTls");
    QTest::addColumn<bool>("wantsUser");
    for (const bool isTls : {false, true}) {
        for (const bool wantsUser : {false, true}) {
            for (const Type type : {Type::Http, Type::Socks5}) {
                QTest::addRow("%s, %s, %s", type == Type::Http ? "HTTP" : "SOCKS5",
                              isTls ? "TLS" : "plain", wantsUser ? "wrong password" : "refused")
                    << type << isTls << wantsUser;
            }
        }
    }
}

void TestUpstreamProxy::saysThatItRefused()
{
    QFETCH(Type, type);
    QFETCH(bool, isTls);
    QFETCH(bool, wantsUser);
    ScriptedServer server(this->server(isTls));
    FakeProxy proxy(type, server.port());
    proxy.refuses = true;
    auto options = PrivateTapHarness::to(server.port());
    options.target.scheme = isTls ? Tap::Scheme::Https : Tap::Scheme::Http;
    options.proxy = through(proxy, type);
    if (wantsUser) {
        proxy.user = options.proxy.user = "pedro";
        proxy.password = "open sesame";
        options.proxy.password = "open barley";
    }
    PrivateTapHarness tap(options);
    QWebSocket socket;
    socket.setProxy(tap.tap.proxy());
    socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(server.port())));
    QTRY_COMPARE(tap.failures.size(), 1);
    QCOMPARE(tap.failures.first().problem, Problem::TapProxyFailed);
    const QByteArray text = tap.failures.first().text;
    QVERIFY2(
        text.startsWith("the proxy 127.0.0.1:" + QByteArray::number(proxy.port()) + " refused: "),
        text.constData());
    QCOMPARE(server.connections(), 0);
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem,
             std::optional(Problem::TapProxyFailed));
}

void TestUpstreamProxy::saysThatItIsNotThere_data()
{
    QTest::addColumn<Type>("type");
    QTest::newRow("HTTP") << Type::Http;
    QTest::newRow("SOCKS5") << Type::Socks5;
}

void TestUpstreamProxy::saysThatItIsNotThere()
{
    QFETCH(Type, type);
    auto options = PrivateTapHarness::to(80, "server.invalid");
    {
        const FakeProxy proxy(type, 80);
        options.proxy = through(proxy, type);
    }
    PrivateTapHarness tap(options);
    QWebSocket socket;
    socket.setProxy(tap.tap.proxy());
    socket.open(QUrl(QStringLiteral("ws://server.invalid:80/")));
    QTRY_COMPARE(tap.failures.size(), 1);
    QCOMPARE(tap.failures.first().problem, Problem::TapProxyFailed);
    QCOMPARE(tap.failures.first().text,
             "the proxy 127.0.0.1:" + QByteArray::number(options.proxy.port)
                 + " is not there: nothing listens");
}

void TestUpstreamProxy::blamesTheTargetForItsCertificate()
{
    ScriptedServer server(this->server(true));
    FakeProxy proxy(Type::Http, server.port());
    auto options = PrivateTapHarness::to(server.port());
    options.target.scheme = Tap::Scheme::Https;
    options.proxy = through(proxy, Type::Http);
    PrivateTapHarness tap(options);
    QWebSocket socket;
    socket.setProxy(tap.tap.proxy());
    socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(server.port())));
    QTRY_COMPARE(tap.failures.size(), 1);
    QCOMPARE(tap.failures.first().problem, Problem::TapTlsFailed);
    QVERIFY(tap.failures.first().text.startsWith("its certificate is not trusted. "));
}

QTEST_GUILESS_MAIN(TestUpstreamProxy)
#include "tst_upstreamproxy.moc"
