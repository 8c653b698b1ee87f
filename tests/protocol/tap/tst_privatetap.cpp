// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/privatetap.h"

#include "tests/support/blockingsocket.h"
#include "tests/support/privatetapharness.h"
#include "tests/support/rawclient.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testcertificates.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTest>

using Capture::Direction;

namespace {

const QByteArray Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// A manager whose proxy is the tap.
class Manager
{
public:
    explicit Manager(const PrivateTapHarness &tap) { m_manager.setProxy(tap.tap.proxy()); }

    std::unique_ptr<QNetworkReply> get(const QByteArray &url, quint32 ticket = 0)
    {
        return std::unique_ptr<QNetworkReply>(m_manager.get(request(url, ticket)));
    }
    std::unique_ptr<QNetworkReply> post(const QByteArray &url, const QByteArray &body,
                                        quint32 ticket = 0)
    {
        return std::unique_ptr<QNetworkReply>(m_manager.post(request(url, ticket), body));
    }

private:
    static QNetworkRequest request(const QByteArray &url, quint32 ticket)
    {
        QNetworkRequest request {QUrl(QString::fromUtf8(url))};
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArrayLiteral("text/plain;charset=UTF-8"));
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);
        if (ticket != 0)
            request.setRawHeader(Tap::PrivateTap::TicketField, QByteArray::number(ticket));
        return request;
    }

    QNetworkAccessManager m_manager;
};

QByteArray result(QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toByteArray() + ' '
        + reply.readAll();
}

} // namespace

class TestPrivateTap : public QObject
{
    Q_OBJECT

private slots:
    void passesWhatAManagerAsks();
    void keepsConnectionsAlive();
    void letsAManagerGoOnAfterTheServersGoodbye();
    void answers502InsteadOfARepeat_data();
    void answers502InsteadOfARepeat();
    void answers502WhenNobodyIsThere();
    void passesABrokenAnswerOn();
    void passesMuchBothWays();
    void endsWhatAManagerAborts();
    void cutsATargetThatDoesNotHearAnAbort();
    void keepsStrangersOut();
    void refusesOtherTargetsOnTheWay();
    void refusesWhatIsNoRequestOnTheWay();
    void speaksTlsForItsClient();
    void tellsWhyTlsFailed_data();
    void tellsWhyTlsFailed();
    void acceptsOneCertificate();
    void showsACertificate();
    void tellsThatACertificateIsWanted();
};

void TestPrivateTap::passesWhatAManagerAsks()
{
    ScriptedServer server;
    server.onReceived = [](ScriptedServer &it) { it.send(Ok); };
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    QVERIFY2(tap.error.isEmpty(), tap.error.constData());
    Manager manager(tap);
    const QByteArray authority = "127.0.0.1:" + QByteArray::number(server.port());
    const auto reply = manager.get("http://" + authority + "/socket.io/?EIO=4&t=a%20b", 7);
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(result(*reply), QByteArray("200 ok"));
    const QByteArray request = server.received();
    QVERIFY2(
        request.startsWith("GET /socket.io/?EIO=4&t=a%20b HTTP/1.1\r\nHost: " + authority + "\r\n"),
        request.constData());
    QVERIFY2(!request.toLower().contains("proxy"), request.constData());
    QVERIFY2(!request.toLower().contains("ticket"), request.constData());
    QCOMPARE(server.connections(), 1);
    QCOMPARE(tap.sent(), request);
    QCOMPARE(tap.received(), Ok);
    QCOMPARE(tap.sink.count<Capture::WireOpened>(), 1);
    const auto opened = tap.sink.all<Capture::WireOpened>().front();
    QCOMPARE(opened.source, PrivateTapHarness::Source);
    QCOMPARE(opened.target, authority);
    QCOMPARE(tap.sink.count<Capture::WireChanged>(), 0);
    QVERIFY(tap.failures.isEmpty());
}

void TestPrivateTap::keepsConnectionsAlive()
{
    ScriptedServer server;
    server.onReceived = [](ScriptedServer &it) { it.send(Ok); };
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Manager manager(tap);
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(server.port()) + "/";
    for (int i = 0; i < 5; ++i) {
        const auto reply = manager.post(url, "body " + QByteArray::number(i));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(result(*reply), QByteArray("200 ok"));
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.received().count("POST / HTTP/1.1\r\n"), 5);
    QVERIFY(server.received().endsWith("body 4"));
    QVERIFY(!server.received().contains("Proxy-"));
    QCOMPARE(tap.sent(), server.received());
}

void TestPrivateTap::letsAManagerGoOnAfterTheServersGoodbye()
{
    ScriptedServer server;
    server.onReceived = [](ScriptedServer &it) {
        it.send(Ok);
        it.peer().disconnectFromHost();
    };
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Manager manager(tap);
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(server.port()) + "/";
    for (int i = 0; i < 5; ++i) {
        const auto reply = manager.post(url, "body " + QByteArray::number(i));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(result(*reply), QByteArray("200 ok"));
    }
    QCOMPARE(server.connections(), 5);
    QCOMPARE(tap.sent().count("POST / HTTP/1.1\r\n"), 5);
    QVERIFY(tap.failures.isEmpty());
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 5);
    for (const auto &closed : tap.sink.all<Capture::WireClosed>())
        QVERIFY(!closed.problem);
}

void TestPrivateTap::answers502InsteadOfARepeat_data()
{
    QTest::addColumn<bool>("isFirst");
    QTest::addColumn<bool>("isReset");
    QTest::newRow("first request, FIN") << true << false;
    QTest::newRow("first request, reset") << true << true;
    QTest::newRow("later request, FIN") << false << false;
    QTest::newRow("later request, reset") << false << true;
}

void TestPrivateTap::answers502InsteadOfARepeat()
{
    QFETCH(bool, isFirst);
    QFETCH(bool, isReset);
    ScriptedServer server;
    server.onReceived = [isReset](ScriptedServer &it) {
        if (!it.received().contains("fatal"))
            it.send(Ok);
        else if (isReset)
            it.reset();
        else
            it.peer().disconnectFromHost();
    };
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Manager manager(tap);
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(server.port()) + "/";
    if (!isFirst) {
        const auto reply = manager.post(url, "harmless", 1);
        QTRY_VERIFY(reply->isFinished());
    }
    const auto reply = manager.post(url, "fatal", 2);
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 502);
    QCOMPARE(reply->rawHeader("X-Sockscope"), QByteArray("answered by the tap"));
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.received().count("fatal"), 1);
    QCOMPARE(tap.sent().count("fatal"), 1);
    QVERIFY(tap.sink.bytes(Direction::Received, true).startsWith("HTTP/1.1 502 "));
    QCOMPARE(tap.failures.size(), 1);
    QCOMPARE(tap.failures.first().ticket, 2U);
    QCOMPARE(tap.failures.first().problem, Problem::TapReset);
}

void TestPrivateTap::answers502WhenNobodyIsThere()
{
    auto options = PrivateTapHarness::to(0);
    {
        const ScriptedServer server;
        options.target.port = server.port();
    }
    PrivateTapHarness tap(options);
    Manager manager(tap);
    const auto reply
        = manager.post("http://127.0.0.1:" + QByteArray::number(options.target.port) + "/", "x", 9);
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 502);
    QCOMPARE(tap.failures.size(), 1);
    QCOMPARE(tap.failures.first().ticket, 9U);
    QCOMPARE(tap.failures.first().problem, Problem::TapRefused);
    QCOMPARE(tap.failures.first().text, QByteArray("connection refused"));
    // It is recorded as it would have been sent.
    const QByteArray request = tap.sink.bytes(Direction::Sent, true);
    QVERIFY2(request.startsWith("POST / HTTP/1.1\r\n"), request.constData());
    QVERIFY2(!request.toLower().contains("proxy-"), request.constData());
    QCOMPARE(tap.sent(), QByteArray());
}

void TestPrivateTap::passesABrokenAnswerOn()
{
    ScriptedServer server;
    server.onReceived = [](ScriptedServer &it) {
        it.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        it.peer().disconnectFromHost();
    };
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Manager manager(tap);
    const auto reply = manager.get("http://127.0.0.1:" + QByteArray::number(server.port()) + "/");
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->error(), QNetworkReply::RemoteHostClosedError);
    QCOMPARE(server.connections(), 1);
    QVERIFY(tap.failures.isEmpty());
}

void TestPrivateTap::passesMuchBothWays()
{
    const QByteArray much = QByteArray("0123456789abcdef").repeated(1 << 20);
    const QByteArray head
        = "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(much.size()) + "\r\n\r\n";
    ScriptedServer server;
    server.onReceived = [&](ScriptedServer &it) {
        if (it.body().size() == much.size())
            it.send(head + much);
    };
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Manager manager(tap);
    const auto reply
        = manager.post("http://127.0.0.1:" + QByteArray::number(server.port()) + "/", much);
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 20'000);
    QVERIFY(reply->readAll() == much);
    QVERIFY(server.body() == much);
    QVERIFY(tap.sent() == server.received());
    QVERIFY(tap.received() == head + much);
}

void TestPrivateTap::endsWhatAManagerAborts()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Manager manager(tap);
    const auto reply
        = manager.get("http://127.0.0.1:" + QByteArray::number(server.port()) + "/poll");
    QTRY_VERIFY(server.hasHead());
    reply->abort();
    QTRY_VERIFY(server.hasEnded());
    QTRY_COMPARE(tap.sink.count<Capture::WireClosed>(), 1);
}

void TestPrivateTap::cutsATargetThatDoesNotHearAnAbort()
{
    const BlockingServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    Manager manager(tap);
    const auto reply
        = manager.get("http://127.0.0.1:" + QByteArray::number(server.port()) + "/poll");
    QTRY_VERIFY(!tap.sent().isEmpty());
    BlockingSocket peer = server.accept();
    reply->abort();
    QTRY_COMPARE_WITH_TIMEOUT(tap.sink.count<Capture::WireClosed>(), 1, 10'000);
    QCOMPARE(peer.receive(tap.sent().size()), tap.sent());
    QVERIFY(peer.waitForEnd() != BlockingSocket::End::TimedOut);
}

void TestPrivateTap::keepsStrangersOut()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    const auto address = Net::Address::fromLiteral("127.0.0.1", tap.tap.proxy().port());
    const QByteArray authority = "127.0.0.1:" + QByteArray::number(server.port());
    RawClient none(tap.poller, *address);
    none.request("GET", "http://" + authority + "/");
    RawClient wrong(tap.poller, *address);
    wrong.request("GET", "http://" + authority + "/", {},
                  "Proxy-Authorization: Basic " + QByteArray("sockscope:guess").toBase64()
                      + "\r\n");
    RawClient tunnel(tap.poller, *address);
    tunnel.request("CONNECT", authority);
    for (const RawClient *client : {&none, &wrong, &tunnel})
        QTRY_COMPARE(client->last(), QByteArray("407 "));
    QCOMPARE(server.connections(), 0);
    QCOMPARE(tap.sink.count<Capture::WireOpened>(), 0);
    PrivateTapHarness other(PrivateTapHarness::to(server.port()));
    QVERIFY(other.tap.proxy().password() != tap.tap.proxy().password());
}

void TestPrivateTap::refusesOtherTargetsOnTheWay()
{
    ScriptedServer server;
    server.onReceived = [](ScriptedServer &it) { it.send(Ok); };
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    const QNetworkProxy proxy = tap.tap.proxy();
    const QByteArray credentials = "Proxy-Authorization: Basic "
        + (proxy.user() + QLatin1Char(':') + proxy.password()).toUtf8().toBase64() + "\r\n";
    RawClient client(tap.poller, *Net::Address::fromLiteral("127.0.0.1", proxy.port()));
    client.request("GET", "http://127.0.0.1:" + QByteArray::number(server.port()) + "/", {},
                   credentials);
    QTRY_COMPARE(client.last(), QByteArray("200 ok"));
    client.request("GET", "http://example.org/", {}, credentials);
    QTRY_VERIFY(client.last().startsWith("403 Sockscope passes on "));
    QTRY_VERIFY(client.ended);
    QCOMPARE(tap.sent().count("GET "), 1);
    QVERIFY(!server.received().contains("example.org"));
}

void TestPrivateTap::refusesWhatIsNoRequestOnTheWay()
{
    ScriptedServer server;
    PrivateTapHarness tap(PrivateTapHarness::to(server.port()));
    const QNetworkProxy proxy = tap.tap.proxy();
    const QByteArray credentials = "Proxy-Authorization: Basic "
        + (proxy.user() + QLatin1Char(':') + proxy.password()).toUtf8().toBase64() + "\r\n";
    RawClient client(tap.poller, *Net::Address::fromLiteral("127.0.0.1", proxy.port()));
    client.request("CONNECT", "127.0.0.1:" + QByteArray::number(server.port()), {}, credentials);
    QTRY_COMPARE(client.received, QByteArray("HTTP/1.1 200 Connection established\r\n\r\n"));
    client.send("\x16\x03\x01\x02\x03");
    QTRY_VERIFY(client.ended);
    QCOMPARE(tap.sent(), QByteArray());
}

namespace {

std::unique_ptr<QSslServer> tlsServer(const TestCertificates::Pair &pair)
{
    auto server = std::make_unique<QSslServer>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(pair.certificate());
    configuration.setPrivateKey(pair.key());
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

void TestPrivateTap::speaksTlsForItsClient()
{
    const TestCertificates certificates;
    const auto pair = certificates.make({});
    ScriptedServer server(tlsServer(pair));
    server.onReceived = [](ScriptedServer &it) { it.send(Ok); };
    auto options = PrivateTapHarness::to(server.port(), "localhost");
    options.target.scheme = Tap::Scheme::Https;
    options.tls.authoritiesPem = certificates.authority;
    PrivateTapHarness tap(options);
    Manager manager(tap);
    const QByteArray authority = "localhost:" + QByteArray::number(server.port());
    const auto reply = manager.get("http://" + authority + "/");
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(result(*reply), QByteArray("200 ok"));
    QCOMPARE(server.value("Host"), authority);
    QCOMPARE(tap.negotiated.size(), 1);
    const Tap::TlsFacts tls = tap.negotiated.first();
    QVERIFY(tls.protocol.startsWith("TLSv1.3 TLS_"));
    QCOMPARE(tls.subject, QByteArray("CN=localhost"));
    QCOMPARE(tls.fingerprint, pair.certificate().digest(QCryptographicHash::Sha256).toHex());
    QVERIFY(tls.isTrusted);
    QCOMPARE(tls.fault, Tap::TlsFacts::Fault::None);
    QCOMPARE(tap.sink.all<Capture::WireConnected>().front().tls, tls.protocol);
}

void TestPrivateTap::tellsWhyTlsFailed_data()
{
    using Fault = Tap::TlsFacts::Fault;
    QTest::addColumn<TestCertificates::Wish>("wish");
    QTest::addColumn<bool>("knowsAuthority");
    QTest::addColumn<Fault>("fault");
    using Wish = TestCertificates::Wish;
    QTest::newRow("another name") << Wish {.name = "example.org"} << true << Fault::WrongName;
    QTest::newRow("expired") << Wish {.isExpired = true} << true << Fault::Expired;
    QTest::newRow("self-signed") << Wish {.isSelfSigned = true} << true << Fault::SelfSigned;
    QTest::newRow("unknown authority") << Wish {} << false << Fault::UnknownAuthority;
}

void TestPrivateTap::tellsWhyTlsFailed()
{
    QFETCH(TestCertificates::Wish, wish);
    QFETCH(bool, knowsAuthority);
    const TestCertificates certificates;
    const auto pair = certificates.make(wish);
    QVERIFY(pair.isMade());
    ScriptedServer server(tlsServer(pair));
    auto options = PrivateTapHarness::to(server.port());
    options.target.scheme = Tap::Scheme::Wss;
    if (knowsAuthority)
        options.tls.authoritiesPem = certificates.authority;
    PrivateTapHarness tap(options);
    Manager manager(tap);
    const auto reply
        = manager.get("http://127.0.0.1:" + QByteArray::number(server.port()) + "/", 5);
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 502);
    QCOMPARE(tap.failures.size(), 1);
    const auto failure = tap.failures.first();
    QCOMPARE(failure.ticket, 5U);
    QCOMPARE(failure.problem, Problem::TapTlsFailed);
    QVERIFY(failure.text.startsWith("its certificate is not trusted. "));
    QTEST(failure.tls.fault, "fault");
    QVERIFY(!failure.tls.isTrusted);
    QCOMPARE(failure.tls.fingerprint,
             pair.certificate().digest(QCryptographicHash::Sha256).toHex());
    QVERIFY(tap.negotiated.isEmpty());
}

void TestPrivateTap::acceptsOneCertificate()
{
    const TestCertificates certificates;
    const auto pair = certificates.make({.name = "elsewhere", .isSelfSigned = true});
    ScriptedServer server(tlsServer(pair));
    server.onReceived = [](ScriptedServer &it) { it.send(Ok); };
    auto options = PrivateTapHarness::to(server.port());
    options.target.scheme = Tap::Scheme::Https;
    options.tls.acceptedFingerprint = pair.certificate().digest(QCryptographicHash::Sha256).toHex();
    PrivateTapHarness tap(options);
    Manager manager(tap);
    const auto reply = manager.get("http://127.0.0.1:" + QByteArray::number(server.port()) + "/");
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(result(*reply), QByteArray("200 ok"));
    QCOMPARE(tap.negotiated.size(), 1);
    QVERIFY(!tap.negotiated.first().isTrusted);
    QCOMPARE(tap.negotiated.first().fault, Tap::TlsFacts::Fault::SelfSigned);
}

namespace {

/// A server that wants a certificate of \a certificates from its clients.
std::unique_ptr<QSslServer> strictServer(const TestCertificates &certificates)
{
    auto server = tlsServer(certificates.make({}));
    QSslConfiguration configuration = server->sslConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates(QSslCertificate::fromData(certificates.authority));
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

void TestPrivateTap::showsACertificate()
{
    const TestCertificates certificates;
    ScriptedServer server(strictServer(certificates));
    server.onReceived = [](ScriptedServer &it) { it.send(Ok); };
    const auto own = certificates.make(
        {.name = "tester", .key = TestCertificates::Key::Rsa, .passphrase = "open sesame"});
    auto options = PrivateTapHarness::to(server.port());
    options.target.scheme = Tap::Scheme::Https;
    options.tls.authoritiesPem = certificates.authority;
    options.tls.certificatePem = own.certificatePem;
    options.tls.keyPem = own.keyPem;
    options.tls.keyPassphrase = "open sesame";
    PrivateTapHarness tap(options);
    Manager manager(tap);
    const auto reply = manager.get("http://127.0.0.1:" + QByteArray::number(server.port()) + "/");
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(result(*reply), QByteArray("200 ok"));
}

void TestPrivateTap::tellsThatACertificateIsWanted()
{
    // QSslServer would drop the connection without a word; OpenSSL sends an alert, as others do.
    const TestCertificates certificates;
    const auto pair = certificates.make({});
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("server.pem")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pair.certificatePem + pair.keyPem);
    file.close();
    QProcess server;
    server.setProcessChannelMode(QProcess::MergedChannels);
    server.start(QStringLiteral("openssl"),
                 {QStringLiteral("s_server"), QStringLiteral("-accept"),
                  QStringLiteral("127.0.0.1:0"), QStringLiteral("-cert"), file.fileName(),
                  QStringLiteral("-Verify"), QStringLiteral("1")});
    const QByteArray mark = "ACCEPT 127.0.0.1:";
    QByteArray said;
    QTRY_VERIFY((said += server.readAll()).mid(said.indexOf(mark)).contains('\n')
                && said.contains(mark));
    const qsizetype begin = said.indexOf(mark) + mark.size();
    const quint16 port = said.mid(begin, said.indexOf('\n', begin) - begin).toUShort();
    auto options = PrivateTapHarness::to(port);
    options.target.scheme = Tap::Scheme::Https;
    options.tls.authoritiesPem = certificates.authority;
    PrivateTapHarness tap(options);
    Manager manager(tap);
    const auto reply = manager.get("http://127.0.0.1:" + QByteArray::number(port) + "/", 5);
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 502);
    QCOMPARE(tap.failures.size(), 1);
    QVERIFY2(tap.failures.first().text.contains("certificate required"),
             tap.failures.first().text.constData());
    QCOMPARE(tap.failures.first().problem, Problem::TapTlsFailed);
    QCOMPARE(tap.failures.first().ticket, 5U);
    server.kill();
    QVERIFY(server.waitForFinished());
}

QTEST_GUILESS_MAIN(TestPrivateTap)
#include "tst_privatetap.moc"
