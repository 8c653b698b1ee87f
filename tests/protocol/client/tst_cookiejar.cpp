// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/cookiejar.h"

#include <QTest>

using Client::CookieJar;

class TestCookieJar : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatItWasGiven();
    void keepsSecureOnesFromPlainHttp();
    void minds_data();
    void minds();
    void putsTheUsersFirst();
};

namespace {

const QUrl Secure(QStringLiteral("https://example.org/socket.io/?EIO=4"));
const QUrl Plain(QStringLiteral("http://127.0.0.1:3000/socket.io/?EIO=4"));

} // namespace

void TestCookieJar::givesBackWhatItWasGiven()
{
    CookieJar jar;
    QCOMPARE(jar.header(Plain, {}), QByteArray());
    jar.take(Plain, {"io=abc; Path=/; HttpOnly; SameSite=Strict", "lb=node-1"});
    QCOMPARE(jar.header(Plain, {}), QByteArray("lb=node-1; io=abc"));
    jar.take(Plain, {"io=def; Path=/; HttpOnly"});
    QVERIFY(jar.header(Plain, {}).contains("io=def"));
    QVERIFY(!jar.header(Plain, {}).contains("io=abc"));
    jar.take(Plain, {"lb=; Max-Age=0"});
    QCOMPARE(jar.header(Plain, {}), QByteArray("io=def"));
}

void TestCookieJar::keepsSecureOnesFromPlainHttp()
{
    CookieJar jar;
    jar.take(Secure, {"sid=1; Secure; Path=/"});
    QCOMPARE(jar.header(Secure, {}), QByteArray("sid=1"));
    QCOMPARE(jar.header(QUrl(QStringLiteral("http://example.org/")), {}), QByteArray());
}

void TestCookieJar::minds_data()
{
    QTest::addColumn<QByteArray>("cookie");
    QTest::addColumn<bool>("comesBack");
    QTest::newRow("another host") << QByteArray("a=1; Domain=other.org") << false;
    QTest::newRow("another path") << QByteArray("a=1; Path=/other") << false;
    QTest::newRow("this path") << QByteArray("a=1; Path=/socket.io") << true;
    QTest::newRow("expired") << QByteArray("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT") << false;
    QTest::newRow("the parent domain") << QByteArray("a=1; Domain=example.org") << true;
}

void TestCookieJar::minds()
{
    QFETCH(const QByteArray, cookie);
    QFETCH(const bool, comesBack);
    CookieJar jar;
    jar.take(Secure, {cookie});
    QCOMPARE(jar.header(Secure, {}), comesBack ? QByteArray("a=1") : QByteArray());
}

void TestCookieJar::putsTheUsersFirst()
{
    CookieJar jar;
    jar.take(Plain, {"io=abc; Path=/", "lb=2; Path=/"});
    QCOMPARE(jar.header(Plain, "mine=1; lb=1"), QByteArray("mine=1; lb=1; io=abc"));
}

QTEST_GUILESS_MAIN(TestCookieJar)

#include "tst_cookiejar.moc"
