// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/badgateway.h"

#include "protocol/tap/tapspec.h"

#include <QTest>

using Tap::BadGateway;
using Verdict = BadGateway::Verdict;

class TestBadGateway : public QObject
{
    Q_OBJECT

private slots:
    void answersARequest();
    void knowsWhatIsNoHttp_data();
    void knowsWhatIsNoHttp();
    void answersAHeadWithoutEnd();
    void saysWhatFailed();
};

namespace {

BadGateway refused()
{
    return {*Tap::TapSpec::parseTarget("http://127.0.0.1:3000").value, Problem::TapRefused,
            "connection refused"};
}

} // namespace

void TestBadGateway::answersARequest()
{
    const QByteArray request = "M-SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n";
    BadGateway gateway = refused();
    for (qsizetype i = 0; i + 1 < request.size(); ++i)
        QCOMPARE(gateway.feed(request.sliced(i, 1)), Verdict::Undecided);
    QCOMPARE(gateway.finish(), Verdict::Answer);
    QCOMPARE(gateway.feed(request.last(1)), Verdict::Answer);
    QCOMPARE(refused().feed("GET / HTTP/1.0\n\n"), Verdict::Answer);
}

void TestBadGateway::knowsWhatIsNoHttp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01");
    QTest::newRow("lower case") << QByteArray("get / HTTP/1.1\r\n\r\n");
    QTest::newRow("space first") << QByteArray(" GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("no end of a word") << QByteArray(100, 'A');
}

void TestBadGateway::knowsWhatIsNoHttp()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(refused().feed(bytes), Verdict::NotHttp);
    QCOMPARE(refused().finish(), Verdict::NotHttp);
}

void TestBadGateway::answersAHeadWithoutEnd()
{
    BadGateway gateway = refused();
    QCOMPARE(gateway.feed("GET /"), Verdict::Undecided);
    QCOMPARE(gateway.feed(QByteArray(100'000, 'x')), Verdict::Answer);
}

void TestBadGateway::saysWhatFailed()
{
    QVERIFY(refused().response().endsWith(
        "\r\n\r\nSockscope could not reach http://127.0.0.1:3000: connection refused.\n"));
    QVERIFY(refused().response().contains("\r\nContent-Length: 69\r\n"));
    const BadGateway tls(*Tap::TapSpec::parseTarget("wss://example.org").value,
                         Problem::TapTlsFailed, "its certificate is not trusted.");
    QVERIFY(tls.response().endsWith("\r\n\r\nSockscope reached wss://example.org, but TLS with "
                                    "it failed: its certificate is not trusted.\n"));
}

QTEST_GUILESS_MAIN(TestBadGateway)
#include "tst_badgateway.moc"
