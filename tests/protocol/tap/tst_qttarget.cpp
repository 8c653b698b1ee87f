// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/qttarget.h"

#include "tests/protocol/tap/runningtap.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/testcertificates.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

#include <future>

using Capture::Direction;
using End = BlockingSocket::End;

namespace {

/// Waits for what another thread does while this one's events run.
template<typename Value>
std::optional<Value> waitFor(std::future<Value> &future)
{
    const bool isReady = QTest::qWaitFor(
        [&future] { return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready; },
        15'000);
    return isReady ? std::optional(future.get()) : std::nullopt;
}

} // namespace

Q_DECLARE_METATYPE(TestCertificates::Wish)

class TestQtTarget : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void relaysOverTls();
    void passesMuchAndTheEnd();
    void rewritesRequestsOverTls();
    void saysGoodbyeWhenTheClientIsDone();
    void passesTheClientsReset();
    void refusesAnUnknownAuthority();
    void refusesAnotherName();
    void acceptsAnyCertificateWhenTold();
    void acceptsTheOneCertificate();
    void asksForAnotherName();
    void showsItsCertificate_data();
    void showsItsCertificate();
    void saysWhatItCannotRead_data();
    void saysWhatItCannotRead();
    void tellsWhatIsWrongWithACertificate_data();
    void tellsWhatIsWrongWithACertificate();
    void tellsWhenTheTargetSpeaksNoTls();
    void tellsWhenTheTargetIsDown();
    void timesOutInTheHandshake();

private:
    Tap::TapOptions options(const QByteArray &host = "127.0.0.1") const;
    QByteArray ask(quint16 port);
    QSslSocket *nextPeer();
    QSslSocket *peerAskedBy(const BlockingSocket &client);
    void serveWith(const TestCertificates::Pair &pair);

    TestCertificates m_certificates;
    std::unique_ptr<QSslServer> m_server;
};

void TestQtTarget::initTestCase()
{
    QVERIFY(m_certificates.isMade);
}

void TestQtTarget::init()
{
    m_server = std::make_unique<QSslServer>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(m_certificates.certificate);
    configuration.setPrivateKey(m_certificates.key);
    m_server->setSslConfiguration(configuration);
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
}

void TestQtTarget::cleanup()
{
    m_server.reset();
}

Tap::TapOptions TestQtTarget::options(const QByteArray &host) const
{
    Tap::TapOptions options = RunningTap::inFrontOf(m_server->serverPort(), host);
    options.target.scheme = Tap::Scheme::Https;
    options.tls.authoritiesPem = m_certificates.authority;
    return options;
}

/// What a client is told that asks once.
QByteArray TestQtTarget::ask(quint16 port)
{
    auto answer = std::async(std::launch::async, [port] {
        auto client = BlockingSocket::connectTo(port);
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        return client.receiveAll();
    });
    return waitFor(answer).value_or("nothing came");
}

QSslSocket *TestQtTarget::nextPeer()
{
    if (!QTest::qWaitFor([this] { return m_server->hasPendingConnections(); }))
        return nullptr;
    return qobject_cast<QSslSocket *>(m_server->nextPendingConnection());
}

/// The server's end after \a client has sent "question" and it has come; null if it did not.
QSslSocket *TestQtTarget::peerAskedBy(const BlockingSocket &client)
{
    QSslSocket *peer = client.send("question") ? nextPeer() : nullptr;
    const auto hasIt = [peer] { return peer->peek(100) == "question"; };
    return peer != nullptr && QTest::qWaitFor(hasIt) ? peer : nullptr;
}

void TestQtTarget::serveWith(const TestCertificates::Pair &pair)
{
    QSslConfiguration configuration = m_server->sslConfiguration();
    configuration.setLocalCertificate(pair.certificate());
    configuration.setPrivateKey(pair.key());
    m_server->setSslConfiguration(configuration);
}

void TestQtTarget::relaysOverTls()
{
    RunningTap tap(options());
    auto client = BlockingSocket::connectTo(tap.port());
    QSslSocket *peer = peerAskedBy(client);
    QVERIFY(peer != nullptr);
    peer->write("answer");
    auto answer = std::async(std::launch::async, [&client] { return client.receive(6); });
    QCOMPARE(waitFor(answer).value_or(""), QByteArray("answer"));
    QTRY_COMPARE(tap.sink.count<Capture::WireConnected>(), 1);
    QVERIFY(tap.sink.all<Capture::WireOpened>().front().tls);
    const auto connected = tap.sink.all<Capture::WireConnected>().front();
    QVERIFY2(connected.tls.startsWith("TLSv1.3 TLS_"), connected.tls.constData());
    QCOMPARE(connected.peer, "127.0.0.1:" + QByteArray::number(m_server->serverPort()));
    QCOMPARE(tap.sink.bytes(Direction::Sent), QByteArray("question"));
    QTRY_COMPARE(tap.sink.bytes(Direction::Received), QByteArray("answer"));
}

void TestQtTarget::passesMuchAndTheEnd()
{
    RunningTap tap(options("localhost"));
    const QByteArray much = QByteArray("0123456789abcdef").repeated(1 << 19);
    auto client = BlockingSocket::connectTo(tap.port());
    auto sent = std::async(std::launch::async, [&] { return client.send(much); });
    QSslSocket *peer = nextPeer();
    QVERIFY(peer != nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(peer->bytesAvailable(), much.size(), 15'000);
    QVERIFY(peer->readAll() == much);
    QVERIFY(waitFor(sent).value_or(false));
    peer->write(much);
    peer->disconnectFromHost();
    auto received = std::async(std::launch::async, [&] { return client.receiveAll(); });
    QVERIFY(waitFor(received) == std::optional(much));
    QCOMPARE(client.end(), End::Fin);
    client.close();
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QVERIFY(!tap.sink.all<Capture::WireClosed>().front().problem);
}

void TestQtTarget::rewritesRequestsOverTls()
{
    auto options = this->options("localhost");
    options.hostRewrite = Tap::HostRewrite::Always;
    options.target.basePath = "/app";
    RunningTap tap(options);
    auto client = BlockingSocket::connectTo(tap.port());
    QVERIFY(client.send("GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    QSslSocket *peer = nextPeer();
    QVERIFY(peer != nullptr);
    const QByteArray expected = "GET /app/x HTTP/1.1\r\nHost: localhost:"
        + QByteArray::number(m_server->serverPort()) + "\r\n\r\n";
    QTRY_COMPARE(peer->peek(200), expected);
    QTRY_COMPARE(tap.sink.bytes(Direction::Sent), expected);
    QCOMPARE(tap.sink.count<Capture::WireChanged>(), 2);
}

void TestQtTarget::saysGoodbyeWhenTheClientIsDone()
{
    RunningTap tap(options());
    auto client = BlockingSocket::connectTo(tap.port());
    QSslSocket *peer = peerAskedBy(client);
    QVERIFY(peer != nullptr);
    client.finish();
    peer->write("answer");
    auto answer = std::async(std::launch::async, [&client] { return client.receiveAll(); });
    QCOMPARE(waitFor(answer).value_or(""), QByteArray("answer"));
    QTRY_COMPARE(peer->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
}

void TestQtTarget::passesTheClientsReset()
{
    RunningTap tap(options());
    auto client = BlockingSocket::connectTo(tap.port());
    QSslSocket *peer = nextPeer();
    QVERIFY(peer != nullptr);
    QTRY_COMPARE(tap.sink.count<Capture::WireConnected>(), 1);
    client.reset();
    QTRY_COMPARE(peer->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem, std::optional(Problem::TapReset));
}

void TestQtTarget::refusesAnUnknownAuthority()
{
    auto options = this->options();
    options.tls.authoritiesPem.clear();
    RunningTap tap(options);
    const QByteArray answer = ask(tap.port());
    QVERIFY2(answer.startsWith("HTTP/1.1 502 "), answer.constData());
    QVERIFY2(answer.contains(", but TLS with it failed: its certificate is not trusted. "),
             answer.constData());
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    const auto closed = tap.sink.all<Capture::WireClosed>().front();
    QCOMPARE(closed.problem, std::optional(Problem::TapTlsFailed));
    QVERIFY(closed.text.startsWith("its certificate is not trusted. "));
}

void TestQtTarget::refusesAnotherName()
{
    // The certificate names localhost, and 127.0.0.1, but no other address of this machine.
    m_server->close();
    QVERIFY(m_server->listen(QHostAddress(QStringLiteral("127.0.0.2"))));
    RunningTap tap(options("127.0.0.2"));
    const QByteArray answer = ask(tap.port());
    QVERIFY2(answer.contains("its certificate is not trusted. The host name did not match"),
             answer.constData());
}

void TestQtTarget::acceptsAnyCertificateWhenTold()
{
    auto options = this->options();
    options.tls.authoritiesPem.clear();
    options.tls.acceptsAny = true;
    RunningTap tap(options);
    auto client = BlockingSocket::connectTo(tap.port());
    QVERIFY(peerAskedBy(client) != nullptr);
}

void TestQtTarget::acceptsTheOneCertificate()
{
    auto options = this->options();
    options.tls.authoritiesPem.clear();
    options.tls.acceptedFingerprint
        = m_certificates.certificate.digest(QCryptographicHash::Sha256).toHex();
    {
        RunningTap tap(options);
        auto client = BlockingSocket::connectTo(tap.port());
        QVERIFY(peerAskedBy(client) != nullptr);
    }
    options.tls.acceptedFingerprint[0] = options.tls.acceptedFingerprint[0] == '0' ? '1' : '0';
    RunningTap tap(options);
    QVERIFY(ask(tap.port()).contains("its certificate is not trusted. "));
}

void TestQtTarget::asksForAnotherName()
{
    const auto pair = m_certificates.make({.name = "sockscope.example"});
    QVERIFY(pair.isMade());
    serveWith(pair);
    auto options = this->options();
    options.tls.serverName = "sockscope.example";
    RunningTap tap(options);
    auto client = BlockingSocket::connectTo(tap.port());
    QVERIFY(peerAskedBy(client) != nullptr);
}

void TestQtTarget::showsItsCertificate_data()
{
    QTest::addColumn<TestCertificates::Key>("key");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::newRow("EC") << TestCertificates::Key::Ec << QByteArray();
    QTest::newRow("RSA") << TestCertificates::Key::Rsa << QByteArray();
    QTest::newRow("EC, locked") << TestCertificates::Key::Ec << QByteArray("open sesame");
    QTest::newRow("RSA, locked") << TestCertificates::Key::Rsa << QByteArray("open sesame");
}

void TestQtTarget::showsItsCertificate()
{
    QFETCH(TestCertificates::Key, key);
    QFETCH(QByteArray, passphrase);
    QSslConfiguration configuration = m_server->sslConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.addCaCertificates(QSslCertificate::fromData(m_certificates.authority));
    m_server->setSslConfiguration(configuration);
    const auto own = m_certificates.make({.name = "tester", .key = key, .passphrase = passphrase});
    QVERIFY(own.isMade());
    auto options = this->options();
    options.tls.certificatePem = own.certificatePem;
    options.tls.keyPem = own.keyPem;
    options.tls.keyPassphrase = passphrase;
    RunningTap tap(options);
    auto client = BlockingSocket::connectTo(tap.port());
    QSslSocket *peer = peerAskedBy(client);
    QVERIFY(peer != nullptr);
    QCOMPARE(peer->peerCertificate(), own.certificate());
}

void TestQtTarget::saysWhatItCannotRead_data()
{
    QTest::addColumn<Tap::TlsOptions>("tls");
    QTest::addColumn<QByteArray>("expected");
    const auto own = m_certificates.make({.name = "tester", .passphrase = "open sesame"});
    Tap::TlsOptions tls;
    tls.authoritiesPem = "nonsense";
    QTest::newRow("authorities") << tls
                                 << QByteArray("no certificate could be read from the authorities");
    tls = {};
    tls.certificatePem = "nonsense";
    tls.keyPem = own.keyPem;
    QTest::newRow("certificate") << tls << QByteArray("it is no PEM certificate");
    tls.certificatePem = own.certificatePem;
    tls.keyPassphrase = "open barley";
    QTest::newRow("passphrase") << tls << QByteArray("the passphrase is wrong or missing");
    tls.keyPem = "nonsense";
    QTest::newRow("key") << tls << QByteArray("it is no PEM key of RSA, EC or DSA");
    tls.keyPem.clear();
    QTest::newRow("no key") << tls << QByteArray("has no private key beside it");
}

void TestQtTarget::saysWhatItCannotRead()
{
    QFETCH(Tap::TlsOptions, tls);
    QFETCH(QByteArray, expected);
    auto options = this->options();
    options.tls = tls;
    RunningTap tap(options);
    const QByteArray answer = ask(tap.port());
    QVERIFY2(answer.startsWith("HTTP/1.1 502 "), answer.constData());
    QVERIFY2(answer.contains(expected), answer.constData());
}

void TestQtTarget::tellsWhatIsWrongWithACertificate_data()
{
    QTest::addColumn<TestCertificates::Wish>("wish");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("expired") << TestCertificates::Wish {.isExpired = true}
                             << QByteArray("The certificate has expired.");
    QTest::newRow("self-signed") << TestCertificates::Wish {.isSelfSigned = true}
                                 << QByteArray("The certificate is self-signed, and untrusted.");
    QTest::newRow("another name") << TestCertificates::Wish {.name = "example.org"}
                                  << QByteArray("The host name did not match");
}

void TestQtTarget::tellsWhatIsWrongWithACertificate()
{
    QFETCH(TestCertificates::Wish, wish);
    QFETCH(QByteArray, expected);
    const auto pair = m_certificates.make(wish);
    QVERIFY(pair.isMade());
    serveWith(pair);
    RunningTap tap(options());
    const QByteArray answer = ask(tap.port());
    QVERIFY2(answer.contains("its certificate is not trusted. "), answer.constData());
    QVERIFY2(answer.contains(expected), answer.constData());
}

void TestQtTarget::tellsWhenTheTargetSpeaksNoTls()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, this, [&plain] {
        QTcpSocket *peer = plain.nextPendingConnection();
        connect(peer, &QTcpSocket::readyRead, peer, [peer] {
            peer->readAll();
            peer->write("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer->disconnectFromHost();
        });
    });
    auto options = this->options();
    options.target.port = plain.serverPort();
    RunningTap tap(options);
    const QByteArray answer = ask(tap.port());
    QVERIFY2(answer.contains(", but TLS with it failed: "), answer.constData());
}

void TestQtTarget::tellsWhenTheTargetIsDown()
{
    const auto options = this->options();
    m_server->close();
    RunningTap tap(options);
    const QByteArray answer = ask(tap.port());
    QVERIFY2(answer.contains("Sockscope could not reach https://127.0.0.1:"), answer.constData());
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem,
             std::optional(Problem::TapRefused));
}

void TestQtTarget::timesOutInTheHandshake()
{
    const BlockingServer silent;
    auto options = this->options();
    options.target.port = silent.port();
    options.connectTimeout = std::chrono::milliseconds(50);
    RunningTap tap(options);
    QVERIFY(ask(tap.port()).contains("the target did not answer in time"));
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(tap.sink.all<Capture::WireClosed>().front().problem,
             std::optional(Problem::TapTimedOut));
}

QTEST_GUILESS_MAIN(TestQtTarget)
#include "tst_qttarget.moc"
