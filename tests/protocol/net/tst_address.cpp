// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/address.h"

#include <QTest>

using Net::Address;

class TestAddress : public QObject
{
    Q_OBJECT

private slots:
    void readsLiterals_data();
    void readsLiterals();
    void readsNoNames_data();
    void readsNoNames();
    void changesThePort();
    void comparesByValue();
    void knowsLoopbackHosts();
};

void TestAddress::readsLiterals_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isLoopback");
    QTest::addColumn<bool>("isAny");
    const auto row = [](const char *host, const char *text, bool isLoopback, bool isAny) {
        QTest::newRow(host) << QByteArray(host) << QByteArray(text) << isLoopback << isAny;
    };
    row("127.0.0.1", "127.0.0.1:80", true, false);
    row("127.9.9.9", "127.9.9.9:80", true, false);
    row("0.0.0.0", "0.0.0.0:80", false, true);
    row("192.168.1.2", "192.168.1.2:80", false, false);
    row("::1", "[::1]:80", true, false);
    row("[::1]", "[::1]:80", true, false);
    row("::", "[::]:80", false, true);
    row("::ffff:127.0.0.1", "[::ffff:127.0.0.1]:80", true, false);
    row("2001:db8:0:0::5", "[2001:db8::5]:80", false, false);
}

void TestAddress::readsLiterals()
{
    QFETCH(QByteArray, host);
    const auto address = Address::fromLiteral(host, 80);
    QVERIFY(address);
    QTEST(address->toText(), "text");
    QTEST(address->isLoopback(), "isLoopback");
    QTEST(address->isAny(), "isAny");
    QCOMPARE(address->port(), quint16(80));
}

void TestAddress::readsNoNames_data()
{
    QTest::addColumn<QByteArray>("host");
    for (const char *host : {"", "localhost", "1.2.3", "1.2.3.4.5", "[]", "::g", "256.0.0.1"})
        QTest::newRow(host) << QByteArray(host);
}

void TestAddress::readsNoNames()
{
    QFETCH(QByteArray, host);
    QVERIFY(!Address::fromLiteral(host, 1));
}

void TestAddress::changesThePort()
{
    QCOMPARE(Address::fromLiteral("::1", 1)->withPort(2).toText(), QByteArray("[::1]:2"));
    QCOMPARE(Address::fromLiteral("10.0.0.1", 1)->withPort(65535).toText(),
             QByteArray("10.0.0.1:65535"));
    QVERIFY(Address().withPort(1).isNull());
    QCOMPARE(Address().toText(), QByteArray());
}

void TestAddress::comparesByValue()
{
    QVERIFY(*Address::fromLiteral("::1", 1) == *Address::fromLiteral("[::1]", 1));
    QVERIFY(*Address::fromLiteral("::1", 1) != *Address::fromLiteral("::1", 2));
    QVERIFY(*Address::fromLiteral("0.0.0.0", 1) != *Address::fromLiteral("::", 1));
    QVERIFY(Address() == Address());
}

void TestAddress::knowsLoopbackHosts()
{
    for (const char *host : {"localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "::1"})
        QVERIFY2(Net::isLoopbackHost(host), host);
    for (const char *host : {"", "notlocalhost", "localhost.org", "10.0.0.1", "0.0.0.0"})
        QVERIFY2(!Net::isLoopbackHost(host), host);
}

QTEST_GUILESS_MAIN(TestAddress)
#include "tst_address.moc"
