// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/requestrewriter.h"

#include "protocol/tap/tapspec.h"

#include <QRandomGenerator>
#include <QTest>

using Tap::RequestRewriter;

namespace {

Tap::TapOptions optionsFor(const QByteArray &target,
                           Tap::HostRewrite rewrite = Tap::HostRewrite::Auto)
{
    Tap::TapOptions options;
    options.target = *Tap::TapSpec::parseTarget(target).value;
    options.hostRewrite = rewrite;
    return options;
}

const QByteArray Upgrade = "GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: localhost:9000\r\n"
                           "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
const QByteArray UpgradeChanged = "GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: example.org\r\n"
                                  "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

} // namespace

class TestRequestRewriter : public QObject
{
    Q_OBJECT

private slots:
    void rewrites_data();
    void rewrites();
    void rewritesEachRequestOfAConnection_data();
    void rewritesEachRequestOfAConnection();
    void passesBodiesBeforeTheyAreWhole();
    void waitsForTheAnswerToAnUpgrade();
    void goesOnAfterARefusedUpgrade();
    void passesWhatIsNoHttp();
    void passesAHeadThatIsTooLong();
    void givesBackWhatWasHeld();
};

void TestRequestRewriter::rewrites_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("rewrite");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("changes");
    const auto row = [](const char *name, const char *target, Tap::HostRewrite rewrite,
                        const char *request, const char *expected, const char *changes) {
        QTest::newRow(name) << QByteArray(target) << int(rewrite) << QByteArray(request)
                            << QByteArray(expected) << QByteArray(changes);
    };
    using enum Tap::HostRewrite;
    row("Host", "http://example.org", Auto, "GET / HTTP/1.1\r\nhost:  127.0.0.1:9000 \r\n\r\n",
        "GET / HTTP/1.1\r\nhost:  example.org \r\n\r\n", "Host: 127.0.0.1:9000 -> example.org");
    row("Host with a port", "http://example.org:81", Auto, "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: example.org:81\r\n\r\n", "Host: a -> example.org:81");
    row("Host as it should be", "http://example.org", Auto,
        "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", "");
    row("loopback target", "http://127.0.0.1:3000", Auto,
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:9000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:9000\r\n\r\n", "");
    row("loopback target, always", "http://127.0.0.1:3000", Always,
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:9000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:3000\r\n\r\n", "Host: 127.0.0.1:9000 -> 127.0.0.1:3000");
    row("never", "http://example.org", Never, "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "");
    row("Origin of the tap", "wss://example.org", Auto,
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:9000\r\nOrigin: http://localhost:9000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: example.org\r\nOrigin: https://example.org\r\n\r\n",
        "Host: 127.0.0.1:9000 -> example.org, Origin: http://localhost:9000 -> "
        "https://example.org");
    row("Origin of somebody else", "http://example.org", Auto,
        "GET / HTTP/1.1\r\nHost: localhost:9000\r\nOrigin: http://localhost:5173\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: example.org\r\nOrigin: http://localhost:5173\r\n\r\n",
        "Host: localhost:9000 -> example.org");
    row("Origin null", "http://example.org", Auto,
        "GET / HTTP/1.1\r\nHost: a\r\nOrigin: null\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: example.org\r\nOrigin: null\r\n\r\n", "Host: a -> example.org");
    row("Referer of the tap", "http://example.org/base", Auto,
        "GET /x HTTP/1.1\r\nHost: a:1\r\nReferer: http://a:1/page?q\r\n\r\n",
        "GET /base/x HTTP/1.1\r\nHost: example.org\r\nReferer: http://example.org/base/page?q"
        "\r\n\r\n",
        "Host: a:1 -> example.org, Referer: http://a:1/page?q -> http://example.org/base/page?q, "
        "path: /x -> /base/x");
    row("base path", "http://127.0.0.1:1/base", Auto, "GET /x?y=z HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /base/x?y=z HTTP/1.1\r\nHost: a\r\n\r\n", "path: /x?y=z -> /base/x?y=z");
    row("base path, asterisk", "http://127.0.0.1:1/base", Auto,
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "");
    row("absolute form", "http://example.org", Auto,
        "GET http://a:1/x HTTP/1.1\r\nHost: a:1\r\n\r\n",
        "GET /x HTTP/1.1\r\nHost: example.org\r\n\r\n",
        "Host: a:1 -> example.org, path: http://a:1/x -> /x");
    row("bare line feeds", "http://example.org", Auto, "GET / HTTP/1.1\nHost: a\nX:  y\n\n",
        "GET / HTTP/1.1\nHost: example.org\nX:  y\n\n", "Host: a -> example.org");
    row("no Host", "http://example.org", Auto, "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        "");
}

void TestRequestRewriter::rewrites()
{
    QFETCH(QByteArray, target);
    QFETCH(int, rewrite);
    QFETCH(QByteArray, request);
    const auto options = optionsFor(target, static_cast<Tap::HostRewrite>(rewrite));
    RequestRewriter whole(options);
    QTEST(whole.feed(request), "expected");
    QTEST(whole.takeChanges().join(", "), "changes");
    RequestRewriter cut(options);
    QByteArray out;
    for (const char byte : request)
        out += cut.feed(QByteArray(1, byte));
    QTEST(out, "expected");
    QTEST(cut.takeChanges().join(", "), "changes");
}

void TestRequestRewriter::rewritesEachRequestOfAConnection_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 0; seed < 20; ++seed)
        QTest::addRow("cut %u", seed) << seed;
}

void TestRequestRewriter::rewritesEachRequestOfAConnection()
{
    QFETCH(quint32, seed);
    const QByteArray input = "POST /a HTTP/1.1\r\nHost: a:1\r\nContent-Length: 9\r\n\r\nHost: a:1"
                             "GET /b HTTP/1.1\r\nHost: a:1\r\n\r\n"
                             "PUT /c HTTP/1.1\r\nHost: a:1\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "a;x=y\r\nHost: a:1\n\r\n0\r\nTrailer: t\r\n\r\n"
                             "\r\nDELETE /d HTTP/1.1\r\nHost: a:1\r\n\r\n";
    const QByteArray expected
        = "POST /v1/a HTTP/1.1\r\nHost: b.org\r\nContent-Length: 9\r\n\r\nHost: a:1"
          "GET /v1/b HTTP/1.1\r\nHost: b.org\r\n\r\n"
          "PUT /v1/c HTTP/1.1\r\nHost: b.org\r\nTransfer-Encoding: chunked\r\n\r\n"
          "a;x=y\r\nHost: a:1\n\r\n0\r\nTrailer: t\r\n\r\n"
          "\r\nDELETE /v1/d HTTP/1.1\r\nHost: b.org\r\n\r\n";
    RequestRewriter rewriter(optionsFor("http://b.org/v1"));
    QRandomGenerator random(seed);
    QByteArray out;
    for (qsizetype i = 0; i < input.size();) {
        const qsizetype size = std::min<qsizetype>(random.bounded(1, 60), input.size() - i);
        out += rewriter.feed(input.sliced(i, size));
        i += size;
    }
    QCOMPARE(out, expected);
    QCOMPARE(rewriter.takeChanges().size(), 8);
    QCOMPARE(rewriter.takeChanges().size(), 0);
}

void TestRequestRewriter::passesBodiesBeforeTheyAreWhole()
{
    RequestRewriter rewriter(optionsFor("http://b.org"));
    rewriter.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
    QCOMPARE(rewriter.feed("some"), QByteArray("some"));
    QCOMPARE(rewriter.feed("more"), QByteArray("more"));
}

void TestRequestRewriter::waitsForTheAnswerToAnUpgrade()
{
    RequestRewriter rewriter(optionsFor("http://example.org"));
    QCOMPARE(rewriter.feed(Upgrade), UpgradeChanged);
    QVERIFY(rewriter.isWaiting());
    // A client that does not wait looks like a request here, and is none.
    QCOMPARE(rewriter.feed("GET / HTTP/1.1\r\nHost: "), QByteArray());
    rewriter.observeResponse("HTTP/1.1 101 Switching Proto");
    QVERIFY(rewriter.isWaiting());
    rewriter.observeResponse("cols\r\nUpgrade: websocket\r\n\r\n\x81\x01x");
    QVERIFY(!rewriter.isWaiting());
    QCOMPARE(rewriter.takeHeld(), QByteArray("GET / HTTP/1.1\r\nHost: "));
    QCOMPARE(rewriter.feed("\r\n\x81"), QByteArray("\r\n\x81"));
    rewriter.observeResponse("HTTP/1.1 200 OK\r\n\r\n");
    QCOMPARE(rewriter.takeChanges().size(), 1);
}

void TestRequestRewriter::goesOnAfterARefusedUpgrade()
{
    RequestRewriter rewriter(optionsFor("http://example.org"));
    QCOMPARE(rewriter.feed(Upgrade + "GET /next HTTP/1.1\r\nHost: localhost:9000\r\n\r\n"),
             UpgradeChanged);
    QVERIFY(rewriter.isWaiting());
    rewriter.observeResponse("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno");
    QVERIFY(!rewriter.isWaiting());
    QCOMPARE(rewriter.takeHeld(), QByteArray("GET /next HTTP/1.1\r\nHost: example.org\r\n\r\n"));
    QCOMPARE(rewriter.feed("GET /b HTTP/1.1\r\nHost: x\r\n\r\n"),
             QByteArray("GET /b HTTP/1.1\r\nHost: example.org\r\n\r\n"));
}

void TestRequestRewriter::passesWhatIsNoHttp()
{
    RequestRewriter rewriter(optionsFor("http://example.org"));
    const QByteArray garbage = QByteArray("\x16\x03\x01\0\r\nHost: a\r\n\r\n", 18);
    QCOMPARE(rewriter.feed(garbage), garbage);
    QCOMPARE(rewriter.feed(garbage), garbage);
    QCOMPARE(rewriter.takeChanges().size(), 0);
}

void TestRequestRewriter::passesAHeadThatIsTooLong()
{
    RequestRewriter rewriter(optionsFor("http://example.org"));
    QByteArray in = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    QByteArray out = rewriter.feed(in);
    QCOMPARE(out, QByteArray());
    const QByteArray piece(100'000, 'x');
    for (int i = 0; i < 4; ++i) {
        in += piece;
        out += rewriter.feed(piece);
    }
    QVERIFY(out == in);
}

void TestRequestRewriter::givesBackWhatWasHeld()
{
    RequestRewriter rewriter(optionsFor("http://example.org"));
    QCOMPARE(rewriter.feed("GET / HT"), QByteArray());
    QCOMPARE(rewriter.finish(), QByteArray("GET / HT"));
}

QTEST_GUILESS_MAIN(TestRequestRewriter)
#include "tst_requestrewriter.moc"
