// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/compose.h"
#include "protocol/socketio/packetencoder.h"

#include <QTest>

using namespace SocketIo;

class TestCompose : public QObject
{
    Q_OBJECT

private slots:
    void events();
    void acks();
    void others();
    void jsonStrings();
    void arguments_data();
    void arguments();
};

void TestCompose::events()
{
    QCOMPARE(encodeText(eventMessage("/", "foo", {}).packet), R"(2["foo"])");
    QCOMPARE(encodeText(eventMessage("/admin", "bar", {R"(1,{})", {}}, 12).packet),
             R"(2/admin,12["bar",1,{}])");
    const Assembled binary = eventMessage("/", "baz", {placeholder(0), {"\x01"}});
    QCOMPARE(encodeText(binary.packet), R"(51-["baz",{"_placeholder":true,"num":0}])");
    QCOMPARE(binary.attachments, QList<QByteArray> {"\x01"});
}

void TestCompose::acks()
{
    QCOMPARE(encodeText(ackMessage("/", 0, {}).packet), "30[]");
    QCOMPARE(encodeText(ackMessage("/back", 127, {placeholder(0), {"x"}}).packet),
             R"(61-/back,127[{"_placeholder":true,"num":0}])");
}

void TestCompose::others()
{
    QCOMPARE(encodeText(plainMessage(PacketType::Connect, "/").packet), "0");
    QCOMPARE(encodeText(plainMessage(PacketType::Disconnect, "/chat").packet), "1/chat,");
    QCOMPARE(encodeText(plainMessage(PacketType::ConnectError, "/a", R"({"message":"no"})").packet),
             R"(4/a,{"message":"no"})");
}

void TestCompose::jsonStrings()
{
    QCOMPARE(jsonString("a\"b\\c\n\x01h\xc3\xa9"), "\"a\\\"b\\\\c\\n\\u0001h\xc3\xa9\"");
}

void TestCompose::arguments_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("ofEvent");
    QTest::addColumn<QByteArray>("ofAck");
    const auto row = [](const char *data, const char *ofEvent, const char *ofAck) {
        QTest::newRow(data) << QByteArray(data) << QByteArray(ofEvent) << QByteArray(ofAck);
    };
    row(R"(["a"])", "", R"("a")");
    row(R"(["a",1])", "1", R"("a",1)");
    row(R"([ "a" , [1, 2] , {"x":"]"} ])", R"([1, 2] , {"x":"]"})", R"("a" , [1, 2] , {"x":"]"})");
    row(R"(["a\",\\",1])", "1", R"("a\",\\",1)");
    row("[1,2]", "2", "1,2");
    row("[]", "", "");
    row("", "", "");
}

void TestCompose::arguments()
{
    QFETCH(QByteArray, data);
    QTEST(eventArguments(data).toByteArray(), "ofEvent");
    QTEST(ackArguments(data).toByteArray(), "ofAck");
}

QTEST_APPLESS_MAIN(TestCompose)
#include "tst_compose.moc"
