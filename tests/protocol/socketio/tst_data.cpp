// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/data.h"

#include <QTest>

using namespace SocketIo;

class TestData : public QObject
{
    Q_OBJECT

private slots:
    void attachments_data();
    void attachments();
    void members();
};

void TestData::attachments_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("rendered");
    const auto row = [](const char *name, const char *json, const char *rendered) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(rendered);
    };
    row("in their places",
        R"(["a",{"_placeholder":true,"num":1},[{"x":{"_placeholder":true,"num":0}}]])",
        R"(["a",{"$binary":"/w=="},[{"x":{"$binary":"AQI="}}]])");
    row("all else as it crossed",
        R"([ "b" , {"b":1,"a":12345678901234567890.10,"b":-0}, 1E5 ,"\u00e9\/" ])",
        R"([ "b" , {"b":1,"a":12345678901234567890.10,"b":-0}, 1E5 ,"\u00e9\/" ])");
    row("not UTF-8", "[\"\xff\",{\"_placeholder\":true,\"num\":0}]",
        "[\"\xff\",{\"$binary\":\"AQI=\"}]");
    row("same one twice", R"([{"_placeholder":true,"num":0},{"num":0,"_placeholder":true}])",
        R"([{"$binary":"AQI="},{"$binary":"AQI="}])");
    row("none for it", R"([{"_placeholder":true,"num":2},{"_placeholder":true,"num":"0"}])",
        R"([{"_placeholder":true,"num":2},{"_placeholder":true,"num":"0"}])");
    row("own keys", R"([{"$binary":"x","$$a":{"\u0024":1}},"$s",{"_placeholder":true,"num":0}])",
        R"([{"$$binary":"x","$$$a":{"$\u0024":1}},"$s",{"$binary":"AQI="}])");
    row("no JSON", R"(["$a":{"_placeholder":true,"num":0})",
        R"(["$a":{"_placeholder":true,"num":0})");
    row("at the root", R"({"_placeholder":true,"num":0} )", R"({"$binary":"AQI="} )");
    row("nothing", "", "");
}

void TestData::attachments()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, rendered);
    QCOMPARE(dataWithAttachments(json, {"\x01\x02", "\xff"}), rendered);
}

void TestData::members()
{
    QCOMPARE(connectSid(R"({"sid":"a","pid":"b"})"), "a");
    QCOMPARE(connectPid(R"({"sid":"a","pid":"\u0062"})"), "b");
    QCOMPARE(connectOffset(R"({"pid":"a","offset":"Q82aTDd","token":1})"), "Q82aTDd");
    QVERIFY(!connectSid(R"({"sid":1})"));
    QVERIFY(!connectSid(R"(["sid"])"));
    QVERIFY(!connectSid(""));
    QVERIFY(!connectSid(R"({"sid")"));
    QCOMPARE(errorMessage(R"("Not authorized")"), "Not authorized");
    QCOMPARE(errorMessage(R"({"message":"not authorized","data":{"message":"x"}})"),
             "not authorized");
    QVERIFY(!errorMessage("5"));
    QCOMPARE(lastArgument(R"(["room-msg","first","Q82aTDd"])"), "Q82aTDd");
    QVERIFY(!lastArgument(R"(["room-msg"])"));
    QVERIFY(!lastArgument(R"(["room-msg",1])"));
}

QTEST_APPLESS_MAIN(TestData)
#include "tst_data.moc"
