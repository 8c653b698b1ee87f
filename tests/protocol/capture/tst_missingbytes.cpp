// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frameencoder.h"
#include "tests/support/goldentrace.h"
#include "tests/support/handmadewire.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Capture;
using namespace HandmadeWire;

/// Where whoever captured lacks bytes decoding goes on if that is possible, and nothing that is
/// shown without a mark is wrong.
class TestMissingBytes : public QObject
{
    Q_OBJECT

private slots:
    void withinAFrame();
    void withinACompressedFrame();
    void aFrameHeader();
    void wholeFramesAgain();
    void withinAFragment();
    void moreThanThereIs();
    void withinABody();
    void withinPolling();
    void attachmentsAreNotMixedUp();
    void aRequest();
    void aResponse();
    void theAnswerToAnUpgrade();
    void bytesOfNoProtocol();
    void nothingWrongIsShownAsRight_data();
    void nothingWrongIsShownAsRight();
};

namespace {

void miss(Wire &wire, Id connection, Direction direction, qint64 bytes)
{
    const Time since = wire.now();
    wire.decoder.take(WireMissing {.connection = connection,
                                   .direction = direction,
                                   .since = since,
                                   .time = wire.tick(),
                                   .bytes = bytes});
}

bool isHoled(const MessageRecord &message)
{
    return message.problems.has(Problem::TapBytesMissing);
}

/// Contents, with ! behind those of which bytes are missing, ? behind those with other problems.
QByteArrayList contents(const RecordBatch &batch)
{
    QByteArrayList all;
    for (const MessageRecord &message : batch.messages)
        all.append(message.content.bytes
                   + (isHoled(message)                 ? "!"
                          : message.problems.isEmpty() ? ""
                                                       : "?"));
    return all;
}

QByteArrayList problemsOf(const RecordBatch &batch)
{
    QByteArrayList all;
    for (const ProblemRecord &problem : batch.problems) {
        if (problem.problem == Problem::TapBytesMissing && problem.message == 0)
            all.append(problem.detail);
    }
    return all;
}

} // namespace

void TestMissingBytes::withinAFrame()
{
    Wire wire;
    const Id id = wire.webSocket("/feed");
    const QByteArray frame = masked("hello wide world");
    wire.sent(id, frame.left(10));
    miss(wire, id, Direction::Sent, 5);
    wire.sent(id, frame.mid(15) + masked("next"));
    wire.received(id, unmasked("back"));
    // All of a payload.
    wire.received(id, unmasked("gone").left(2));
    miss(wire, id, Direction::Received, 4);
    wire.received(id, unmasked("on"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(contents(batch),
             QByteArrayList({"GET /feed HTTP/1.1", "hell" + QByteArray(5, '\0') + "e world!",
                             "next", "back", QByteArray(4, '\0') + "!", "on"}));
    QCOMPARE(batch.gaps.size(), std::size_t(2));
    const GapRecord &gap = batch.gaps.front();
    QCOMPARE(gap.cause, GapRecord::Cause::Missing);
    QCOMPARE(gap.bytes, 5);
    QCOMPARE(gap.ended - gap.started, std::chrono::milliseconds(1));
    QVERIFY(!batch.connections.back().problems.has(Problem::TapBytesMissing));
    QCOMPARE(wire.decoder.undecoded().places, 0);
    checkLayers(batch);
}

/// What refers to what was lost breaks, and says so; what does not is right.
void TestMissingBytes::withinACompressedFrame()
{
    using namespace WebSocket;
    Wire wire;
    const Id id = wire.open();
    wire.sent(id,
              "GET /feed HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    wire.received(id,
                  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
                  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    FrameEncoder server(Sender::Server, DeflateParameters());
    const QByteArray first = "the first of all these messages, number 17";
    const QByteArray second = "another text with 9824 in it, of these messages";
    wire.received(id, server.message(OpCode::Text, first));
    const QByteArray frame = server.message(OpCode::Text, second);
    wire.received(id, frame.left(20));
    miss(wire, id, Direction::Received, frame.size() - 25);
    wire.received(id, frame.right(5));
    wire.received(id, server.message(OpCode::Text, second + first)); // nothing but references
    wire.received(id, server.message(OpCode::Text, "plain", {.compress = false}));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    const QByteArrayList all = contents(batch);
    QCOMPARE(all.size(), 5);
    QCOMPARE(all[1], first);
    QVERIFY(second.startsWith(all[2].chopped(1)) && all[2].endsWith('!'));
    QVERIFY(batch.messages[3].problems.has(Problem::WsBadDeflate));
    QVERIFY((second + first).startsWith(all[3].chopped(1)) && all[3].size() < second.size());
    QCOMPARE(all[4], QByteArray("plain"));
}

void TestMissingBytes::aFrameHeader()
{
    Wire wire;
    const Id id = wire.webSocket("/feed");
    wire.received(id, unmasked("one"));
    wire.received(id, unmasked("half").left(4));
    miss(wire, id, Direction::Received, 9);
    wire.received(id, "?" + unmasked("not seen"));
    wire.sent(id, masked("asked"));
    miss(wire, id, Direction::Received, 3);
    wire.received(id, "more");
    wire.sent(id, masked("asked again"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    const QByteArrayList all = contents(batch);
    QCOMPARE(all, QByteArrayList({"GET /feed HTTP/1.1", "one", "ha?", "asked", "asked again"}));
    QCOMPARE(
        problemsOf(batch),
        QByteArrayList({"9 bytes are missing; what the server sent behind them is not decoded"}));
    QCOMPARE(batch.gaps.size(), std::size_t(2));
    const ConnectionRecord &connection = batch.connections.back();
    QVERIFY(connection.problems.has(Problem::TapBytesMissing));
    QCOMPARE(connection.error,
             QByteArray("9 bytes are missing; what the server sent behind them is not decoded "
                        "(15 bytes)"));
    // Whether there was a close frame nobody knows.
    QVERIFY(std::none_of(batch.problems.begin(), batch.problems.end(),
                         [](const auto &one) { return one.problem == Problem::WsNoCloseFrame; }));
    QCOMPARE(wire.decoder.undecoded().places, 1);
    QCOMPARE(wire.decoder.undecoded().bytes, 15);
}

/// A packet of whole frames; what it brings is marked, what follows is as sure as ever.
void TestMissingBytes::wholeFramesAgain()
{
    Wire wire;
    const Id id = wire.webSocket("/feed");
    wire.sent(id, masked("one"));
    miss(wire, id, Direction::Sent, 100);
    wire.sent(id, "its end" + masked("not seen")); // within something
    wire.sent(id, masked("two") + masked("three"));
    wire.sent(id, masked("four"));
    miss(wire, id, Direction::Sent, 9);
    wire.sent(id, unmasked("no client")); // a server's
    wire.sent(id, masked("five").chopped(1)); // not all of it
    wire.sent(id, masked("\xff no text"));
    wire.sent(id, masked("\xff binary", true));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(contents(batch).sliced(1),
             QByteArrayList({"one", "two!", "three!", "four", "\xff binary!"}));
    QCOMPARE(
        problemsOf(batch),
        QByteArrayList({"100 bytes are missing; what the client sent behind them is not decoded",
                        "decoded again behind 21 bytes that are not",
                        "9 bytes are missing; what the client sent behind them is not decoded",
                        "decoded again behind 35 bytes that are not"}));
    QCOMPARE(wire.decoder.undecoded().places, 2);
}

void TestMissingBytes::withinAFragment()
{
    using namespace WebSocket;
    Wire wire;
    const Id id = wire.webSocket("/feed");
    FrameEncoder server(Sender::Server, {});
    const QByteArray message = server.message(OpCode::Text, "\xc3\xa4\xc3\xb6\xc3\xbc and more",
                                              {.compress = false, .fragmentBytes = 8});
    wire.received(id, message.left(5));
    miss(wire, id, Direction::Received, 1); // half of a character
    wire.received(id, message.mid(6) + unmasked("whole"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(contents(batch).sliced(1),
             QByteArrayList({QByteArray("\xc3\xa4\xc3\0\xc3\xbc and more!", 16), "whole"}));
    QVERIFY(!batch.messages[1].problems.has(Problem::WsInvalidUtf8));
}

/// Zeros take no more room than what is there.
void TestMissingBytes::moreThanThereIs()
{
    Wire wire;
    const Id id = wire.webSocket("/feed");
    wire.received(id, QByteArray::fromHex("827f0000000040000000") + "begins");
    miss(wire, id, Direction::Received, 600'000'000);
    wire.received(id, "goes on");
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(contents(batch).sliced(1), QByteArrayList({"begins?"}));
    QCOMPARE(problemsOf(batch).size(), 1);
    QCOMPARE(batch.gaps.front().bytes, 600'000'000);
}

void TestMissingBytes::withinABody()
{
    Wire wire;
    const Id id = wire.open();
    wire.sent(id, "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n01");
    miss(wire, id, Direction::Sent, 3);
    wire.sent(id, "56789");
    wire.received(id, ok("fine"));
    wire.sent(id, "GET /b HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, ok(QByteArray(100'000, 'x')).left(200));
    miss(wire, id, Direction::Received, 70'000);
    wire.received(id, ok(QByteArray(100'000, 'x')).mid(70'200));
    wire.sent(id, "GET /c HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, "HTTP/1.1 200 OK\r\n\r\nto the ");
    miss(wire, id, Direction::Received, 4);
    wire.received(id, "end");
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(contents(batch),
             QByteArrayList({"POST /a HTTP/1.1!", "GET /b HTTP/1.1!", "GET /c HTTP/1.1!"}));
    QCOMPARE(batch.exchanges.size(), std::size_t(3));
    const ExchangeRecord &first = batch.exchanges[0];
    QCOMPARE(first.requestBody.bytes,
             QByteArray("01\0\0\0"
                        "56789",
                        10));
    QCOMPARE(first.responseBody.bytes, QByteArray("fine"));
    QCOMPARE(batch.exchanges[1].responseBody.size, 100'000);
    QCOMPARE(batch.exchanges[2].responseBody.bytes, QByteArray("to the \0\0\0\0end", 14));
    QVERIFY(!batch.connections.back().problems.has(Problem::TapBytesMissing));
    QVERIFY(batch.totals->wire.received > 100'000); // it crossed
    checkLayers(batch);
}

/// Packets before the hole are right, those behind it nobody can tell apart.
void TestMissingBytes::withinPolling()
{
    Wire wire;
    wire.exchange(get(), ok(openPacket("S")));
    const Id id = wire.open();
    wire.sent(id, get("S"));
    const QByteArray answer = ok("42[\"a\",1]\x1e"
                                 "42[\"b\",2]\x1e"
                                 "42[\"c\",3]");
    wire.received(id, answer.chopped(16));
    miss(wire, id, Direction::Received, 3);
    wire.received(id, answer.right(13));
    wire.sent(id, get("S"));
    wire.received(id, ok("42[\"d\",4]"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(contents(batch).sliced(1), QByteArrayList({"42[\"a\",1]", "42[\"d\",4]"}));
    const auto isOnExchange = [](const ProblemRecord &problem) {
        return problem.problem == Problem::TapBytesMissing && problem.exchange == 2;
    };
    QCOMPARE(std::count_if(batch.problems.begin(), batch.problems.end(), isOnExchange), 1);
}

/// An attachment that comes behind a hole belongs to a packet in it.
void TestMissingBytes::attachmentsAreNotMixedUp()
{
    Wire wire;
    wire.exchange(get(), ok(openPacket("S")));
    wire.exchange(get("S"), ok("40{\"sid\":\"s\"}"));
    const Id id = wire.open();
    wire.sent(id, get("S"));
    const QByteArray holder = "{\"_placeholder\":true,\"num\":0}";
    const QByteArray answer = ok("451-[\"one\"," + holder
                                 + "]\x1e"
                                   "b"
                                 + QByteArray("1111").toBase64()
                                 + "\x1e"
                                   "451-[\"two\","
                                 + holder + "]");
    const qsizetype cut = answer.indexOf("\x1e"
                                         "b")
        + 3;
    wire.received(id, answer.left(cut));
    miss(wire, id, Direction::Received, answer.size() - cut);
    wire.sent(id, get("S"));
    wire.received(id, ok("b" + QByteArray("2222").toBase64()));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    for (const MessageRecord &message : batch.messages) {
        if (message.event == "one")
            QVERIFY(message.problems.has(Problem::SioMissingAttachments));
        if (!message.attachments.empty())
            QVERIFY(!message.problems.isEmpty());
    }
}

/// The next request is told by its first line.
void TestMissingBytes::aRequest()
{
    Wire wire;
    const Id id = wire.open();
    wire.sent(id, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, ok("a"));
    wire.sent(id, "GET /lost HT");
    miss(wire, id, Direction::Sent, 30);
    wire.sent(id, "Cookie: a\r\n\r\n");
    wire.received(id, ok("lost"));
    wire.sent(id, "GET /c HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, ok("c"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(contents(batch), QByteArrayList({"GET /a HTTP/1.1", "?", "GET /c HTTP/1.1"}));
    QCOMPARE(batch.exchanges[1].responseBody.bytes, QByteArray("lost"));
    QVERIFY(batch.exchanges[1].requestHead.bytes.isEmpty());
    QCOMPARE(batch.exchanges[2].responseBody.bytes, QByteArray("c"));
    QCOMPARE(problemsOf(batch).size(), 2); // lost, and found again
}

/// With one request waiting the next first line of a response answers it; it is marked.
void TestMissingBytes::aResponse()
{
    Wire wire;
    const Id id = wire.open();
    wire.sent(id, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, ok("aaaa").left(30));
    miss(wire, id, Direction::Received, 40);
    wire.sent(id, "GET /b HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, "of the first");
    wire.received(id, ok("b"));
    wire.sent(id, "GET /c HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, ok("c"));
    // With two of them nobody knows.
    miss(wire, id, Direction::Received, 40);
    wire.sent(id, "GET /d HTTP/1.1\r\nHost: a\r\n\r\nGET /e HTTP/1.1\r\nHost: a\r\n\r\n");
    wire.received(id, ok("e"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QMap<QByteArray, const ExchangeRecord *> last;
    for (const ExchangeRecord &exchange : batch.exchanges)
        last[exchange.target] = &exchange;
    QVERIFY(last["/a"]->problems.has(Problem::TapBytesMissing));
    QCOMPARE(last["/b"]->responseBody.bytes, QByteArray("b"));
    QVERIFY(last["/b"]->problems.has(Problem::TapBytesMissing));
    QCOMPARE(last["/c"]->responseBody.bytes, QByteArray("c"));
    QVERIFY(last["/c"]->problems.isEmpty());
    QCOMPARE(last["/d"]->status, 0);
    QCOMPARE(last["/e"]->status, 0);
}

void TestMissingBytes::theAnswerToAnUpgrade()
{
    Wire wire;
    const Id id = wire.open();
    wire.sent(id,
              "GET /feed HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    wire.received(id, "HTTP/1.1 101 Sw");
    miss(wire, id, Direction::Received, 100);
    wire.received(id, unmasked("not seen"));
    wire.sent(id, masked("not seen either"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(batch.messages.size(), std::size_t(1));
    QCOMPARE(batch.messages[0].kind, Kind::Handshake);
    QCOMPARE(problemsOf(batch).size(), 2);
    QCOMPARE(wire.decoder.undecoded().places, 2);
}

void TestMissingBytes::bytesOfNoProtocol()
{
    Wire wire;
    const Id id = wire.open();
    wire.sent(id, "\x01\x02 no HTTP");
    miss(wire, id, Direction::Sent, 5);
    wire.sent(id, "more");
    wire.close(id);
    const RecordBatch batch = wire.finish();
    QCOMPARE(problemsOf(batch), QByteArrayList({"5 bytes are missing"}));
    QCOMPARE(batch.messages.back().content.bytes, QByteArray("more"));
}

void TestMissingBytes::nothingWrongIsShownAsRight_data()
{
    QTest::addColumn<QString>("path");
    const QStringList paths = GoldenTrace::paths();
    QVERIFY(!paths.isEmpty());
    for (const QString &path : paths)
        QTest::newRow(qPrintable(QFileInfo(path).completeBaseName())) << path;
}

namespace {

/// What a message says, with all that it has.
QByteArray lineOf(const MessageRecord &message)
{
    QByteArray line = QByteArray::number(message.connection) + ' '
        + QByteArray::number(int(message.direction)) + ' ' + message.content.bytes;
    for (const Content &attachment : message.attachments)
        line += '+' + attachment.bytes;
    return line;
}

/// The trace with holes of random sizes at random places, or with none.
RecordBatch decoded(const GoldenTrace &trace, QRandomGenerator *random)
{
    TrafficDecoder decoder;
    decoder.addSource({.id = 1, .type = SourceRecord::Type::Import, .name = "packets"});
    Time now {std::chrono::seconds(1'772'366'400)};
    const auto tick = [&now] { return now += std::chrono::milliseconds(1); };
    QSet<int> opened;
    for (const GoldenTrace::Entry &entry : trace.inOrder()) {
        const Id connection = entry.connection + 1;
        if (!opened.contains(entry.connection))
            decoder.take(WireOpened {
                .connection = connection, .source = 1, .time = tick(), .client = "127.0.0.1:1"});
        opened.insert(entry.connection);
        const Direction direction = entry.isSent ? Direction::Sent : Direction::Received;
        if (entry.kind == QLatin1String("tcp-fin")) {
            decoder.take(
                WireEnded {.connection = connection, .direction = direction, .time = tick()});
            continue;
        }
        QByteArray rest = entry.bytes;
        while (!rest.isEmpty()) {
            const auto most = static_cast<quint32>(std::min<qsizetype>(rest.size(), 400));
            const qsizetype size = random != nullptr ? random->bounded(1U, most + 1) : rest.size();
            if (random != nullptr && random->bounded(25) == 0)
                decoder.take(WireMissing {.connection = connection,
                                          .direction = direction,
                                          .since = now,
                                          .time = tick(),
                                          .bytes = size});
            else
                decoder.take(WireBytes {.connection = connection,
                                        .direction = direction,
                                        .time = tick(),
                                        .bytes = rest.first(size)});
            rest = rest.sliced(size);
        }
    }
    decoder.flush(tick());
    decoder.finish(tick());
    return decoder.takeBatch();
}

} // namespace

/// Whatever is missing: a message without a mark is one of those that crossed.
void TestMissingBytes::nothingWrongIsShownAsRight()
{
    QFETCH(const QString, path);
    const GoldenTrace trace = GoldenTrace::load(path);
    QHash<QByteArray, int> crossed;
    QSet<QByteArray> packets; // of bytes: without the event that announces them they stand alone
    for (const MessageRecord &message : decoded(trace, nullptr).messages) {
        ++crossed[lineOf(message)];
        for (const Content &attachment : message.attachments) {
            const QByteArray bytes = attachment.bytes;
            packets.unite({bytes, "\x04" + bytes, "b" + bytes.toBase64(), "b4" + bytes.toBase64()});
        }
    }
    QRandomGenerator random(7);
    int whole = 0;
    for (int round = 0; round < 6; ++round) {
        const RecordBatch batch = decoded(trace, &random);
        checkLayers(batch);
        QHash<QByteArray, int> left = crossed;
        for (const MessageRecord &message : batch.messages) {
            if (!message.problems.isEmpty() || message.kind == Kind::Raw)
                continue;
            const QByteArray line = lineOf(message);
            const bool isAlone = message.socketIo < 0 && packets.contains(message.content.bytes);
            QVERIFY2(isAlone || left[line]-- > 0, line.left(300).toPercentEncoding().constData());
            ++whole;
        }
    }
    QVERIFY(trace.entries.size() < 3 || whole > 0);
}

QTEST_GUILESS_MAIN(TestMissingBytes)
#include "tst_missingbytes.moc"
