// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/credentials.h"
#include "protocol/msgpack/value.h"

#include <QTest>

class TestCredentials : public QObject
{
    Q_OBJECT
private slots:
    void text_data();
    void text();
    void msgpack();
    void cutMsgpack();
};

void TestCredentials::text_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kept");
    QTest::addColumn<QByteArray>("hidden");
    QTest::newRow("password") << QByteArray(R"(40/admin,{"username":"admin","password":"pass"})")
                              << 0
                              << QByteArray(R"(40/admin,{"username":"*****","password":"****"})");
    QTest::newRow("escapes") << QByteArray(R"(40/admin,{"password" : "a\"b\\"})") << 0
                             << QByteArray(R"(40/admin,{"password" : "******"})");
    QTest::newRow("session") << QByteArray(R"(42/admin,["session","df12","2-0"])") << 1
                             << QByteArray(R"(42/admin,["session","****","***"])");
    QTest::newRow("cut off") << QByteArray(R"(42/admin,["session","df1)") << 1
                             << QByteArray(R"(42/admin,["session","***)");
    QTest::newRow("cut off in an escape")
        << QByteArray("40{\"password\":\"ab\\") << 0 << QByteArray("40{\"password\":\"***");
    QTest::newRow("nothing to hide") << QByteArray("40/admin,") << 0 << QByteArray("40/admin,");
}

void TestCredentials::text()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kept);
    Admin::maskText(&text, 1, kept);
    QTEST(text, "hidden");
}

void TestCredentials::msgpack()
{
    QByteArray bytes = *MsgPack::encodeJson(
        R"({"type":2,"data":["session","df1263a8667cb941",{"deep":["also"]},1.5],"nsp":"/admin"})");
    const qsizetype size = bytes.size();
    Admin::maskMsgpack(&bytes, 0, 1);
    QCOMPARE(bytes.size(), size);
    QCOMPARE(
        MsgPack::decodeValue(bytes)->json,
        QByteArray(
            R"({"type":2,"data":["session","****************",{"deep":["****"]},1.5],"nsp":"/admin"})"));
}

/// Whatever is cut off, what is left of the secret is hidden.
void TestCredentials::cutMsgpack()
{
    const QByteArray whole
        = *MsgPack::encodeJson(R"({"type":0,"data":{"password":"secret"},"nsp":"/admin"})");
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        QByteArray bytes = whole.first(size);
        Admin::maskMsgpack(&bytes, 0, 0);
        QCOMPARE(bytes.size(), size);
        QVERIFY(!bytes.contains("se"));
    }
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
