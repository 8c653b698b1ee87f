// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/framegateway.h"

#include "protocol/websocket/messagereader.h"

#include <QRandomGenerator>
#include <QTest>

using WebSocket::OpCode;
using WebSocket::Sender;
using Close = Tap::PrivateTapObserver::Close;

namespace {

const WebSocket::DeflateParameters Deflate;
const QByteArray Umlauts = QByteArrayLiteral("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");

QByteArray serverFrame(OpCode opCode, const QByteArray &payload, bool fin = true, bool rsv1 = false)
{
    WebSocket::FrameHeader header;
    header.opCode = opCode;
    header.fin = fin;
    header.rsv1 = rsv1;
    return encodeFrame(header, payload);
}

QByteArray clientFrame(OpCode opCode, const QByteArray &payload, bool fin = true)
{
    WebSocket::FrameHeader header;
    header.opCode = opCode;
    header.fin = fin;
    header.masked = true;
    header.key = {1, 2, 3, 4};
    return encodeFrame(header, payload);
}

QByteArray takeAll(Tap::FrameGateway &gateway, Sender sender)
{
    QByteArray all;
    for (QByteArray some = gateway.take(sender); !some.isEmpty(); some = gateway.take(sender))
        all += some;
    return all;
}

/// What a client gets of \a bytes of a server, fed in pieces of \a size.
QByteArray plain(const QByteArray &bytes, qsizetype size = 1 << 20, bool deflate = true)
{
    Tap::FrameGateway gateway(deflate ? std::optional(Deflate) : std::nullopt);
    QByteArray out;
    for (qsizetype i = 0; i < bytes.size(); i += size) {
        gateway.feed(Sender::Server, bytes.mid(i, size));
        out += takeAll(gateway, Sender::Server);
    }
    return out;
}

QByteArray randomText(qsizetype size)
{
    QRandomGenerator random(42);
    QByteArray text;
    while (text.size() < size)
        text += random.bounded(3) == 0 ? Umlauts : QByteArray::number(random.generate());
    return text;
}

} // namespace

class TestFrameGateway : public QObject
{
    Q_OBJECT

private slots:
    void handsPlainFramesOn();
    void joinsFragmentsThatSplitACharacter();
    void inflatesFragmentsWithPingsBetween();
    void keepsTheContextOfTheServer();
    void cutsLongMessagesAtCharacters();
    void inflatesInBoundedPieces();
    void passesTheClientsBytesWithoutCompression();
    void compressesWhatIsWorthIt();
    void keepsTheContextOfTheClient();
    void joinsTheClientsFragments();
    void passesControlFramesOfTheClientBetween();
    void endsWhereTheServerBreaksTheProtocol_data();
    void endsWhereTheServerBreaksTheProtocol();
    void handsOnWhatWasRightBefore();
    void tellsHowItClosed_data();
    void tellsHowItClosed();
};

void TestFrameGateway::handsPlainFramesOn()
{
    const QByteArray frames = serverFrame(OpCode::Text, "hello") + serverFrame(OpCode::Binary, "")
        + serverFrame(OpCode::Ping, "p") + serverFrame(OpCode::Pong, "")
        + serverFrame(OpCode::Text, Umlauts.repeated(1000))
        + serverFrame(OpCode::Close,
                      "\x03\xe8"
                      "bye");
    for (const qsizetype size : {1, 2, 3, 1000, 100'000})
        QCOMPARE(plain(frames, size), frames);
    // What comes behind a close frame is of no use.
    QCOMPARE(plain(frames + serverFrame(OpCode::Text, "late")), frames);
}

void TestFrameGateway::joinsFragmentsThatSplitACharacter()
{
    for (qsizetype cut = 0; cut <= Umlauts.size(); ++cut) {
        const QByteArray frames = serverFrame(OpCode::Text, Umlauts.first(cut), false)
            + serverFrame(OpCode::Continuation, Umlauts.mid(cut));
        QCOMPARE(plain(frames, 1), serverFrame(OpCode::Text, Umlauts));
    }
}

void TestFrameGateway::inflatesFragmentsWithPingsBetween()
{
    WebSocket::Deflater deflater(Sender::Server, Deflate);
    const QByteArray text = randomText(2000);
    const QByteArray deflated = *deflater.deflate(text);
    const QByteArray frames = serverFrame(OpCode::Text, deflated.first(100), false, true)
        + serverFrame(OpCode::Ping, "one") + serverFrame(OpCode::Continuation, {}, false)
        + serverFrame(OpCode::Ping, "two") + serverFrame(OpCode::Continuation, deflated.mid(100));
    const QByteArray expected = serverFrame(OpCode::Ping, "one") + serverFrame(OpCode::Ping, "two")
        + serverFrame(OpCode::Text, text);
    for (const qsizetype size : {1, 7, 100'000})
        QCOMPARE(plain(frames, size), expected);
}

void TestFrameGateway::keepsTheContextOfTheServer()
{
    WebSocket::Deflater deflater(Sender::Server, Deflate);
    const QByteArray text = randomText(500);
    QByteArray frames;
    for (int i = 0; i < 3; ++i)
        frames += serverFrame(OpCode::Text, *deflater.deflate(text), true, true);
    QVERIFY(frames.size() < 2 * text.size());
    QCOMPARE(plain(frames, 5), serverFrame(OpCode::Text, text).repeated(3));
}

void TestFrameGateway::cutsLongMessagesAtCharacters()
{
    const QByteArray text = Umlauts.repeated(200'000);
    const QByteArray out = plain(serverFrame(OpCode::Text, text), 100'000, false);
    WebSocket::FrameDecoder decoder(Sender::Server);
    decoder.feed(out);
    QByteArray all;
    QByteArray frame;
    int frames = 0;
    while (auto part = decoder.next()) {
        frame += part->bytes;
        if (!part->isEnd)
            continue;
        QCOMPARE(part->header.opCode, frames == 0 ? OpCode::Text : OpCode::Continuation);
        QVERIFY(frame.size() <= Tap::FramePlainer::MaxFrameBytes + 65'536);
        WebSocket::Utf8Validator utf8;
        QVERIFY(utf8.feed(frame) && utf8.isComplete());
        all += std::exchange(frame, {});
        ++frames;
        QCOMPARE(part->header.fin, all.size() == text.size());
    }
    QVERIFY(frames > 4);
    QVERIFY(all == text);
}

void TestFrameGateway::inflatesInBoundedPieces()
{
    WebSocket::Deflater deflater(Sender::Server, Deflate);
    const QByteArray zeros(qsizetype(64) << 20, '\0');
    const QByteArray frame = serverFrame(OpCode::Binary, *deflater.deflate(zeros), true, true);
    QVERIFY(frame.size() < 100'000);
    Tap::FrameGateway gateway {std::optional(Deflate)};
    gateway.feed(Sender::Server, frame);
    qsizetype total = 0;
    for (QByteArray some = gateway.take(Sender::Server); !some.isEmpty();
         some = gateway.take(Sender::Server)) {
        QVERIFY(some.size() <= 2 * Tap::FramePlainer::MaxFrameBytes);
        total += some.size();
    }
    QVERIFY(total > zeros.size() && total < zeros.size() + 10'000);
    QVERIFY(!gateway.hasFailed());
}

void TestFrameGateway::passesTheClientsBytesWithoutCompression()
{
    const QByteArray frames = clientFrame(OpCode::Text, randomText(5000), false)
        + clientFrame(OpCode::Ping, "p") + clientFrame(OpCode::Continuation, "end");
    Tap::FrameGateway gateway {std::nullopt};
    gateway.feed(Sender::Client, frames.first(100));
    QCOMPARE(gateway.take(Sender::Client), frames.first(100));
    gateway.feed(Sender::Client, frames.mid(100));
    QCOMPARE(gateway.take(Sender::Client), frames.mid(100));
}

void TestFrameGateway::compressesWhatIsWorthIt()
{
    Tap::FrameGateway gateway {std::optional(Deflate)};
    const QByteArray small = clientFrame(OpCode::Text, QByteArray(1024, 'x'));
    gateway.feed(Sender::Client, small);
    QCOMPARE(gateway.take(Sender::Client), small);
    const QByteArray large(1025, 'x');
    gateway.feed(Sender::Client, clientFrame(OpCode::Binary, large));
    const QByteArray out = gateway.take(Sender::Client);
    QVERIFY(out.size() < 100);
    QCOMPARE(uchar(out[0]), uchar(0xc2)); // FIN, RSV1, binary
    QVERIFY((uchar(out[1]) & 0x80U) != 0);
    WebSocket::MessageReader reader(Sender::Client, Deflate, 1 << 20);
    reader.feed(out);
    const auto message = reader.next();
    QVERIFY(message);
    QCOMPARE(message->payload, large);
}

void TestFrameGateway::keepsTheContextOfTheClient()
{
    for (const bool noTakeover : {false, true}) {
        WebSocket::DeflateParameters parameters;
        parameters.clientNoContextTakeover = noTakeover;
        parameters.clientMaxWindowBits = 12;
        Tap::FrameGateway gateway {std::optional(parameters)};
        WebSocket::MessageReader reader(Sender::Client, parameters, 1 << 20);
        const QByteArray text = randomText(2000);
        QList<qsizetype> sizes;
        for (int i = 0; i < 3; ++i) {
            gateway.feed(Sender::Client, clientFrame(OpCode::Text, text));
            const QByteArray out = gateway.take(Sender::Client);
            sizes.append(out.size());
            reader.feed(out);
            const auto message = reader.next();
            QVERIFY(message);
            QCOMPARE(message->payload, text);
        }
        QCOMPARE(sizes[1] < sizes[0] / 4, !noTakeover);
    }
}

void TestFrameGateway::joinsTheClientsFragments()
{
    // As QWebSocket sends what is longer than its outgoing frame.
    const QByteArray text = randomText(qsizetype(8) << 20);
    Tap::FrameGateway gateway {std::optional(Deflate)};
    WebSocket::MessageReader reader(Sender::Client, Deflate, qsizetype(64) << 20);
    constexpr qsizetype Frame = 524'288;
    for (qsizetype i = 0; i < text.size(); i += Frame) {
        gateway.feed(Sender::Client,
                     clientFrame(i == 0 ? OpCode::Text : OpCode::Continuation, text.mid(i, Frame),
                                 i + Frame >= text.size()));
        const QByteArray out = gateway.take(Sender::Client);
        QVERIFY(out.size() < 2 * Frame);
        reader.feed(out);
    }
    const auto message = reader.next();
    QVERIFY(message);
    QVERIFY(message->payload == text);
    QVERIFY(!reader.failure());
}

void TestFrameGateway::passesControlFramesOfTheClientBetween()
{
    Tap::FrameGateway gateway {std::optional(Deflate)};
    const QByteArray ping = clientFrame(OpCode::Ping, "between");
    gateway.feed(Sender::Client, clientFrame(OpCode::Text, randomText(100), false) + ping);
    QCOMPARE(gateway.take(Sender::Client), ping);
    gateway.feed(Sender::Client, clientFrame(OpCode::Continuation, {}));
    WebSocket::MessageReader reader(Sender::Client, Deflate, 1 << 20);
    reader.feed(gateway.take(Sender::Client));
    const auto message = reader.next();
    QVERIFY(message);
    QCOMPARE(message->payload, randomText(100));
}

void TestFrameGateway::endsWhereTheServerBreaksTheProtocol_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<quint16>("code");
    QTest::addColumn<Problem>("problem");
    const auto row = [](const char *name, const QByteArray &frames, quint16 code, Problem problem) {
        QTest::newRow(name) << frames << code << problem;
    };
    row("RSV2", QByteArray("\xa1\x01x"), 1002, Problem::WsRsv2);
    row("masked", clientFrame(OpCode::Text, "x"), 1002, Problem::WsUnexpectedMask);
    row("opcode 3", QByteArray("\x83\x00", 2), 1002, Problem::WsReservedOpCode);
    row("continuation of nothing", serverFrame(OpCode::Continuation, "x"), 1002,
        Problem::WsUnexpectedContinuation);
    row("interrupted", serverFrame(OpCode::Text, "x", false) + serverFrame(OpCode::Text, "y"), 1002,
        Problem::WsInterruptedMessage);
    row("no UTF-8", serverFrame(OpCode::Text, "\xff"), 1007, Problem::WsInvalidUtf8);
    row("half a character", serverFrame(OpCode::Text, "\xc3"), 1007, Problem::WsInvalidUtf8);
    row("damaged", serverFrame(OpCode::Text, "\xff\xff\xff", true, true), 1007,
        Problem::WsBadDeflate);
    row("close code", serverFrame(OpCode::Close, QByteArray("\x03\xed", 2)), 1002,
        Problem::WsBadCloseCode);
    row("HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", 1002, Problem::WsNotFrames);
}

void TestFrameGateway::endsWhereTheServerBreaksTheProtocol()
{
    QFETCH(QByteArray, frames);
    QFETCH(quint16, code);
    QFETCH(Problem, problem);
    for (const qsizetype size : {1, 1000}) {
        Tap::FrameGateway gateway {std::optional(Deflate)};
        QByteArray out;
        for (qsizetype i = 0; i < frames.size(); i += size) {
            gateway.feed(Sender::Server, frames.mid(i, size));
            out += takeAll(gateway, Sender::Server);
        }
        QCOMPARE(out, QByteArray());
        QVERIFY(gateway.hasFailed());
        WebSocket::MessageReader reader(Sender::Client, {}, 1000);
        reader.feed(gateway.take(Sender::Client));
        const auto message = reader.next();
        QVERIFY(message);
        QCOMPARE(message->opCode, OpCode::Close);
        QCOMPARE(message->close.code, code);
        const auto close = gateway.takeClose();
        QVERIFY(close);
        QCOMPARE(close->code, code);
        QVERIFY(!close->byServer);
        QVERIFY(close->problems.has(problem));
        QVERIFY(!gateway.takeClose());
    }
}

void TestFrameGateway::handsOnWhatWasRightBefore()
{
    const QByteArray good = serverFrame(OpCode::Text, "good");
    QCOMPARE(plain(good + QByteArray("\x83\x00", 2) + good), good);
}

void TestFrameGateway::tellsHowItClosed_data()
{
    // s: server's close frame, c: client's, S and C: their ends
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<quint16>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<bool>("byServer");
    const QByteArray going = "\x03\xe9going";
    QTest::newRow("server first") << QByteArray("scSC") << going << quint16(1001)
                                  << QByteArray("going") << true;
    QTest::newRow("client first") << QByteArray("csSC") << going << quint16(1001)
                                  << QByteArray("going") << false;
    QTest::newRow("client first and gone")
        << QByteArray("cCsS") << going << quint16(1001) << QByteArray("going") << false;
    QTest::newRow("no code") << QByteArray("scCS") << QByteArray() << quint16(1005) << QByteArray()
                             << true;
    QTest::newRow("server vanished")
        << QByteArray("S") << going << quint16(1006) << QByteArray() << false;
    QTest::newRow("client vanished")
        << QByteArray("C") << going << quint16(1006) << QByteArray() << false;
    QTest::newRow("no answer") << QByteArray("cCS") << going << quint16(1006) << QByteArray()
                               << false;
}

void TestFrameGateway::tellsHowItClosed()
{
    QFETCH(QByteArray, steps);
    QFETCH(QByteArray, payload);
    Tap::FrameGateway gateway {std::nullopt};
    QList<Close> closes;
    for (const char step : steps) {
        if (step == 's')
            gateway.feed(Sender::Server, serverFrame(OpCode::Close, payload));
        else if (step == 'c')
            gateway.feed(Sender::Client, clientFrame(OpCode::Close, "\x03\xe8"));
        else
            gateway.finish(step == 'S' ? Sender::Server : Sender::Client);
        takeAll(gateway, Sender::Server);
        if (const auto close = gateway.takeClose())
            closes.append(*close);
    }
    QCOMPARE(closes.size(), 1);
    QTEST(closes.first().code, "code");
    QTEST(closes.first().reason, "reason");
    QTEST(closes.first().byServer, "byServer");
    QVERIFY(closes.first().problems.isEmpty());
}

QTEST_GUILESS_MAIN(TestFrameGateway)
#include "tst_framegateway.moc"
