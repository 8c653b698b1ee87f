// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/clienturl.h"

#include <QTest>

using Client::ClientUrl;

class TestClientUrl : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void takesUserAndPassword();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void TestClientUrl::splits_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("disguised");
    QTest::addColumn<QByteArray>("real");
    using Bytes = QByteArray;
    QTest::newRow("http") << Bytes("http://127.0.0.1:3000") << Bytes("/") << Bytes()
                          << Bytes("ws://127.0.0.1:3000/x?y") << Bytes("http://127.0.0.1:3000/x?y");
    QTest::newRow("https") << Bytes("https://example.org/a?b=c%20d") << Bytes("/a")
                           << Bytes("b=c%20d") << Bytes("ws://example.org:443/x?y")
                           << Bytes("https://example.org/x?y");
    QTest::newRow("wss") << Bytes("wss://example.org:8443/a/b") << Bytes("/a/b") << Bytes()
                         << Bytes("ws://example.org:8443/x?y")
                         << Bytes("https://example.org:8443/x?y");
    QTest::newRow("ws") << Bytes(" ws://localhost/?a=1+2 ") << Bytes("/") << Bytes("a=1+2")
                        << Bytes("ws://localhost:80/x?y") << Bytes("http://localhost/x?y");
    QTest::newRow("IPv6") << Bytes("http://[::1]:8080/") << Bytes("/") << Bytes()
                          << Bytes("ws://[::1]:8080/x?y") << Bytes("http://[::1]:8080/x?y");
    QTest::newRow("IDN") << Bytes("http://xn--bcher-kva.example/") << Bytes("/") << Bytes()
                         << Bytes("ws://xn--bcher-kva.example:80/x?y")
                         << Bytes("http://xn--bcher-kva.example/x?y");
}

void TestClientUrl::splits()
{
    QFETCH(const QByteArray, url);
    const ClientUrl parts = ClientUrl::parse(url);
    QCOMPARE(parts.error, QByteArray());
    QTEST(parts.path, "path");
    QTEST(parts.query, "query");
    QTEST(parts.disguised(true, "/x?y"), "disguised");
    QTEST(parts.real("/x?y"), "real");
    QVERIFY(parts.authorization.isEmpty());
}

void TestClientUrl::takesUserAndPassword()
{
    const ClientUrl parts = ClientUrl::parse("http://me:p%40ss@example.org/");
    QCOMPARE(parts.authorization, "Basic " + QByteArray("me:p@ss").toBase64());
    QCOMPARE(parts.disguised(false, "/"), QByteArray("http://example.org:80/"));
}

void TestClientUrl::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("none") << QByteArray("  ");
    QTest::newRow("no scheme") << QByteArray("example.org");
    QTest::newRow("another scheme") << QByteArray("ftp://example.org/");
    QTest::newRow("no host") << QByteArray("http:///path");
    QTest::newRow("bad port") << QByteArray("http://example.org:99999/");
    QTest::newRow("port 0") << QByteArray("http://example.org:0/");
    QTest::newRow("bad port, with a password") << QByteArray("http://me:secret@example.org:99999/");
    QTest::newRow("space") << QByteArray("http://exa mple.org/");
}

void TestClientUrl::saysWhatIsWrong()
{
    QFETCH(const QByteArray, url);
    QVERIFY(!ClientUrl::parse(url).error.isEmpty());
    QVERIFY(!ClientUrl::parse(url).error.contains("secret"));
}

QTEST_GUILESS_MAIN(TestClientUrl)

#include "tst_clienturl.moc"
