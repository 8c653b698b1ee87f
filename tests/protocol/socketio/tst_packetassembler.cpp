// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packetassembler.h"

#include <QTest>

using namespace SocketIo;

namespace {

/// All that is ready, one packet a line: type, rendered data, messages, problems.
QByteArray taken(PacketAssembler *assembler)
{
    QByteArray lines;
    while (const auto assembled = assembler->next()) {
        lines += packetTypeName(assembled->packet.type).toByteArray() + ' '
            + assembled->renderedData() + ' ' + QByteArray::number(assembled->messages) + ' '
            + assembled->packet.problems.toCodes() + '\n';
    }
    return lines;
}

} // namespace

class TestPacketAssembler : public QObject
{
    Q_OBJECT

private slots:
    void withoutAttachments();
    void attachmentsInPlace();
    void interrupted();
    void endsTooEarly();
    void placeholders_data();
    void placeholders();
    void unexpectedBinary();
    void msgpack();
    void msgpackOfProtocol4();
    void tooManyAttachments();
    void heads();
    void payloadBytes();
};

void TestPacketAssembler::withoutAttachments()
{
    PacketAssembler assembler(5);
    assembler.feedText("0");
    QCOMPARE(taken(&assembler), "CONNECT  1 \n");
    assembler.feedText(R"(2["a",{"$b":{"_placeholder":true,"num":0}}])");
    QCOMPARE(taken(&assembler),
             R"(EVENT ["a",{"$$b":{"_placeholder":true,"num":0}}] 1 )"
             "\n");
    QVERIFY(!assembler.isPending());
    assembler.finish();
    QCOMPARE(taken(&assembler), "");
}

void TestPacketAssembler::attachmentsInPlace()
{
    PacketAssembler assembler(5);
    assembler.feedText(
        R"(52-14["foo",{"deep":[{"_placeholder":true,"num":0},{"x":{"_placeholder":true,"num":1}}]},"tail"])");
    QVERIFY(assembler.isPending());
    QVERIFY(!assembler.next());
    assembler.feedBinary("\x09");
    QVERIFY(!assembler.next());
    assembler.feedBinary("");
    QCOMPARE(taken(&assembler),
             R"(BINARY_EVENT ["foo",{"deep":[{"$binary":"CQ=="},{"x":{"$binary":""}}]},"tail"] 3 )"
             "\n");
    assembler.feedText(R"(61-/back,127[{"_placeholder":true,"num":0}])");
    assembler.feedBinary("x");
    QCOMPARE(taken(&assembler),
             R"(BINARY_ACK [{"$binary":"eA=="}] 2 )"
             "\n");
}

void TestPacketAssembler::interrupted()
{
    PacketAssembler assembler(5);
    assembler.feedText(R"(52-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])");
    assembler.feedBinary("x");
    assembler.feedText(R"(2["b"])");
    QCOMPARE(
        taken(&assembler),
        R"(BINARY_EVENT ["a",{"$binary":"eA=="},{"_placeholder":true,"num":1}] 2 sio-missing-attachments,sio-interrupted)"
        "\n"
        R"(EVENT ["b"] 1 )"
        "\n");
    assembler.feedText(R"(51-["a",{"_placeholder":true,"num":0}])");
    assembler.feedText(R"(51-["b",{"_placeholder":true,"num":0}])");
    QVERIFY(assembler.isPending());
    QVERIFY(taken(&assembler).contains("interrupted"));
    assembler.feedBinary("y");
    QVERIFY(taken(&assembler).contains(R"(["b",{"$binary":"eQ=="}] 2 )"));
}

void TestPacketAssembler::endsTooEarly()
{
    PacketAssembler assembler(5);
    assembler.feedText(R"(51-["a",{"_placeholder":true,"num":0}])");
    assembler.finish();
    QCOMPARE(taken(&assembler),
             R"(BINARY_EVENT ["a",{"_placeholder":true,"num":0}] 1 sio-missing-attachments)"
             "\n");
    assembler.feedText("0");
    QCOMPARE(taken(&assembler), "CONNECT  1 \n");
}

void TestPacketAssembler::placeholders_data()
{
    QTest::addColumn<QByteArray>("placeholder");
    QTest::addColumn<bool>("fits");
    QTest::newRow("fits") << QByteArray(R"({"_placeholder":true,"num":0})") << true;
    QTest::newRow("beyond") << QByteArray(R"({"_placeholder":true,"num":1})") << false;
    QTest::newRow("negative") << QByteArray(R"({"_placeholder":true,"num":-1})") << false;
    QTest::newRow("text") << QByteArray(R"({"_placeholder":true,"num":"0"})") << false;
    QTest::newRow("no number") << QByteArray(R"({"_placeholder":true})") << false;
    QTest::newRow("not one") << QByteArray(R"({"_placeholder":1,"num":9})") << true;
}

void TestPacketAssembler::placeholders()
{
    QFETCH(QByteArray, placeholder);
    QFETCH(bool, fits);
    PacketAssembler assembler(5);
    assembler.feedText(R"(51-["a",)" + placeholder + ']');
    assembler.feedBinary("x");
    const auto assembled = assembler.next();
    QVERIFY(assembled);
    QCOMPARE(assembled->packet.problems, fits ? Problems() : Problems(Problem::SioBadPlaceholder));
    QCOMPARE(assembled->attachments, QList<QByteArray> {"x"});
}

void TestPacketAssembler::unexpectedBinary()
{
    PacketAssembler assembler(5);
    assembler.feedBinary("abc");
    const auto assembled = assembler.next();
    QVERIFY(assembled);
    QCOMPARE(assembled->packet.type, PacketType::Unknown);
    QCOMPARE(assembled->packet.problems, Problems(Problem::SioUnexpectedBinary));
    QCOMPARE(assembled->attachments, QList<QByteArray> {"abc"});
    QCOMPARE(assembled->payloadBytes(), 3);
}

void TestPacketAssembler::msgpack()
{
    PacketAssembler assembler(5);
    assembler.feedBinary(
        QByteArray::fromHex("83a47479706502a46461746193a568656c6c6f01c403010203a36e7370a12f"));
    QCOMPARE(taken(&assembler),
             R"(EVENT ["hello",1,{"$binary":"AQID"}] 1 )"
             "\n");
    assembler.feedBinary("broken");
    const auto assembled = assembler.next();
    QCOMPARE(assembled->packet.problems, Problems(Problem::SioBadMsgpack));
    QCOMPARE(assembled->attachments, QList<QByteArray> {"broken"});
}

void TestPacketAssembler::msgpackOfProtocol4()
{
    PacketAssembler assembler(4);
    assembler.feedText(R"({"type":0,"nsp":"/"})");
    assembler.feedBinary(QByteArray::fromHex("83a47479706505a46461746192a178c40101a36e7370a12f"));
    QCOMPARE(taken(&assembler),
             "CONNECT  1 \n"
             R"(BINARY_EVENT ["x",{"$binary":"AQ=="}] 1 )"
             "\n");
}

/// Waiting for a billion attachments would take all that follows.
void TestPacketAssembler::tooManyAttachments()
{
    PacketAssembler assembler(5);
    assembler.feedText(R"(51000000000-["a"])");
    QVERIFY(!assembler.isPending());
    QCOMPARE(taken(&assembler),
             R"(BINARY_EVENT ["a"] 1 sio-too-many-attachments)"
             "\n");
    assembler.feedText(R"(511-["a"])");
    for (int i = 0; i < 11; ++i)
        assembler.feedBinary("x");
    QCOMPARE(taken(&assembler),
             R"(BINARY_EVENT ["a"] 12 sio-too-many-attachments)"
             "\n");
}

void TestPacketAssembler::heads()
{
    PacketAssembler assembler(5);
    assembler.feedText(R"(51-["a","xxxxxx)", false);
    assembler.feedBinary("x", false);
    const auto assembled = assembler.next();
    QCOMPARE(assembled->packet.event, "a");
    QVERIFY(assembled->packet.problems.isEmpty());
}

void TestPacketAssembler::payloadBytes()
{
    PacketAssembler assembler(5);
    assembler.feedText(R"(51-["a",{"_placeholder":true,"num":0}])");
    assembler.feedBinary("12345");
    QCOMPARE(assembler.next()->payloadBytes(), 35 + 5);
}

QTEST_APPLESS_MAIN(TestPacketAssembler)
#include "tst_packetassembler.moc"
