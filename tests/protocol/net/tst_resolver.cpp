// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/resolver.h"

#include <QTest>

using Net::Resolver;

class TestResolver : public QObject
{
    Q_OBJECT

private slots:
    void answersLiteralsAtOnce();
    void answersLocalhostAtOnce();
    void saysWhyThereIsNone();
    void forgetsAContextThatWent();
};

void TestResolver::answersLiteralsAtOnce()
{
    Resolver resolver("::1", 81);
    QByteArray text;
    resolver.forget();
    resolver.resolve(this, [&text](const QList<Net::Address> &addresses, const QByteArray &) {
        text = addresses.value(0).toText();
    });
    QCOMPARE(text, QByteArray("[::1]:81"));
}

void TestResolver::answersLocalhostAtOnce()
{
    Resolver resolver("localhost", 81);
    QByteArrayList texts;
    resolver.resolve(this, [&texts](const QList<Net::Address> &addresses, const QByteArray &) {
        for (const Net::Address &address : addresses)
            texts.append(address.toText());
    });
    QCOMPARE(texts, QByteArrayList({"127.0.0.1:81", "[::1]:81"}));
}

void TestResolver::saysWhyThereIsNone()
{
    Resolver resolver("no-such-name.invalid", 81);
    bool isDone = false;
    QByteArray why;
    resolver.resolve(this, [&](const QList<Net::Address> &addresses, const QByteArray &error) {
        isDone = addresses.isEmpty();
        why = error;
    });
    QTRY_VERIFY_WITH_TIMEOUT(isDone, 20'000);
    QVERIFY(!why.isEmpty());
}

void TestResolver::forgetsAContextThatWent()
{
    Resolver resolver("no-such-name.invalid", 81);
    bool isWrong = false;
    bool isDone = false;
    {
        QObject context;
        resolver.resolve(&context, [&isWrong](const QList<Net::Address> &, const QByteArray &) {
            isWrong = true;
        });
    }
    resolver.resolve(this,
                     [&isDone](const QList<Net::Address> &, const QByteArray &) { isDone = true; });
    QTRY_VERIFY_WITH_TIMEOUT(isDone, 20'000);
    QVERIFY(!isWrong);
}

QTEST_GUILESS_MAIN(TestResolver)
#include "tst_resolver.moc"
