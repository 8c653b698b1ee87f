// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/proxygreeting.h"

#include <QTest>

using State = Tap::ProxyGreeting::State;

namespace {

const QByteArray Credentials = "Basic cGVkcm86c2VzYW1l";

Tap::ProxyGreeting greeting(const QByteArray &host = "example.org", quint16 port = 3000)
{
    Tap::TargetUrl target;
    target.host = host;
    target.port = port;
    return {target, Credentials};
}

QByteArray authorised(const QByteArray &line)
{
    return line + " HTTP/1.1\r\nProxy-Authorization: " + Credentials + "\r\n\r\n";
}

} // namespace

class TestProxyGreeting : public QObject
{
    Q_OBJECT

private slots:
    void opensTheWayWithConnect();
    void opensTheWayWithTheAbsoluteForm();
    void asksForCredentials_data();
    void asksForCredentials();
    void readsOverTheBodyOfWhoIsAsked();
    void refusesOtherTargets_data();
    void refusesOtherTargets();
    void knowsTheTarget_data();
    void knowsTheTarget();
    void isNoUseToOtherProtocols();
    void refusesAnEndlessHead();
};

void TestProxyGreeting::opensTheWayWithConnect()
{
    const QByteArray input = authorised("CONNECT example.org:3000") + "GET /";
    for (qsizetype cut = 0; cut < input.size(); ++cut) {
        auto greeting = ::greeting();
        QByteArray answer = greeting.feed(input.first(cut));
        const bool wasOpen = greeting.state() == State::Open;
        QByteArray behind;
        if (wasOpen)
            answer += greeting.feed(input.mid(cut));
        else
            behind = input.mid(cut);
        QCOMPARE(greeting.state(), State::Accepted);
        QCOMPARE(answer, QByteArray("HTTP/1.1 200 Connection established\r\n\r\n"));
        QCOMPARE(greeting.first() + behind, QByteArray("GET /"));
    }
}

void TestProxyGreeting::opensTheWayWithTheAbsoluteForm()
{
    auto greeting = ::greeting();
    const QByteArray request = authorised("POST http://Example.org:3000/x");
    QCOMPARE(greeting.feed(request + "body"), QByteArray());
    QCOMPARE(greeting.state(), State::Accepted);
    QCOMPARE(greeting.first(), request + "body");
}

void TestProxyGreeting::asksForCredentials_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("wrong") << QByteArray("Proxy-Authorization: Basic cGVkcm86c2VzYW1\r\n");
    QTest::newRow("for the server") << "Authorization: " + Credentials + "\r\n";
}

void TestProxyGreeting::asksForCredentials()
{
    QFETCH(QByteArray, field);
    for (const QByteArray line : {"CONNECT example.org:3000", "GET http://example.org:3000/"}) {
        auto greeting = ::greeting();
        const QByteArray answer = greeting.feed(line + " HTTP/1.1\r\n" + field + "\r\n");
        QVERIFY(answer.startsWith("HTTP/1.1 407 "));
        QVERIFY(answer.contains("\r\nProxy-Authenticate: Basic realm=\"Sockscope\"\r\n"));
        QVERIFY(answer.contains("\r\nX-Sockscope: answered by the tap\r\n"));
        QCOMPARE(greeting.state(), State::Open);
        greeting.feed(authorised(line));
        QCOMPARE(greeting.state(), State::Accepted);
    }
}

void TestProxyGreeting::readsOverTheBodyOfWhoIsAsked()
{
    auto greeting = ::greeting();
    QCOMPARE(greeting.feed("POST http://example.org:3000/ HTTP/1.1\r\nContent-Length: 20\r\n\r\n"
                           "0123456789"),
             QByteArray());
    QVERIFY(greeting.feed("0123456789").startsWith("HTTP/1.1 407 "));
    const QByteArray request = authorised("GET http://example.org:3000/");
    QCOMPARE(greeting.feed(request), QByteArray());
    QCOMPARE(greeting.first(), request);
}

void TestProxyGreeting::refusesOtherTargets_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("host") << QByteArray("CONNECT example.com:3000");
    QTest::newRow("port") << QByteArray("CONNECT example.org:3001");
    QTest::newRow("absolute") << QByteArray("GET http://example.com:3000/");
    QTest::newRow("usual port") << QByteArray("GET http://example.org/");
    QTest::newRow("origin form") << QByteArray("GET /");
}

void TestProxyGreeting::refusesOtherTargets()
{
    QFETCH(QByteArray, line);
    auto greeting = ::greeting();
    const QByteArray answer = greeting.feed(authorised(line));
    QVERIFY(answer.startsWith("HTTP/1.1 403 "));
    QVERIFY(answer.contains("\r\nX-Sockscope: answered by the tap\r\n"));
    QVERIFY(answer.contains("Sockscope passes on what is for http://example.org:3000, "));
    QCOMPARE(greeting.state(), State::Ended);
}

void TestProxyGreeting::knowsTheTarget_data()
{
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<bool>("isTarget");
    const auto row = [](const char *authority, const char *host, quint16 port, bool isTarget) {
        QTest::newRow(authority) << QByteArray(authority) << QByteArray(host) << port << isTarget;
    };
    row("example.org:80", "example.org", 80, true);
    row("example.org", "example.org", 80, true);
    row("EXAMPLE.org:443", "example.org", 443, true);
    row("[::1]:3000", "::1", 3000, true);
    row("[0:0:0:0:0:0:0:1]:3000", "::1", 3000, true);
    row("[::1]", "::1", 80, true);
    row("[::1]:3001", "::1", 3000, false);
    row("127.0.0.1:3000", "localhost", 3000, false);
    row("example.org:", "example.org", 80, true);
    row("example.org:65616", "example.org", 80, false);
}

void TestProxyGreeting::knowsTheTarget()
{
    QFETCH(QByteArray, authority);
    QFETCH(QByteArray, host);
    QFETCH(quint16, port);
    Tap::TargetUrl target;
    target.host = host;
    target.port = port;
    QTEST(Tap::ProxyGreeting::isTarget(authority, 80, target), "isTarget");
}

void TestProxyGreeting::isNoUseToOtherProtocols()
{
    auto greeting = ::greeting();
    QCOMPARE(greeting.feed("\x16\x03\x01\x02"), QByteArray());
    QCOMPARE(greeting.state(), State::Ended);
}

void TestProxyGreeting::refusesAnEndlessHead()
{
    auto greeting = ::greeting();
    const QByteArray answer
        = greeting.feed("GET http://example.org:3000/ HTTP/1.1\r\nProxy-Authorization: "
                        + Credentials + "\r\nX: " + QByteArray(300'000, 'x') + "\r\n\r\n");
    QVERIFY(answer.startsWith("HTTP/1.1 431 "));
    QCOMPARE(greeting.state(), State::Ended);
}

QTEST_GUILESS_MAIN(TestProxyGreeting)
#include "tst_proxygreeting.moc"
