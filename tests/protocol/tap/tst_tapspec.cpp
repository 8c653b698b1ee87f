// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapspec.h"

#include <QTest>

using Tap::Scheme;
using Tap::TapSpec;

class TestTapSpec : public QObject
{
    Q_OBJECT

private slots:
    void readsTaps_data();
    void readsTaps();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void readsTargetsInAnyCase();
    void knowsWhenRequestsAreRewritten_data();
    void knowsWhenRequestsAreRewritten();
    void writesAuthorities();
};

void TestTapSpec::readsTaps_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<quint16>("targetPort");
    QTest::addColumn<QByteArray>("basePath");
    QTest::addColumn<QByteArray>("canonical");
    const auto row
        = [](const char *text, const char *address, int port, Scheme scheme, const char *host,
             int targetPort, const char *basePath, const char *canonical) {
              QTest::newRow(text) << QByteArray(text) << QByteArray(address) << quint16(port)
                                  << int(scheme) << QByteArray(host) << quint16(targetPort)
                                  << QByteArray(basePath) << QByteArray(canonical);
          };
    row("9000=http://127.0.0.1:3000", "", 9000, Scheme::Http, "127.0.0.1", 3000, "",
        "9000=http://127.0.0.1:3000");
    row(":9000=http://127.0.0.1:3000", "", 9000, Scheme::Http, "127.0.0.1", 3000, "",
        "9000=http://127.0.0.1:3000");
    row("localhost:9000=ws://localhost:3000/", "", 9000, Scheme::Ws, "localhost", 3000, "",
        "9000=ws://localhost:3000");
    row("0.0.0.0:9000=https://example.org", "0.0.0.0", 9000, Scheme::Https, "example.org", 443, "",
        "0.0.0.0:9000=https://example.org");
    row("[::1]:0=ws://[::1]:8080/base", "::1", 0, Scheme::Ws, "::1", 8080, "/base",
        "[::1]:0=ws://[::1]:8080/base");
    row("0=wss://example.org/a/b/", "", 0, Scheme::Wss, "example.org", 443, "/a/b",
        "0=wss://example.org/a/b");
    row("0=http://example.org", "", 0, Scheme::Http, "example.org", 80, "", "0=http://example.org");
    row("0=http://example.org:80/x=y", "", 0, Scheme::Http, "example.org", 80, "/x=y",
        "0=http://example.org/x=y");
}

void TestTapSpec::readsTaps()
{
    QFETCH(QByteArray, text);
    const auto parsed = TapSpec::parse(text);
    QVERIFY2(parsed.value, parsed.error.constData());
    QTEST(parsed.value->address, "address");
    QTEST(parsed.value->port, "port");
    QTEST(int(parsed.value->target.scheme), "scheme");
    QTEST(parsed.value->target.host, "host");
    QTEST(parsed.value->target.port, "targetPort");
    QTEST(parsed.value->target.basePath, "basePath");
    QTEST(TapSpec::toText(*parsed.value), "canonical");
    QVERIFY(TapSpec::parse(TapSpec::toText(*parsed.value)).value == parsed.value);
}

void TestTapSpec::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char *text, const char *error) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(error);
    };
    row("", "\"\" is no tap: it must be LISTEN=TARGET, like 9000=http://127.0.0.1:3000.");
    row("9000", "\"9000\" is no tap: it must be LISTEN=TARGET, like 9000=http://127.0.0.1:3000.");
    row("=http://a",
        "The listening address \"\" has no valid port: it must be a number from 0 to 65535.");
    row("70000=http://a",
        "The listening address \"70000\" has no valid port: it must be a number from 0 to 65535.");
    row("x:1=http://a",
        "The listening address \"x:1\" must name an address of this machine in numbers, like "
        "127.0.0.1, or localhost.");
    row("[::1=http://a",
        "The listening address \"[::1\" must be a port, or an address and a port like "
        "127.0.0.1:9000 or [::1]:9000.");
    row("1=127.0.0.1:3000",
        "The target \"127.0.0.1:3000\" must begin with http://, https://, ws:// or wss://.");
    row("1=ftp://a", "The target \"ftp://a\" must begin with http://, https://, ws:// or wss://.");
    row("1=http://", "The target \"http://\" has no valid host.");
    row("1=http://a b", "The target \"http://a b\" has no valid host.");
    row("1=http://[::1", "The target \"http://[::1\" has no valid host.");
    row("1=http://[xyz]", "The target \"http://[xyz]\" has no valid host.");
    row("1=http://a:",
        "The target \"http://a:\" has no valid port: it must be a number from 1 to "
        "65535.");
    row("1=http://a:0",
        "The target \"http://a:0\" has no valid port: it must be a number from 1 "
        "to 65535.");
    row("1=http://a:+1",
        "The target \"http://a:+1\" has no valid port: it must be a number from "
        "1 to 65535.");
    row("1=http://u:p@a", "The target \"http://u:p@a\" must not have a user or a password.");
    row("1=http://a/?q", "The target \"http://a/?q\" must not have a query or a fragment.");
    row("1=http://a/b c", "The target \"http://a/b c\" must not have spaces in its path.");
}

void TestTapSpec::saysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    const auto parsed = TapSpec::parse(text);
    QVERIFY(!parsed.value);
    QTEST(parsed.error, "error");
}

void TestTapSpec::readsTargetsInAnyCase()
{
    const auto parsed = TapSpec::parseTarget("HTTPS://Example.ORG/Path");
    QVERIFY(parsed.value);
    QCOMPARE(parsed.value->toText(), QByteArray("https://example.org/Path"));
}

void TestTapSpec::knowsWhenRequestsAreRewritten_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("isRewritten");
    QTest::newRow("loopback") << QByteArray("http://127.0.0.1:1") << false;
    QTest::newRow("localhost") << QByteArray("ws://localhost:1") << false;
    QTest::newRow("loopback, IPv6") << QByteArray("ws://[::1]:1") << false;
    QTest::newRow("loopback with TLS") << QByteArray("https://localhost") << false;
    QTest::newRow("loopback, base path") << QByteArray("http://127.0.0.1:1/base") << true;
    QTest::newRow("remote") << QByteArray("http://example.org") << true;
    QTest::newRow("remote with TLS") << QByteArray("wss://example.org") << true;
    QTest::newRow("private net") << QByteArray("http://192.168.1.2") << true;
}

void TestTapSpec::knowsWhenRequestsAreRewritten()
{
    QFETCH(QByteArray, target);
    Tap::TapOptions options;
    options.target = *TapSpec::parseTarget(target).value;
    QTEST(options.rewritesRequests(), "isRewritten");
    options.hostRewrite = Tap::HostRewrite::Always;
    QVERIFY(options.rewritesRequests());
    options.hostRewrite = Tap::HostRewrite::Never;
    QCOMPARE(options.rewritesRequests(), !options.target.basePath.isEmpty());
}

void TestTapSpec::writesAuthorities()
{
    const auto authority
        = [](const char *text) { return TapSpec::parseTarget(text).value->authority(); };
    QCOMPARE(authority("http://a:80"), QByteArray("a"));
    QCOMPARE(authority("https://a:80"), QByteArray("a:80"));
    QCOMPARE(authority("wss://a:443"), QByteArray("a"));
    QCOMPARE(authority("ws://[fe80::1]:81"), QByteArray("[fe80::1]:81"));
}

QTEST_GUILESS_MAIN(TestTapSpec)
#include "tst_tapspec.moc"
