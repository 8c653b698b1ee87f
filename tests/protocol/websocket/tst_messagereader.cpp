// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/messagereader.h"

#include <QTest>

using namespace WebSocket;

namespace {

struct Read
{
    QByteArrayList messages; // opcode, payload
    std::optional<quint16> failure;
};

Read read(const QByteArray &bytes, qsizetype cut, qsizetype maxMessageBytes = 1000,
          const std::optional<DeflateParameters> &deflate = {})
{
    MessageReader reader(Sender::Client, deflate, maxMessageBytes);
    Read result;
    for (qsizetype at = 0; at < bytes.size(); at += cut) {
        reader.feed(bytes.mid(at, cut));
        while (const auto message = reader.next()) {
            QByteArray line = QByteArray::number(int(message->opCode)) + ' ' + message->payload;
            if (message->close.hasCode)
                line += QByteArray::number(message->close.code) + message->close.reason;
            result.messages.append(line);
        }
    }
    result.failure = reader.failure();
    return result;
}

} // namespace

class TestMessageReader : public QObject
{
    Q_OBJECT

private slots:
    void wholeMessages_data();
    void wholeMessages();
    void failures_data();
    void failures();
    void compressedBomb();
};

void TestMessageReader::wholeMessages_data()
{
    QTest::addColumn<qsizetype>("cut");
    QTest::newRow("whole") << qsizetype(100000);
    QTest::newRow("byte by byte") << qsizetype(1);
    QTest::newRow("by seven") << qsizetype(7);
}

void TestMessageReader::wholeMessages()
{
    QFETCH(qsizetype, cut);
    for (const bool deflates : {false, true}) {
        const auto deflate = deflates ? std::optional(DeflateParameters()) : std::nullopt;
        FrameEncoder encoder(Sender::Client, deflate);
        MessageOptions fragmented;
        fragmented.fragmentBytes = 3;
        QByteArray bytes; // in order: a compressed message refers to those before
        bytes += encoder.message(OpCode::Text, "h\xc3\xa9llo");
        bytes += encoder.control(OpCode::Ping, "p");
        bytes += encoder.message(OpCode::Binary, "fragments", fragmented);
        bytes += encoder.message(OpCode::Text, "");
        bytes += encoder.message(OpCode::Text, "h\xc3\xa9llo");
        bytes += encoder.close(1001, "away");
        const Read got = read(bytes, cut, 1000, deflate);
        QCOMPARE(got.messages,
                 (QByteArrayList {"1 h\xc3\xa9llo", "9 p", "2 fragments", "1 ", "1 h\xc3\xa9llo",
                                  "8 1001away"}));
        QVERIFY(!got.failure.has_value());
    }
}

void TestMessageReader::failures_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("code");
    QTest::newRow("unmasked") << QByteArray("810161") << 1002;
    QTest::newRow("rsv1") << QByteArray("c18000000000") << 1002;
    QTest::newRow("reserved") << QByteArray("838000000000") << 1002;
    QTest::newRow("continuation of nothing") << QByteArray("808000000000") << 1002;
    QTest::newRow("fragmented ping") << QByteArray("098000000000") << 1002;
    QTest::newRow("close of one byte") << QByteArray("88810000000003") << 1002;
    QTest::newRow("not utf-8") << QByteArray("818100000000ff") << 1007;
    QTest::newRow("not utf-8, unasked rsv1") << QByteArray("c18100000000ff") << 1002;
    QTest::newRow("1001 bytes") << QByteArray("82fe03e900000000") + QByteArray(1001, 'x').toHex()
                                << 1009;
    QTest::newRow("twice 600 bytes") << QByteArray("02fe025800000000")
            + QByteArray(600, 'x').toHex() + "80fe025800000000" + QByteArray(600, 'x').toHex()
                                     << 1009;
}

void TestMessageReader::failures()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, code);
    const QByteArray bytes = QByteArray::fromHex(hex)
        + QByteArray::fromHex("818100000000"
                              "61");
    for (const qsizetype cut : {qsizetype(1), qsizetype(5), bytes.size()}) {
        const Read got = read(bytes, cut);
        QCOMPARE(got.messages, QByteArrayList());
        QVERIFY(got.failure.has_value());
        QCOMPARE(int(*got.failure), code);
    }
}

void TestMessageReader::compressedBomb()
{
    const DeflateParameters deflate;
    FrameEncoder encoder(Sender::Client, deflate);
    const Read got
        = read(encoder.message(OpCode::Binary, QByteArray(10 << 20, '\0')), 100, 1000, deflate);
    QCOMPARE(got.messages, QByteArrayList());
    QVERIFY(got.failure.has_value());
    QCOMPARE(int(*got.failure), 1009);
}

QTEST_APPLESS_MAIN(TestMessageReader)
#include "tst_messagereader.moc"
