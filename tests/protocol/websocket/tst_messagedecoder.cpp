// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frameencoder.h"
#include "tests/protocol/websocket/decoding.h"

#include <QTest>

using namespace WebSocket;

class MessageDecoderTest : public QObject
{
    Q_OBJECT
private slots:
    void namesProblems_data();
    void namesProblems();
    void givesASmallMessageAsOneEvent();
    void joinsFragmentsAroundControlFrames();
    void checksUtf8OverFragments();
    void readsClosePayloads_data();
    void readsClosePayloads();
    void inflatesRfc7692_data();
    void inflatesRfc7692();
    void inflatesWhatTheDeflaterMade_data();
    void inflatesWhatTheDeflaterMade();
    void streamsABigCompressedMessage();
    void cutsABombAndReadsOn();
    void givesUpAMonsterAndSaysSoLater();
    void saysThatAContextIsLost();
    void countsPlainBytesPerFrame();
    void endsOpenMessages();
};

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

constexpr std::array AllCuts {Cut::Whole, Cut::ByteByByte, Cut::Random};

QByteArray text(int number)
{
    return "message " + QByteArray::number(number) + " says the same as the others, the same";
}

} // namespace

void MessageDecoderTest::namesProblems_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("codes"); // of each message
    QTest::addColumn<QByteArrayList>("payloads");

    using List = QByteArrayList;
    QTest::newRow("5.4: continuation of nothing")
        << hex("800141810142") << List {"ws-unexpected-continuation", ""} << List {"A", "B"};
    QTest::newRow("5.4: a message begins inside another")
        << hex("0101418101428a00") << List {"ws-interrupted-message", "ws-interrupted-message", ""}
        << List {"A", "B", ""};
    QTest::newRow("5.2: RSV1 that nobody agreed on")
        << hex("c10141") << List {"ws-unexpected-rsv1"} << List {"A"};
    QTest::newRow("5.2: RSV1 in a ping")
        << hex("c90141") << List {"ws-unexpected-rsv1"} << List {"A"};
    QTest::newRow("5.2: reserved opcode goes on")
        << hex("0301418001428101 43") << List {"ws-reserved-opcode", ""} << List {"AB", "C"};
    QTest::newRow("5.5.1: text after close")
        << hex("880203e8810141") << List {"", "ws-data-after-close"} << List {hex("03e8"), "A"};
    QTest::newRow("5.5: fragmented ping is a message of its own")
        << hex("090141810142800143")
        << List {"ws-fragmented-control", "", "ws-unexpected-continuation"} << List {"A", "B", "C"};
    QTest::newRow("8.1: not UTF-8")
        << hex("8101ff8102c3a9") << List {"ws-invalid-utf8", ""} << List {hex("ff"), hex("c3a9")};
    QTest::newRow("8.1: half a character")
        << hex("8101c3") << List {"ws-invalid-utf8"} << List {hex("c3")};
    QTest::newRow("binary may be anything") << hex("8201ff") << List {""} << List {hex("ff")};
    QTest::newRow("ends in a payload") << hex("8105c3") << List {"ws-cut-off"} << List {hex("c3")};
    QTest::newRow("ends between fragments") << hex("010141") << List {"ws-cut-off"} << List {"A"};
}

void MessageDecoderTest::namesProblems()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArrayList, codes);
    QFETCH(QByteArrayList, payloads);
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Server);
        QVERIFY(seen.isWellFormed);
        QByteArrayList seenCodes;
        QByteArrayList seenPayloads;
        for (const SeenMessage &message : seen.messages) {
            seenCodes.append(message.problems.toCodes());
            seenPayloads.append(message.bytes);
        }
        QCOMPARE(seenCodes, codes);
        QCOMPARE(seenPayloads, payloads);
    }
}

void MessageDecoderTest::givesASmallMessageAsOneEvent()
{
    FrameEncoder encoder(Sender::Client, DeflateParameters {});
    const QByteArray wire
        = QByteArrayList {encoder.message(OpCode::Text, text(1)),
                          encoder.message(OpCode::Binary, "plain", {.compress = false}),
                          encoder.control(OpCode::Ping, "p")}
              .join();
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Client, DeflateParameters {});
        QCOMPARE(seen.messages.size(), 3);
        for (const SeenMessage &message : seen.messages) {
            QCOMPARE(message.eventCount, 1);
            QCOMPARE(message.frameCount, 1);
            QCOMPARE(message.headerBytes, 6);
            QCOMPARE(message.payloadBytes, message.bytes.size());
            QVERIFY(message.problems.isEmpty());
        }
        QCOMPARE(seen.messages[0].bytes, text(1));
        QVERIFY(seen.messages[0].compressed);
        QVERIFY(!seen.messages[1].compressed);
        QCOMPARE(seen.messages[1].compressedBytes, 5);
        QCOMPARE(seen.problems.toCodes(), problemCode(Problem::WsNoCloseFrame));
    }
}

void MessageDecoderTest::joinsFragmentsAroundControlFrames()
{
    const QByteArray wire = hex("010148 8901 70 0001 69 8a00 8000 880203e8");
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Server);
        QVERIFY(seen.isWellFormed);
        QCOMPARE(seen.messages.size(), 4);
        QCOMPARE(seen.messages[0].opCode, OpCode::Ping);
        QCOMPARE(seen.messages[1].opCode, OpCode::Pong);
        QCOMPARE(seen.messages[2].opCode, OpCode::Text);
        QCOMPARE(seen.messages[2].bytes, QByteArray("Hi"));
        QCOMPARE(seen.messages[2].frameCount, 3);
        QCOMPARE(seen.messages[2].headerBytes, 6);
        QVERIFY(seen.messages[2].problems.isEmpty());
        QCOMPARE(seen.frames.size(), 6);
        QVERIFY(seen.problems.isEmpty());
    }
}

void MessageDecoderTest::checksUtf8OverFragments()
{
    // U+1F600 split over four frames; then the same with its third byte wrong.
    const QByteArray right = hex("0101f0 00019f 000198 800180");
    const QByteArray wrong = hex("0101f0 00019f 000141 800180");
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(right + wrong, cut, Sender::Server);
        QCOMPARE(seen.messages.size(), 2);
        QVERIFY(seen.messages[0].isValidUtf8);
        QVERIFY(seen.messages[0].problems.isEmpty());
        QVERIFY(!seen.messages[1].isValidUtf8);
        QVERIFY(!seen.frames[5].problems.has(Problem::WsInvalidUtf8));
        QVERIFY(seen.frames[6].problems.has(Problem::WsInvalidUtf8));
    }
}

void MessageDecoderTest::readsClosePayloads_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("code"); // -1: none
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("codes");

    QTest::newRow("empty") << hex("8800") << -1 << QByteArray() << QByteArray();
    QTest::newRow("1009") << hex("880203f1") << 1009 << QByteArray() << QByteArray();
    QTest::newRow("4001 bye") << hex("88050fa1627965") << 4001 << QByteArray("bye") << QByteArray();
    QTest::newRow("one byte") << hex("880103") << -1 << QByteArray()
                              << QByteArray("ws-bad-close-payload");
    QTest::newRow("1005 on the wire")
        << hex("880203ed") << 1005 << QByteArray() << QByteArray("ws-bad-close-code");
    QTest::newRow("reason is not UTF-8")
        << hex("880303e8ff") << 1000 << hex("ff") << QByteArray("ws-bad-close-reason");
    QTest::newRow("cut off in the reason")
        << hex("880503e8c3") << 1000 << hex("c3") << QByteArray("ws-cut-off");
}

void MessageDecoderTest::readsClosePayloads()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, code);
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Server);
        QCOMPARE(seen.messages.size(), 1);
        const auto &close = seen.messages.first().close;
        QVERIFY(close.has_value());
        QCOMPARE(close->hasCode ? close->code : -1, code);
        QTEST(close->reason, "reason");
        QTEST(seen.messages.first().problems.toCodes(), "codes");
        QTEST(seen.frames.first().problems.toCodes(), "codes");
    }
}

void MessageDecoderTest::inflatesRfc7692_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("payloads");

    using List = QByteArrayList;
    QTest::newRow("7.2.3.1: one block") << hex("c107f248cdc9c90700") << List {"Hello"};
    QTest::newRow("7.2.3.1: two fragments") << hex("4103f248cd 8004c9c90700") << List {"Hello"};
    QTest::newRow("7.2.3.2: sharing the window")
        << hex("c107f248cdc9c90700 c105f200110000") << List {"Hello", "Hello"};
    QTest::newRow("7.2.3.3: stored block") << hex("c10b000500faff48656c6c6f00") << List {"Hello"};
    QTest::newRow("7.2.3.4: BFINAL") << hex("c108f348cdc9c9070000") << List {"Hello"};
    QTest::newRow("7.2.3.4: BFINAL, then one that shares the window")
        << hex("c108f348cdc9c9070000 c105f200110000") << List {"Hello", "Hello"};
    QTest::newRow("BFINAL without a byte after it")
        << hex("c107f348cdc9c90700 c107f248cdc9c90700") << List {"Hello", "Hello"};
    QTest::newRow("7.2.3.5: two blocks")
        << hex("c10df248050000 00ffffcac9c90700") << List {"Hello"};
    QTest::newRow("7.2.3.6: empty")
        << hex("c10100 c10100 c107f248cdc9c90700") << List {"", "", "Hello"};
    QTest::newRow("6.1: plain between compressed ones")
        << hex("c107f248cdc9c90700 810548656c6c6f c105f200110000")
        << List {"Hello", "Hello", "Hello"};
    QTest::newRow("ping between fragments")
        << hex("4103f248cd 890170 8004c9c90700") << List {"p", "Hello"};
}

void MessageDecoderTest::inflatesRfc7692()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArrayList, payloads);
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Server, DeflateParameters {});
        QVERIFY(seen.isWellFormed);
        QByteArrayList seenPayloads;
        for (const SeenMessage &message : seen.messages) {
            QCOMPARE(message.problems.toCodes(), QByteArray());
            seenPayloads.append(message.bytes);
        }
        QCOMPARE(seenPayloads, payloads);
    }
}

void MessageDecoderTest::inflatesWhatTheDeflaterMade_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("noContextTakeover");
    for (int bits = 8; bits <= 15; ++bits) {
        QTest::addRow("%d bits", bits) << bits << false;
        QTest::addRow("%d bits, no takeover", bits) << bits << true;
    }
}

void MessageDecoderTest::inflatesWhatTheDeflaterMade()
{
    QFETCH(int, windowBits);
    QFETCH(bool, noContextTakeover);
    DeflateParameters parameters;
    parameters.clientMaxWindowBits = static_cast<quint8>(windowBits);
    parameters.clientNoContextTakeover = noContextTakeover;

    QRandomGenerator random(7);
    FrameEncoder encoder(Sender::Client, parameters);
    QByteArray wire;
    QByteArrayList payloads;
    for (int i = 0; i < 60; ++i) {
        QByteArray payload = text(i).repeated(random.bounded(40));
        if (i % 7 == 0)
            payload.resize(random.bounded(90'000), static_cast<char>(i));
        payloads.append(payload);
        wire += encoder.message(
            OpCode::Text, payload,
            {.compress = i % 5 != 0, .fragmentBytes = i % 3 == 0 ? random.bounded(1, 50) : 0});
        if (i % 4 == 0) {
            wire += encoder.control(OpCode::Ping, "between");
            payloads.append("between");
        }
    }
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Client, parameters);
        QVERIFY(seen.isWellFormed);
        QCOMPARE(seen.messages.size(), payloads.size());
        for (qsizetype i = 0; i < payloads.size(); ++i) {
            QCOMPARE(seen.messages[i].bytes, payloads[i]);
            QCOMPARE(seen.messages[i].payloadBytes, payloads[i].size());
            QVERIFY(seen.messages[i].problems.isEmpty());
        }
    }
}

void MessageDecoderTest::streamsABigCompressedMessage()
{
    FrameEncoder encoder(Sender::Server, DeflateParameters {});
    const QByteArray payload(qsizetype(64) << 20, 'b');
    const QByteArray wire = QByteArrayList {encoder.message(OpCode::Binary, payload),
                                            encoder.message(OpCode::Text, text(1))}
                                .join();
    const SeenDirection seen = decoded(wire, Cut::Random, Sender::Server, DeflateParameters {});
    QCOMPARE(seen.messages.size(), 2);
    QVERIFY(seen.messages[0].bytes == payload);
    QVERIFY(seen.messages[0].problems.isEmpty());
    QVERIFY(seen.messages[0].eventCount >= 1024);
    QCOMPARE(seen.messages[1].bytes, text(1));
}

void MessageDecoderTest::cutsABombAndReadsOn()
{
    FrameEncoder encoder(Sender::Server, DeflateParameters {});
    const QByteArray bomb(2'000'000, '!');
    const QByteArray wire
        = QByteArrayList {encoder.message(OpCode::Text, bomb),
                          encoder.message(OpCode::Text, QByteArray(300, '!') + text(1))}
              .join();
    InflateLimits limits;
    limits.ratioFreeBytes = 500'000;
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Server, DeflateParameters {}, limits);
        QCOMPARE(seen.messages.size(), 2);
        const SeenMessage &first = seen.messages[0];
        QCOMPARE(first.problems.toCodes(), QByteArray("ws-deflate-bomb"));
        QVERIFY(bomb.startsWith(first.bytes));
        QVERIFY(first.bytes.size() > 400'000 && first.bytes.size() <= 500'000);
        QCOMPARE(first.payloadBytes, bomb.size());
        QCOMPARE(seen.messages[1].bytes, QByteArray(300, '!') + text(1));
        QVERIFY(seen.messages[1].problems.isEmpty());
    }

    limits.maxPlainBytes = 1000;
    const SeenDirection seen
        = decoded(wire, Cut::Whole, Sender::Server, DeflateParameters {}, limits);
    QCOMPARE(seen.messages[0].bytes.size(), 1000);
    QCOMPARE(seen.messages[0].problems.toCodes(), problemCode(Problem::WsDeflateBomb));
    QVERIFY(seen.messages[1].problems.isEmpty());
}

void MessageDecoderTest::givesUpAMonsterAndSaysSoLater()
{
    FrameEncoder encoder(Sender::Server, DeflateParameters {});
    const QByteArray wire
        = QByteArrayList {encoder.message(OpCode::Text, QByteArray(2'000'000, '!')),
                          encoder.message(OpCode::Text, QByteArray(300, '!') + text(1)),
                          encoder.message(OpCode::Text, "unlike before: <>#*")}
              .join();
    InflateLimits limits;
    limits.maxPlainBytes = 1000;
    limits.maxInflatedBytes = 1'000'000;
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Server, DeflateParameters {}, limits);
        QCOMPARE(seen.messages.size(), 3);
        QCOMPARE(seen.messages[0].problems.toCodes(), problemCode(Problem::WsDeflateBomb));
        QVERIFY(seen.messages[0].payloadBytes < 1'100'000);
        QCOMPARE(seen.messages[1].problems.toCodes(), problemCode(Problem::WsBadDeflate));
        QCOMPARE(seen.messages[2].bytes, QByteArray("unlike before: <>#*"));
        QVERIFY(seen.messages[2].problems.isEmpty());
    }
}

void MessageDecoderTest::saysThatAContextIsLost()
{
    for (const bool noContextTakeover : {false, true}) {
        DeflateParameters parameters;
        parameters.serverNoContextTakeover = noContextTakeover;
        FrameEncoder encoder(Sender::Server, parameters);
        QByteArray first = encoder.message(OpCode::Text, text(1));
        first[2] = static_cast<char>(0xff); // block type 3, which there is none
        const QByteArray wire = first + encoder.message(OpCode::Text, text(2));
        for (const Cut cut : AllCuts) {
            const SeenDirection seen = decoded(wire, cut, Sender::Server, parameters);
            QCOMPARE(seen.messages.size(), 2);
            QCOMPARE(seen.messages[0].problems.toCodes(), problemCode(Problem::WsBadDeflate));
            QCOMPARE(seen.messages[0].bytes, QByteArray());
            QCOMPARE(seen.messages[1].problems.has(Problem::WsBadDeflate), !noContextTakeover);
            QCOMPARE(seen.messages[1].bytes == text(2), noContextTakeover);
        }
    }

    // A message that stops inside a block.
    const SeenDirection cut
        = decoded(hex("c104f248cdc9 810141"), Cut::Whole, Sender::Server, DeflateParameters {});
    QCOMPARE(cut.messages[0].problems.toCodes(), problemCode(Problem::WsBadDeflate));
    QVERIFY(cut.messages[1].problems.isEmpty());

    // Without even the byte of an empty message nothing is lost.
    const SeenDirection empty = decoded(hex("c107f248cdc9c90700 c100 c105f200110000"), Cut::Whole,
                                        Sender::Server, DeflateParameters {});
    QCOMPARE(empty.messages[1].problems.toCodes(), problemCode(Problem::WsBadDeflate));
    QCOMPARE(empty.messages[2].bytes, QByteArray("Hello"));
    QVERIFY(empty.messages[2].problems.isEmpty());
}

void MessageDecoderTest::countsPlainBytesPerFrame()
{
    FrameEncoder encoder(Sender::Server, DeflateParameters {});
    const QByteArray payload = text(1).repeated(100);
    const QByteArray wire
        = QByteArrayList {encoder.message(OpCode::Text, "before"),
                          encoder.message(OpCode::Text, payload, {.fragmentBytes = 20})}
              .join();
    const SeenDirection seen = decoded(wire, Cut::Random, Sender::Server, DeflateParameters {});
    qint64 plain = 0;
    qint64 compressed = 0;
    for (const SeenFrame &frame : seen.frames.sliced(1)) {
        QCOMPARE(frame.plainBytes, frame.bytes.size());
        plain += frame.plainBytes;
        compressed += frame.payloadBytes;
    }
    QVERIFY(seen.frames.size() > 3);
    QCOMPARE(plain, payload.size());
    QCOMPARE(seen.messages[1].payloadBytes, payload.size());
    QCOMPARE(seen.messages[1].compressedBytes, compressed);
}

void MessageDecoderTest::endsOpenMessages()
{
    // A compressed message that another one interrupts leaves nothing to refer to.
    const QByteArray wire = hex("4103f248cd c107f248cdc9c90700 c105f200110000");
    for (const Cut cut : AllCuts) {
        const SeenDirection seen = decoded(wire, cut, Sender::Server, DeflateParameters {});
        QVERIFY(seen.isWellFormed);
        QCOMPARE(seen.messages.size(), 3);
        QCOMPARE(seen.messages[0].problems.toCodes(), problemCode(Problem::WsInterruptedMessage));
        QCOMPARE(seen.messages[0].frameCount, 1);
        QCOMPARE(seen.messages[1].bytes, QByteArray("Hello"));
        QCOMPARE(seen.messages[1].problems.toCodes(), problemCode(Problem::WsInterruptedMessage));
        QCOMPARE(seen.messages[2].bytes, QByteArray("Hello"));
        QVERIFY(seen.messages[2].problems.isEmpty());
    }
}

QTEST_GUILESS_MAIN(MessageDecoderTest)
#include "tst_messagedecoder.moc"
