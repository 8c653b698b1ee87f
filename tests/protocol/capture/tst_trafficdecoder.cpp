// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/trafficdecoder.h"

#include "tests/support/handmadewire.h"

#include <QTest>

using namespace Capture;
using namespace HandmadeWire;
using namespace std::chrono_literals;

namespace {

QByteArrayList kinds(const RecordBatch &batch)
{
    QByteArrayList names;
    for (const MessageRecord &message : batch.messages)
        names.append(QByteArray::number(static_cast<int>(message.kind))
                     + (message.event.isEmpty() ? "" : ":") + message.event);
    return names;
}

const SessionRecord *lastOf(const RecordBatch &batch, Id session)
{
    const SessionRecord *found = nullptr;
    for (const SessionRecord &record : batch.sessions) {
        if (record.id == session)
            found = &record;
    }
    return found;
}

} // namespace

class TrafficDecoderTest : public QObject
{
    Q_OBJECT
private slots:
    void pollingAndWebSocketAreOneSession();
    void attachmentsSpanPollingRequests();
    void acksArePairedInBothDirections();
    void plainWebSocketKeepsFramesAndMessages();
    void fragmentsAndControlFramesBelongToTheirMessages();
    void engineIoIsRecognisedByContent();
    void bareEngineIoIsNotTakenForSocketIo();
    void httpIsALineOfItsOwn();
    void aHangingPollIsALineWhenItEndsWithoutPackets();
    void theDialectCanBeSaid();
    void garbageIsRaw();
    void aCutSessionIsFollowed();
    void aSessionThatTheClientEndedIsNot();
    void aClientOfOurOwnIsFollowed_data();
    void aClientOfOurOwnIsFollowed();
    void recoveryNamesTheSessionItTakesUp();
    void silentPollingIsClosed();
    void whatIsCutOffIsMarked();
    void pausingLeavesAGapAndKeepsTheContext();
    void anAnnouncedGiantCostsNothing();
};

void TrafficDecoderTest::pollingAndWebSocketAreOneSession()
{
    Wire wire;
    wire.exchange(get(), ok(openPacket("S1")));
    wire.exchange(post("S1", "40"), ok("ok"));
    wire.exchange(get("S1"),
                  ok("40{\"sid\":\"abc\"}\x1e"
                     "42[\"welcome\",1]"));
    const Id socket = wire.webSocket("/socket.io/?EIO=4&transport=websocket&sid=S1");
    wire.sent(socket, masked("2probe"));
    wire.received(socket, unmasked("3probe"));
    wire.sent(socket, masked("5"));
    wire.sent(socket, masked("42[\"hi\",{\"a\":1}]"));
    const RecordBatch batch = wire.finish();

    QVERIFY(!batch.messages.empty());
    for (const MessageRecord &message : batch.messages) {
        QCOMPARE(message.session, batch.messages.front().session);
        QVERIFY2(message.problems.isEmpty(), message.problems.toCodes().constData());
    }
    QCOMPARE(batch.messages.back().event, QByteArray("hi"));
    QCOMPARE(batch.messages.back().nsp, QByteArray("/"));
    QCOMPARE(batch.messages.back().transport, Transport::WebSocket);
    const SessionRecord *session = lastOf(batch, batch.messages.front().session);
    QVERIFY(session);
    QCOMPARE(session->type, SessionRecord::Type::SocketIo);
    QList<TransportStep::Stage> stages;
    for (const TransportStep &step : session->transports)
        stages.append(step.stage);
    using Stage = TransportStep::Stage;
    QCOMPARE(stages,
             (QList<Stage> {Stage::Polling, Stage::Probing, Stage::WebSocket, Stage::Closed}));
    QCOMPARE(session->namespaces.size(), 1);
    QCOMPARE(session->namespaces.first().socketId, QByteArray("abc"));
    checkLayers(batch);
}

void TrafficDecoderTest::attachmentsSpanPollingRequests()
{
    Wire wire;
    wire.exchange(get(), ok(openPacket("S1")));
    wire.exchange(post("S1", "40"), ok("ok"));
    wire.exchange(post("S1",
                       "452-[\"file\",{\"_placeholder\":true,\"num\":0},"
                       "{\"_placeholder\":true,\"num\":1}]"),
                  ok("ok"));
    wire.exchange(post("S1", "bAQID"), ok("ok"));
    wire.exchange(post("S1", "bBAUG"), ok("ok"));
    const RecordBatch batch = wire.finish();
    const MessageRecord &event = batch.messages.back();
    QCOMPARE(event.event, QByteArray("file"));
    QVERIFY(event.problems.isEmpty());
    QCOMPARE(event.attachments.size(), std::size_t(2));
    QCOMPARE(event.attachments[0].bytes, QByteArray::fromHex("010203"));
    QCOMPARE(event.attachments[1].bytes, QByteArray::fromHex("040506"));
    // Its share of the three bodies, exactly.
    QCOMPARE(event.wireBytes(), qint64(72 + 5 + 5));
}

void TrafficDecoderTest::acksArePairedInBothDirections()
{
    Wire wire;
    const Id socket = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(socket, unmasked(openPacket("S1")));
    wire.sent(socket, masked("40"));
    wire.received(socket, unmasked("40{\"sid\":\"x\"}"));
    wire.sent(socket, masked("420[\"ask\"]"));
    wire.received(socket, unmasked("420[\"ask back\"]"));
    wire.received(socket, unmasked("430[\"yes\"]"));
    wire.sent(socket, masked("430[1]"));
    wire.sent(socket, masked("437[]"));
    const RecordBatch batch = wire.finish();

    QHash<QByteArray, Id> asked;
    QList<const MessageRecord *> acks;
    for (const MessageRecord &message : batch.messages) {
        if (message.kind == Kind::Event)
            asked.insert(message.event, message.id);
        if (message.kind == Kind::Ack)
            acks.append(&message);
    }
    QCOMPARE(acks.size(), 3);
    QCOMPARE(acks[0]->ackOf, asked.value("ask"));
    QCOMPARE(acks[0]->ackLatencyUs, qint64(2000));
    QCOMPARE(acks[1]->ackOf, asked.value("ask back"));
    QVERIFY(acks[2]->problems.has(Problem::SioUnknownAck));
    QCOMPARE(batch.answers.size(), std::size_t(2));
    QCOMPARE(batch.answers[0].asked, asked.value("ask"));
    QCOMPARE(batch.answers[0].answer, acks[0]->id);
}

void TrafficDecoderTest::plainWebSocketKeepsFramesAndMessages()
{
    Wire wire;
    const Id socket = wire.webSocket("/feed");
    wire.sent(socket, masked("hello"));
    wire.received(socket, unmasked("world!"));
    wire.received(socket, QByteArray::fromHex("880403e96279"));
    wire.close(socket);
    const RecordBatch batch = wire.finish();
    QCOMPARE(batch.frames.size(), std::size_t(3));
    QCOMPARE(batch.messages.size(), std::size_t(4)); // the handshake too
    QCOMPARE(batch.messages[1].kind, Kind::Text);
    QCOMPARE(batch.messages[1].payloadBytes, qint64(5));
    QCOMPARE(batch.messages[1].wireBytes(), qint64(11));
    QCOMPARE(batch.frames[0].message, batch.messages[1].id);
    QVERIFY(batch.frames[0].isMasked);
    const SessionRecord *session = lastOf(batch, batch.messages[1].session);
    QCOMPARE(session->type, SessionRecord::Type::WebSocket);
    QCOMPARE(session->path, QByteArray("/feed"));
    QCOMPARE(session->state, SessionRecord::State::Closed);
    QVERIFY(session->closeReason.startsWith("1001"));
    checkLayers(batch);
}

void TrafficDecoderTest::fragmentsAndControlFramesBelongToTheirMessages()
{
    Wire wire;
    const Id socket = wire.webSocket("/feed");
    wire.received(socket, QByteArray::fromHex("0103") + "abc"); // text, not the last
    wire.received(socket, QByteArray::fromHex("8901") + "p"); // a ping between
    wire.received(socket, QByteArray::fromHex("8002") + "de"); // the last
    const RecordBatch batch = wire.finish();
    const MessageRecord &text = batch.messages.back();
    QCOMPARE(text.kind, Kind::Text);
    QCOMPARE(text.content.bytes, QByteArray("abcde"));
    QCOMPARE(text.frames, std::vector<Id> {batch.frames[0].id});
    QCOMPARE(batch.frames[1].message, batch.messages[1].id);
    QCOMPARE(batch.messages[1].kind, Kind::Ping);
    QCOMPARE(batch.frames[2].message, text.id);
}

void TrafficDecoderTest::engineIoIsRecognisedByContent()
{
    Wire wire;
    const Id socket = wire.webSocket("/anything");
    wire.received(socket,
                  unmasked("0{\"sid\":\"S9\",\"upgrades\":[],\"pingInterval\":25000,"
                           "\"pingTimeout\":20000}"));
    wire.sent(socket, masked("40/chat,{\"token\":\"x\"}"));
    const RecordBatch batch = wire.finish();
    QCOMPARE(batch.messages[1].kind, Kind::EioOpen);
    QCOMPARE(batch.messages[2].kind, Kind::Connect);
    QCOMPARE(batch.messages[2].nsp, QByteArray("/chat"));
    QCOMPARE(batch.messages[1].session, batch.messages[2].session);
}

void TrafficDecoderTest::bareEngineIoIsNotTakenForSocketIo()
{
    Wire wire;
    const Id socket = wire.webSocket("/engine.io/?EIO=4&transport=websocket");
    wire.received(socket, unmasked(openPacket("S1")));
    wire.sent(socket, masked("4hello"));
    wire.received(socket, unmasked("42"));
    wire.sent(socket, masked("\x01\x02", true));
    const RecordBatch batch = wire.finish();
    for (std::size_t i = 2; i < batch.messages.size(); ++i) {
        QCOMPARE(batch.messages[i].kind, Kind::EioMessage);
        QVERIFY(batch.messages[i].problems.isEmpty());
    }
    QCOMPARE(lastOf(batch, batch.messages[1].session)->type, SessionRecord::Type::EngineIo);
}

void TrafficDecoderTest::httpIsALineOfItsOwn()
{
    Wire wire;
    const Id id = wire.open();
    wire.sent(id, "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    wire.received(id,
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 304 Not Modified"
                  "\r\n\r\n");
    const RecordBatch batch = wire.finish();
    QCOMPARE(batch.exchanges.size(), std::size_t(2));
    QCOMPARE(batch.exchanges[0].target, QByteArray("/a"));
    QCOMPARE(batch.exchanges[0].responseBody.bytes, QByteArray("hi"));
    QCOMPARE(batch.exchanges[1].status, 304);
    QCOMPARE(batch.messages.size(), std::size_t(2));
    QCOMPARE(batch.messages[0].kind, Kind::Http);
    QCOMPARE(batch.messages[0].exchange, batch.exchanges[0].id);
    const qint64 lines = batch.messages[0].wireBytes() + batch.messages[1].wireBytes();
    QCOMPARE(lines, batch.totals->wire.sent + batch.totals->wire.received);
}

void TrafficDecoderTest::aHangingPollIsALineWhenItEndsWithoutPackets()
{
    Wire wire;
    wire.exchange(get(), ok(openPacket("S1")));
    const Id poll = wire.open();
    wire.sent(poll, get("S1"));
    wire.decoder.flush(wire.now());
    RecordBatch early = wire.decoder.takeBatch();
    QCOMPARE(early.exchanges.back().status, 0); // shown while it hangs
    wire.close(poll);
    const RecordBatch batch = wire.finish();
    QCOMPARE(batch.messages.size(), std::size_t(1));
    QCOMPARE(batch.messages[0].kind, Kind::Http);
    QCOMPARE(batch.messages[0].session, early.messages[0].session);
    QCOMPARE(batch.exchanges[0].id, early.exchanges.back().id);
}

/// From then on, and back to what it looks like; rooms of the dialect before are left.
void TrafficDecoderTest::theDialectCanBeSaid()
{
    using Dialects::Dialect;
    const QByteArray join = R"(["1","1","room:lobby","phx_join",{}])";
    const QByteArray reply = R"(["1","1","room:lobby","phx_reply",{"status":"ok","response":{}}])";
    Wire wire;
    const Id id = wire.webSocket("/socket/websocket?vsn=2.0.0");
    wire.sent(id, masked(join));
    wire.received(id, unmasked(reply));
    wire.decoder.setDialect(1, Dialect::None);
    wire.sent(id, masked(join));
    wire.decoder.setDialect(1, std::nullopt);
    wire.sent(id, masked(join));
    wire.decoder.setDialect(1, Dialect::JsonRpc);
    wire.sent(id, masked(R"({"jsonrpc":"2.0","id":1,"method":"m"})"));
    wire.close(id);
    const RecordBatch batch = wire.finish();
    std::vector<Dialect> spoken;
    std::vector<Time> times;
    for (const MessageRecord &message : batch.messages) {
        if (message.kind == Kind::Text) {
            spoken.push_back(message.dialect);
            times.push_back(message.time);
        }
    }
    QCOMPARE(spoken,
             std::vector<Dialect>({Dialect::Phoenix, Dialect::Phoenix, Dialect::None,
                                   Dialect::Phoenix, Dialect::JsonRpc}));
    QVERIFY(!batch.memberships.empty());
    QCOMPARE(batch.memberships.back().ended, std::optional(times.at(2)));
}

void TrafficDecoderTest::garbageIsRaw()
{
    Wire wire;
    const Id id = wire.open();
    const QByteArray hello = QByteArray::fromHex("16030100a5010000a1");
    wire.sent(id, hello);
    wire.received(id, "\x15\x03\x01");
    const RecordBatch batch = wire.finish();
    QByteArray sent;
    for (const MessageRecord &message : batch.messages) {
        QCOMPARE(message.kind, Kind::Raw);
        if (message.direction == Direction::Sent)
            sent += message.content.bytes;
    }
    QCOMPARE(sent, hello);
    QVERIFY(batch.messages[0].problems.has(Problem::NotHttp));
}

void TrafficDecoderTest::aCutSessionIsFollowed()
{
    Wire wire;
    const Id first = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(first, unmasked(openPacket("S1")));
    wire.close(first);
    const Id second = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(second, unmasked(openPacket("S2")));
    const RecordBatch batch = wire.finish();
    const Id before = batch.messages.front().session;
    const Id after = batch.messages.back().session;
    QVERIFY(before != after);
    QCOMPARE(lastOf(batch, after)->follows, before);
}

void TrafficDecoderTest::aSessionThatTheClientEndedIsNot()
{
    Wire wire;
    const Id first = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(first, unmasked(openPacket("S1")));
    wire.sent(first, QByteArray::fromHex("888000000000"));
    wire.close(first);
    const Id second = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(second, unmasked(openPacket("S2")));
    const RecordBatch batch = wire.finish();
    QCOMPARE(lastOf(batch, batch.messages.back().session)->follows, Id(0));
}

void TrafficDecoderTest::aClientOfOurOwnIsFollowed_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<bool>("isLeft");
    QTest::addColumn<bool>("isFollowed");
    const QByteArray engineIo = "/socket.io/?EIO=4&transport=websocket";
    QTest::newRow("Engine.IO") << engineIo << true << false << true;
    QTest::newRow("Engine.IO, left") << engineIo << true << true << false;
    QTest::newRow("plain") << QByteArray("/chat") << true << false << true;
    QTest::newRow("plain, left") << QByteArray("/chat") << true << true << false;
    // Behind a tap nobody knows whose a plain WebSocket is.
    QTest::newRow("plain, of a tap") << QByteArray("/chat") << false << false << false;
}

void TrafficDecoderTest::aClientOfOurOwnIsFollowed()
{
    QFETCH(const QByteArray, target);
    QFETCH(const bool, isOurs);
    QFETCH(const bool, isLeft);
    QFETCH(const bool, isFollowed);
    Wire wire;
    wire.decoder.addSource({.id = 1,
                            .type = isOurs ? SourceRecord::Type::Client : SourceRecord::Type::Tap,
                            .name = "http://127.0.0.1:3000"});
    const Id first = wire.webSocket(target);
    wire.received(first, unmasked(openPacket("S1")));
    if (isLeft)
        wire.sent(first, QByteArray::fromHex("888000000000"));
    // Our own may be back before the end of the last was seen, or long after.
    if (isLeft)
        wire.close(first);
    else
        wire.wait(5min);
    const Id second = wire.webSocket(target);
    wire.received(second, unmasked(openPacket("S2")));
    const RecordBatch batch = wire.finish();
    const auto sessionOn = [&](Id connection) {
        for (const MessageRecord &message : batch.messages) {
            if (message.connection == connection && message.kind != Kind::Handshake)
                return message.session;
        }
        return Id(0);
    };
    QVERIFY(sessionOn(first) != sessionOn(second));
    QCOMPARE(lastOf(batch, sessionOn(second))->follows, isFollowed ? sessionOn(first) : Id(0));
    QCOMPARE(lastOf(batch, sessionOn(first))->follows, Id(0));
}

void TrafficDecoderTest::recoveryNamesTheSessionItTakesUp()
{
    Wire wire;
    const Id first = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    const Id other = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(first, unmasked(openPacket("S1")));
    wire.received(other, unmasked(openPacket("S3")));
    wire.sent(first, masked("40"));
    wire.received(first, unmasked("40{\"sid\":\"a\",\"pid\":\"P1\"}"));
    wire.close(first);
    const Id second = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(second, unmasked(openPacket("S2")));
    wire.sent(second, masked("40{\"pid\":\"P1\",\"offset\":\"o\"}"));
    const RecordBatch batch = wire.finish();
    Id before = 0;
    Id after = 0;
    for (const SessionRecord &session : batch.sessions) {
        if (session.sid == "S1")
            before = session.id;
        if (session.sid == "S2")
            after = session.id;
    }
    QVERIFY(before != 0);
    QCOMPARE(lastOf(batch, after)->follows, before);
}

void TrafficDecoderTest::silentPollingIsClosed()
{
    Wire wire;
    wire.exchange(get(), ok(openPacket("S1")));
    wire.wait(30s);
    wire.decoder.flush(wire.now());
    RecordBatch batch = wire.decoder.takeBatch();
    const Id session = batch.messages[0].session;
    QCOMPARE(lastOf(batch, session)->state, SessionRecord::State::Open);
    wire.wait(30s);
    wire.decoder.flush(wire.now());
    batch = wire.decoder.takeBatch();
    QCOMPARE(lastOf(batch, session)->closeReason, QByteArray("ping timeout"));
}

void TrafficDecoderTest::whatIsCutOffIsMarked()
{
    Wire wire;
    const Id socket = wire.webSocket("/feed");
    wire.sent(socket, masked("hello").chopped(2));
    wire.close(socket);
    const RecordBatch batch = wire.finish();
    const MessageRecord &message = batch.messages.back();
    QCOMPARE(message.content.bytes, QByteArray("hel"));
    QVERIFY(message.problems.has(Problem::WsCutOff));
    QVERIFY(std::any_of(batch.problems.begin(), batch.problems.end(), [](const auto &problem) {
        return problem.problem == Problem::WsNoCloseFrame;
    }));
}

void TrafficDecoderTest::pausingLeavesAGapAndKeepsTheContext()
{
    Wire wire;
    const Id socket = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(socket, unmasked(openPacket("S1")));
    wire.sent(socket, masked("40"));
    wire.decoder.takeBatch();
    wire.decoder.pause(wire.now());
    wire.sent(socket, masked("451-[\"f\",{\"_placeholder\":true,\"num\":0}]"));
    wire.sent(socket, masked("lost"));
    wire.decoder.resume(wire.now());
    wire.sent(socket, masked("\x01", true));
    wire.sent(socket, masked("42[\"after\"]"));
    const RecordBatch batch = wire.finish();
    QCOMPARE(batch.gaps.size(), std::size_t(1));
    QCOMPARE(batch.gaps[0].cause, GapRecord::Cause::Paused);
    QVERIFY(batch.gaps[0].messages > 0);
    QVERIFY(batch.gaps[0].bytes > 0);
    QVERIFY2(kinds(batch).last().endsWith(":after"), kinds(batch).join(' ').constData());
}

void TrafficDecoderTest::anAnnouncedGiantCostsNothing()
{
    Wire wire;
    const Id socket = wire.webSocket("/feed");
    wire.received(socket, QByteArray::fromHex("827f4000000000000000") + QByteArray(200'000, 'x'));
    wire.close(socket);
    const RecordBatch batch = wire.finish();
    QCOMPARE(batch.frames[0].payloadBytes, qint64(1) << 62);
    QCOMPARE(batch.frames[0].storedBytes, qint64(200'000));
    QCOMPARE(batch.messages.back().content.size, qint64(200'000));
}

QTEST_GUILESS_MAIN(TrafficDecoderTest)
#include "tst_trafficdecoder.moc"
