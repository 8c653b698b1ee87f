// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frameencoder.h"
#include "tests/protocol/websocket/decoding.h"

#include <QTest>

using namespace WebSocket;

class FrameEncoderTest : public QObject
{
    Q_OBJECT
private slots:
    void encodesTheExamplesOfTheRfc();
    void encodesADecodedFrameAgain_data();
    void encodesADecodedFrameAgain();
    void cutsMessagesIntoFragments();
    void limitsControlFrames();
    void masksOnlyForAClient();
};

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

void FrameEncoderTest::encodesTheExamplesOfTheRfc()
{
    FrameEncoder server(Sender::Server);
    FrameEncoder client(Sender::Client, {}, [] { return MaskingKey {0x37, 0xfa, 0x21, 0x3d}; });
    QCOMPARE(server.message(OpCode::Text, "Hello"), hex("810548656c6c6f"));
    QCOMPARE(client.message(OpCode::Text, "Hello"), hex("818537fa213d7f9f4d5158"));
    QCOMPARE(server.control(OpCode::Ping, "Hello"), hex("890548656c6c6f"));
    const QByteArray bytes256(256, 'x');
    QCOMPARE(server.message(OpCode::Binary, bytes256), hex("827e0100") + bytes256);
    const QByteArray bytes64K(65536, 'y');
    QCOMPARE(server.message(OpCode::Binary, bytes64K), hex("827f0000000000010000") + bytes64K);
}

void FrameEncoderTest::encodesADecodedFrameAgain_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("plain") << hex("810548656c6c6f");
    QTest::newRow("masked") << hex("818537fa213d7f9f4d5158");
    QTest::newRow("mask of zero") << hex("81850000000048656c6c6f");
    QTest::newRow("16 bits for 5") << hex("817e000548656c6c6f");
    QTest::newRow("64 bits for 5, masked") << hex("81ff00000000000000050000000048656c6c6f");
    QTest::newRow("all bits, reserved opcode") << hex("7f0141");
    QTest::newRow("126 bytes") << hex("827e007e") + QByteArray(126, 'a');
    QTest::newRow("65536 bytes") << hex("827f0000000000010000") + QByteArray(65536, 'a');
}

void FrameEncoderTest::encodesADecodedFrameAgain()
{
    QFETCH(QByteArray, wire);
    FrameDecoder decoder(Sender::Server);
    decoder.feed(wire);
    const auto part = decoder.next();
    QVERIFY(part.has_value());
    QCOMPARE(encodeFrame(part->header, part->bytes), wire);
}

void FrameEncoderTest::cutsMessagesIntoFragments()
{
    FrameEncoder encoder(Sender::Server);
    QCOMPARE(encoder.message(OpCode::Text, "Hello", {.fragmentBytes = 3}),
             hex("010348656c 80026c6f"));
    QCOMPARE(encoder.message(OpCode::Text, "Hello!", {.fragmentBytes = 3}),
             hex("010348656c 80036c6f21"));
    QCOMPARE(encoder.message(OpCode::Text, "", {.fragmentBytes = 3}), hex("8100"));

    FrameEncoder compressing(Sender::Server, DeflateParameters {});
    QCOMPARE(compressing.message(OpCode::Text, "Hello", {.fragmentBytes = 3}),
             hex("4103f248cd 0003c9c907 800100"));
    QCOMPARE(compressing.message(OpCode::Text, ""), hex("c10100"));
    QCOMPARE(compressing.message(OpCode::Text, "Hello", {.compress = false}),
             hex("810548656c6c6f"));
}

void FrameEncoderTest::limitsControlFrames()
{
    FrameEncoder encoder(Sender::Server);
    QCOMPARE(encoder.close(), hex("8800"));
    QCOMPARE(encoder.close(4001, "bye"), hex("88050fa1627965"));
    QCOMPARE(encoder.control(OpCode::Ping, QByteArray(200, 'p')).size(), 127);
    // 122 bytes and a character of two would be one too many.
    const QByteArray reason = QByteArray(122, 'r') + "\xc3\xa9";
    QCOMPARE(encoder.close(1000, reason), hex("887c03e8") + QByteArray(122, 'r'));
    QCOMPARE(encoder.close(1000, QByteArray(300, '\x80')), hex("880203e8"));
}

void FrameEncoderTest::masksOnlyForAClient()
{
    FrameEncoder client(Sender::Client);
    const QByteArray wire = client.message(OpCode::Text, "Hello") + client.close(1000);
    const SeenDirection seen = decoded(wire, Cut::Whole, Sender::Client);
    QCOMPARE(seen.messages.size(), 2);
    QVERIFY(seen.frames[0].problems.isEmpty() && seen.frames[1].problems.isEmpty());
    QVERIFY(client.message(OpCode::Text, "Hello") != client.message(OpCode::Text, "Hello"));
}

QTEST_GUILESS_MAIN(FrameEncoderTest)
#include "tst_frameencoder.moc"
