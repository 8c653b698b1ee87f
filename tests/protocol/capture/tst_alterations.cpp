// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/trafficdecoder.h"

#include "tests/support/handmadewire.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Capture;
using namespace HandmadeWire;
using namespace std::chrono_literals;

namespace {

using What = Alteration::What;
constexpr Direction Sent = Direction::Sent;
constexpr Direction Received = Direction::Received;

Alteration altered(What what, const QByteArray &by = "rule", qint64 heldUs = 0)
{
    return {.what = what, .by = by, .heldUs = heldUs, .other = {}};
}

/// "content what by" of every alteration, in the order in which they were gathered.
QByteArrayList alterations(const RecordBatch &batch)
{
    QByteArrayList all;
    for (const AlterationRecord &record : batch.alterations) {
        QByteArray content = "?";
        for (const MessageRecord &message : batch.messages) {
            if (message.id == record.message)
                content = message.content.bytes;
        }
        all.append(content + ' ' + QByteArray::number(int(record.alteration.what)) + ' '
                   + record.alteration.by);
    }
    return all;
}

QByteArray line(const QByteArray &content, What what, const QByteArray &by = "rule")
{
    return content + ' ' + QByteArray::number(int(what)) + ' ' + by;
}

const MessageRecord *withContent(const RecordBatch &batch, const QByteArray &content)
{
    for (const MessageRecord &message : batch.messages) {
        if (message.content.bytes == content)
            return &message;
    }
    return nullptr;
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

bool costsNothing(const MessageRecord &message)
{
    return message.payloadBytes == 0 && message.socketIoBytes == 0 && message.engineIoBytes == 0
        && message.transportBytes == 0 && message.savedBytes == 0 && message.frames.empty();
}

/// A Socket.IO session over WebSocket, connected, whose messages are counted from here on.
Id socketIo(Wire &wire)
{
    const Id socket = wire.webSocket("/socket.io/?EIO=4&transport=websocket");
    wire.received(socket, unmasked(openPacket("S1")));
    wire.sent(socket, masked("40"));
    wire.received(socket, unmasked("40{\"sid\":\"x\"}"));
    wire.counted(socket);
    return socket;
}

/// The same over polling, on one connection.
Id polling(Wire &wire)
{
    const Id id = wire.open();
    wire.sent(id, get());
    wire.received(id, ok(openPacket("S1")));
    wire.sent(id, post("S1", "40"));
    wire.received(id, ok("ok"));
    wire.sent(id, get("S1"));
    wire.received(id, ok("40{\"sid\":\"x\"}"));
    wire.counted(id);
    return id;
}

} // namespace

/// What a tap did to messages, from its events to records.
class TestAlterations : public QObject
{
    Q_OBJECT

private slots:
    void countsFramesOfAPlainWebSocket()
    {
        Wire wire;
        const Id socket = wire.webSocket("/feed");
        wire.sent(socket, masked("zero, not counted"));
        wire.counted(socket);
        wire.marked(socket, Received, 1, altered(What::Dropped));
        wire.received(socket, QByteArray::fromHex("0103") + "abc"); // text, not the last
        wire.received(socket, QByteArray::fromHex("8901") + "p"); // 0: a ping between
        wire.received(socket, QByteArray::fromHex("8002") + "de"); // 1: the last
        wire.sent(socket, masked("first"));
        wire.marked(socket, Sent, 0, altered(What::Delayed, "slow"));
        wire.marked(socket, Sent, 0, altered(What::Replaced, "you"));
        wire.marked(socket, Sent, 1, altered(What::Duplicated)); // before it
        wire.sent(socket, masked("second"));
        const RecordBatch batch = wire.finish();
        QCOMPARE(alterations(batch),
                 QByteArrayList({line("abcde", What::Dropped), line("first", What::Delayed, "slow"),
                                 line("first", What::Replaced, "you"),
                                 line("second", What::Duplicated)}));
        checkLayers(batch);
    }

    void countsPacketsOfPolling()
    {
        Wire wire;
        const Id id = polling(wire);
        wire.marked(id, Sent, 1, altered(What::Dropped));
        wire.sent(id,
                  post("S1",
                       "42[\"a\"]\x1e"
                       "42[\"b\"]"));
        wire.received(id, ok("ok"));
        wire.sent(id, get("S1"));
        wire.received(id,
                      ok("2\x1e"
                         "42[\"c\"]"));
        wire.marked(id, Received, 1, altered(What::Delayed));
        const RecordBatch batch = wire.finish();
        QCOMPARE(
            alterations(batch),
            QByteArrayList({line("42[\"b\"]", What::Dropped), line("42[\"c\"]", What::Delayed)}));
    }

    void attachmentsHaveTheLastNumber()
    {
        Wire wire;
        const Id socket = socketIo(wire);
        wire.marked(socket, Sent, 1, altered(What::Dropped));
        wire.sent(socket, masked("451-[\"f\",{\"_placeholder\":true,\"num\":0}]")); // 0
        wire.sent(socket, masked("xyz", true)); // 1
        wire.sent(socket, masked("42[\"next\"]")); // 2
        wire.marked(socket, Sent, 2, altered(What::Delayed));
        wire.marked(socket, Sent, 0, altered(What::Reordered)); // no message by itself
        const RecordBatch batch = wire.finish();
        QCOMPARE(
            alterations(batch),
            QByteArrayList({line("451-[\"f\",{\"_placeholder\":true,\"num\":0}]", What::Dropped),
                            line("42[\"next\"]", What::Delayed)}));
    }

    void keepsWhatIsOnTheOtherSide()
    {
        Wire wire;
        const Id socket = socketIo(wire);
        Alteration replaced = altered(What::Replaced, "you", 2'100'000);
        replaced.other = "42[\"was\"]";
        wire.sent(socket, masked("42[\"is\"]"));
        wire.wait(30s);
        wire.marked(socket, Sent, 0, replaced);
        const Time marked = wire.now();
        const RecordBatch batch = wire.finish();
        QCOMPARE(batch.alterations.size(), std::size_t(1));
        QCOMPARE(batch.alterations[0].alteration, replaced);
        QVERIFY(batch.alterations[0].time == marked);
    }

    void letsMarksGoWhilePaused()
    {
        Wire wire;
        const Id socket = socketIo(wire);
        wire.decoder.pause(wire.now());
        wire.marked(socket, Sent, 0, altered(What::Dropped));
        wire.sent(socket, masked("42[\"a\"]"));
        wire.marked(socket, Sent, 0, altered(What::Delayed));
        wire.uncrossed(socket, Sent, {{"42[\"kept\"]"}}, altered(What::Dropped));
        wire.decoder.resume(wire.now());
        wire.sent(socket, masked("42[\"b\"]"));
        wire.marked(socket, Sent, 1, altered(What::Delayed));
        const RecordBatch batch = wire.finish();
        QCOMPARE(alterations(batch), QByteArrayList {line("42[\"b\"]", What::Delayed)});
        QCOMPARE(batch.gaps.size(), std::size_t(1));
        QCOMPARE(batch.gaps[0].messages, 2);
    }

    void uncrossedOnAPlainWebSocket()
    {
        Wire wire;
        const Id socket = wire.webSocket("/feed");
        wire.counted(socket);
        wire.uncrossed(socket, Received, {{"told"}}, altered(What::Injected, "you"));
        wire.uncrossed(socket, Sent, {{"kept", true}}, altered(What::Dropped));
        wire.uncrossed(socket, Received, {{QByteArray::fromHex("03e9")}}, altered(What::Injected),
                       {}, 8);
        wire.uncrossed(socket, Sent, {{"p"}}, altered(What::Dropped), {}, 9);
        wire.sent(socket, masked("crossed"));
        wire.marked(socket, Sent, 0, altered(What::Delayed)); // what did not cross has no number
        wire.close(socket);
        const RecordBatch batch = wire.finish();
        const std::vector<std::pair<QByteArray, Kind>> expected {
            {"told", Kind::Text},
            {"kept", Kind::Binary},
            {QByteArray::fromHex("03e9"), Kind::Close},
            {"p", Kind::Ping}};
        for (const auto &[content, kind] : expected) {
            const MessageRecord *message = withContent(batch, content);
            QVERIFY(message);
            QCOMPARE(message->kind, kind);
            QCOMPARE(message->transport, Transport::WebSocket);
            QCOMPARE(message->connection, socket);
            QVERIFY(costsNothing(*message));
        }
        QCOMPARE(withContent(batch, "kept")->direction, Sent);
        QCOMPARE(batch.alterations.back().message, withContent(batch, "crossed")->id);
        QCOMPARE(batch.alterations.size(), std::size_t(5));
        QCOMPARE(batch.frames.size(), std::size_t(1));
        // The close frame closed nothing.
        const SessionRecord *session = lastOf(batch, withContent(batch, "told")->session);
        QVERIFY(!session->closeReason.startsWith("1001"));
        QCOMPARE(session->wireBytes.sent, withContent(batch, "crossed")->wireBytes());
        checkLayers(batch);
    }

    void uncrossedIsReadAsItsSession_data()
    {
        QTest::addColumn<bool>("overPolling");
        QTest::newRow("websocket") << false;
        QTest::newRow("polling") << true;
    }

    void uncrossedIsReadAsItsSession()
    {
        QFETCH(bool, overPolling);
        Wire wire;
        const Id id = overPolling ? polling(wire) : socketIo(wire);
        const QByteArray sid = overPolling ? "S1" : "";
        wire.uncrossed(id, Sent, {{"42/chat,[\"kept\",1]"}}, altered(What::Dropped), sid);
        wire.uncrossed(id, Received,
                       {{"451-[\"told\",{\"_placeholder\":true,\"num\":0}]"}, {"xyz", true}},
                       altered(What::Injected), sid);
        wire.uncrossed(id, Received, {{"2"}}, altered(What::Dropped), sid);
        if (!overPolling)
            wire.uncrossed(id, Received, {{"ping"}}, altered(What::Injected), "S1", 9);
        const RecordBatch batch = wire.finish();
        const MessageRecord *kept = withContent(batch, "42/chat,[\"kept\",1]");
        QVERIFY(kept);
        QCOMPARE(kept->kind, Kind::Event);
        QCOMPARE(kept->nsp, QByteArray("/chat"));
        QCOMPARE(kept->event, QByteArray("kept"));
        QCOMPARE(kept->dataOffset, 8);
        QVERIFY2(kept->problems.isEmpty(), kept->problems.toCodes().constData());
        const MessageRecord *told
            = withContent(batch, "451-[\"told\",{\"_placeholder\":true,\"num\":0}]");
        QVERIFY(told);
        QCOMPARE(told->session, kept->session);
        QCOMPARE(told->transport, overPolling ? Transport::Polling : Transport::WebSocket);
        QCOMPARE(told->attachments.size(), std::size_t(1));
        QCOMPARE(told->attachments[0].bytes, QByteArray("xyz"));
        QVERIFY(costsNothing(*kept) && costsNothing(*told));
        QCOMPARE(withContent(batch, "2")->kind, Kind::EioPing);
        QCOMPARE(batch.alterations.size(), std::size_t(overPolling ? 3 : 4));
        if (!overPolling) {
            QCOMPARE(withContent(batch, "ping")->kind, Kind::Ping);
            QCOMPARE(withContent(batch, "ping")->session, kept->session);
        }
        checkLayers(batch);
    }

    void acksPairAcrossTheTap()
    {
        Wire wire;
        const Id socket = socketIo(wire);
        // The app asks; the tap answers in the place of the server, whose answer comes too late.
        wire.sent(socket, masked("421[\"ask\"]"));
        wire.uncrossed(socket, Received, {{"431[\"by us\"]"}}, altered(What::Answered));
        wire.received(socket, unmasked("431[\"late\"]"));
        wire.received(socket, unmasked("431[\"again\"]"));
        // We ask the app, and keep its answer.
        wire.uncrossed(socket, Received, {{"427[\"quiz\"]"}}, altered(What::Injected, "you"));
        wire.uncrossed(socket, Sent, {{"437[42]"}}, altered(What::Withheld, "you"));
        // A question that the server never heard is answered all the same.
        wire.uncrossed(socket, Sent, {{"422[\"kept\"]"}}, altered(What::Dropped));
        wire.uncrossed(socket, Received, {{"432[]"}}, altered(What::Answered));
        const RecordBatch batch = wire.finish();
        const auto id = [&batch](const QByteArray &content) {
            const MessageRecord *message = withContent(batch, content);
            return message ? message->id : -1;
        };
        QCOMPARE(batch.answers.size(), std::size_t(3));
        QCOMPARE(batch.answers[0].asked, id("421[\"ask\"]"));
        QCOMPARE(batch.answers[0].answer, id("431[\"by us\"]"));
        QCOMPARE(batch.answers[0].latencyUs, 1000);
        QCOMPARE(batch.answers[1].asked, id("427[\"quiz\"]"));
        QCOMPARE(batch.answers[1].answer, id("437[42]"));
        QCOMPARE(batch.answers[2].asked, id("422[\"kept\"]"));
        QCOMPARE(batch.answers[2].answer, id("432[]"));
        const MessageRecord *late = withContent(batch, "431[\"late\"]");
        QVERIFY2(late->problems.isEmpty(), late->problems.toCodes().constData());
        QCOMPARE(late->ackOf, id("421[\"ask\"]"));
        QVERIFY(withContent(batch, "431[\"again\"]")->problems.has(Problem::SioRepeatedAck));
    }

    void leavesTheSessionAlone()
    {
        Wire wire;
        const Id socket = socketIo(wire);
        wire.sent(socket, masked("451-[\"f\",{\"_placeholder\":true,\"num\":0}]"));
        // In the middle of a packet with attachments, in its own direction.
        wire.uncrossed(socket, Sent, {{"42[\"kept\"]"}}, altered(What::Dropped));
        wire.uncrossed(socket, Sent, {{"40/never,"}}, altered(What::Dropped));
        wire.uncrossed(socket, Received, {{"41"}}, altered(What::Injected));
        wire.uncrossed(socket, Received, {{"1"}}, altered(What::Injected));
        wire.sent(socket, masked("xyz", true));
        wire.decoder.flush(wire.tick());
        const RecordBatch batch = wire.decoder.takeBatch();
        const MessageRecord *file
            = withContent(batch, "451-[\"f\",{\"_placeholder\":true,\"num\":0}]");
        QVERIFY(file);
        QVERIFY2(file->problems.isEmpty(), file->problems.toCodes().constData());
        QCOMPARE(file->attachments.size(), std::size_t(1));
        QCOMPARE(withContent(batch, "40/never,")->kind, Kind::Connect);
        QCOMPARE(withContent(batch, "41")->kind, Kind::Disconnect);
        QCOMPARE(withContent(batch, "1")->kind, Kind::EioClose);
        const SessionRecord *session = lastOf(batch, file->session);
        QCOMPARE(session->namespaces.size(), 1);
        QVERIFY(session->namespaces[0].isConnected);
        QCOMPARE(session->state, SessionRecord::State::Open);
        checkLayers(batch);
    }

    void doesNotSayWhatASessionIs()
    {
        Wire wire;
        const Id socket = wire.webSocket("/engine.io/?EIO=4&transport=websocket");
        wire.received(socket, unmasked(openPacket("S1")));
        wire.uncrossed(socket, Received, {{"42[\"told\"]"}}, altered(What::Injected));
        wire.received(socket, unmasked("4bare"));
        const RecordBatch batch = wire.finish();
        QCOMPARE(withContent(batch, "42[\"told\"]")->kind, Kind::Event);
        const MessageRecord *bare = withContent(batch, "4bare");
        QCOMPARE(bare->kind, Kind::EioMessage);
        QCOMPARE(lastOf(batch, bare->session)->type, SessionRecord::Type::EngineIo);
    }

    void keepsWhatBelongsNowhere()
    {
        Wire wire;
        const Id id = wire.open();
        wire.uncrossed(id, Sent, {{"nowhere"}}, altered(What::Dropped));
        wire.uncrossed(id, Received, {{"42[\"told\"]"}}, altered(What::Injected), "unknown");
        wire.uncrossed(99, Sent, {{"no such connection"}}, altered(What::Dropped));
        wire.uncrossed(id, Sent, {}, altered(What::Dropped), "unknown");
        const RecordBatch batch = wire.finish();
        QCOMPARE(batch.messages.size(), std::size_t(2));
        QCOMPARE(batch.messages[0].kind, Kind::Raw);
        QCOMPARE(batch.messages[1].event, QByteArray("told"));
        QVERIFY(batch.messages[1].session != batch.messages[0].session);
        QVERIFY(costsNothing(batch.messages[0]) && costsNothing(batch.messages[1]));
    }

    void keepsTheDialect()
    {
        Wire wire;
        const Id socket = wire.webSocket("/stomp");
        wire.sent(socket, masked(QByteArray("CONNECT\naccept-version:1.2\n\n\0", 29)));
        wire.uncrossed(socket, Sent, {{QByteArray("SUBSCRIBE\nid:1\ndestination:/a\n\n\0", 32)}},
                       altered(What::Dropped));
        const RecordBatch batch = wire.finish();
        const MessageRecord &subscribe = batch.messages.back();
        QCOMPARE(subscribe.dialect, Dialects::Dialect::Stomp);
        QCOMPARE(subscribe.verb, QByteArray("SUBSCRIBE"));
        QVERIFY(batch.memberships.empty()); // the server never heard of it
    }

    void aRuleAnswersARequest()
    {
        Wire wire;
        const Id id = polling(wire);
        wire.ours(id, Sent, post("S1", "42[\"kept\"]"));
        wire.changed(id, "answered 503", "block");
        wire.ours(id, Received, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
        wire.sent(id, "GET /page HTTP/1.1\r\nHost: a\r\n\r\n");
        wire.received(id, ok("page"));
        const RecordBatch batch = wire.finish();
        const MessageRecord *kept = withContent(batch, "42[\"kept\"]");
        QVERIFY(kept && costsNothing(*kept));
        const MessageRecord *answered = nullptr;
        const MessageRecord *page = nullptr;
        for (const MessageRecord &message : batch.messages) {
            if (message.changed == "block")
                answered = &message;
            if (message.content.bytes.startsWith("GET /page"))
                page = &message;
        }
        QVERIFY(answered && page);
        QCOMPARE(answered->kind, Kind::Http);
        QVERIFY(answered->problems.has(Problem::TapRule));
        QVERIFY(!answered->problems.has(Problem::TapAnsweredItself));
        QCOMPARE(answered->wireBytes(), 0);
        QVERIFY(page->changed.isEmpty() && page->problems.isEmpty());
        QCOMPARE(alterations(batch),
                 QByteArrayList({line("42[\"kept\"]", What::Dropped, "block"),
                                 line(answered->content.bytes, What::Answered, "block")}));
        QVERIFY(batch.connections.back().changes.contains("block: answered 503"));
        checkLayers(batch);
    }

    void aRuleAnswersAsTheServerWould()
    {
        Wire wire;
        const Id id = polling(wire);
        wire.ours(id, Sent, get("S1"));
        wire.changed(id, "answered 400", "break");
        const QByteArray body = "{\"code\":1,\"message\":\"Session ID unknown\"}";
        wire.ours(id, Received,
                  "HTTP/1.1 400 Bad Request\r\nContent-Length: " + QByteArray::number(body.size())
                      + "\r\n\r\n" + body);
        wire.sent(id, get("S1"));
        wire.received(id, ok("42[\"still here\"]"));
        wire.decoder.flush(wire.tick());
        const RecordBatch batch = wire.decoder.takeBatch();
        const MessageRecord *here = withContent(batch, "42[\"still here\"]");
        QVERIFY(here);
        QCOMPARE(lastOf(batch, here->session)->state, SessionRecord::State::Open);
        for (const ProblemRecord &problem : batch.problems)
            QCOMPARE(problem.problem, Problem::TapRule);
        QVERIFY(!batch.problems.empty());
    }

    void changesSayByWhom()
    {
        Wire wire;
        const Id id = wire.open();
        wire.changed(id, "delayed", "slow");
        wire.sent(id, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
        wire.received(id, ok("1"));
        wire.changed(id, "delayed", "slow");
        wire.changed(id, "Host: a -> b", "host");
        wire.sent(id, "GET /1b HTTP/1.1\r\nHost: b\r\n\r\n");
        wire.received(id, ok("1"));
        wire.changed(id, "Host: a -> b", "host");
        wire.sent(id, "GET /2 HTTP/1.1\r\nHost: b\r\n\r\n");
        wire.received(id, ok("2"));
        wire.sent(id, "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
        wire.ours(id, Received, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        const RecordBatch batch = wire.finish();
        QCOMPARE(batch.messages.size(), std::size_t(4));
        QCOMPARE(batch.messages[0].changed, QByteArray("slow"));
        QCOMPARE(batch.messages[1].changed, QByteArray("slow"));
        QCOMPARE(batch.messages[2].changed, QByteArray("host"));
        QVERIFY(batch.messages[3].changed.isEmpty());
        QVERIFY(batch.messages[3].problems.has(Problem::TapAnsweredItself));
    }

    void aRuleClosesAConnection()
    {
        Wire wire;
        const Id socket = socketIo(wire);
        wire.decoder.take(WireClosed {.connection = socket,
                                      .time = wire.tick(),
                                      .problem = Problem::TapRule,
                                      .text = "cut by rule"});
        const RecordBatch batch = wire.finish();
        QVERIFY(batch.connections.back().problems.has(Problem::TapRule));
        QCOMPARE(batch.problems.back().problem, Problem::TapRule);
        QCOMPARE(batch.problems.back().detail, QByteArray("cut by rule"));
    }

    void hidesCredentialsOfAdmins()
    {
        Wire wire;
        wire.decoder.addSource({.id = 1, .type = SourceRecord::Type::Admin, .time = wire.now()});
        const Id socket = socketIo(wire);
        Alteration replaced = altered(What::Replaced);
        replaced.other = "40/admin,{\"password\":\"secret\"}";
        wire.sent(socket, masked("40/admin,{\"password\":\"secret\"}"));
        wire.marked(socket, Sent, 0, replaced);
        wire.uncrossed(socket, Sent, {{"40/admin,{\"password\":\"secret\"}"}},
                       altered(What::Dropped));
        const Id plain = wire.webSocket("/feed");
        wire.uncrossed(plain, Sent, {{"secret"}}, altered(What::Dropped));
        const RecordBatch batch = wire.finish();
        QVERIFY(!batch.alterations.empty());
        for (const MessageRecord &message : batch.messages)
            QVERIFY2(!message.content.bytes.contains("secret"), message.content.bytes.constData());
        for (const AlterationRecord &record : batch.alterations)
            QVERIFY(!record.alteration.other.contains("secret"));
    }

    /// Events in any order, of pieces that make sense and such that do not.
    void survivesAnything()
    {
        const std::vector<QByteArray> pieces {
            "42[\"a\"]", "421[\"a\"]", "431[1]", "452-[\"f\",{\"_placeholder\":true,\"num\":0}]",
            "40",        "41",         "44",     "0{\"sid\":\"S1\"}",
            "1",         "2probe",     "5",      "bAQID",
            "",          "4",          "\xff",   "999999999-",
        };
        for (quint32 seed = 1; seed <= 300; ++seed) {
            QRandomGenerator random(seed);
            Wire wire;
            const Id ids[] {polling(wire), socketIo(wire), wire.webSocket("/feed"), wire.open()};
            const auto any = [&random](const auto &all) {
                return all[random.bounded(static_cast<quint32>(std::size(all)))];
            };
            qint64 uncrossed = 0;
            for (int i = 0; i < 60; ++i) {
                const Id id = any(ids);
                const Direction direction = random.bounded(2) == 0 ? Sent : Received;
                const auto what = static_cast<What>(random.bounded(8));
                switch (random.bounded(6)) {
                case 0:
                    wire.marked(id, direction, random.bounded(12) - 2, altered(what));
                    break;
                case 1:
                    wire.counted(id);
                    break;
                case 2:
                    wire.ours(id, direction, any(pieces));
                    break;
                case 3:
                    wire.changed(id, "x", random.bounded(2) == 0 ? "host" : "rule");
                    break;
                case 4:
                    wire.sent(ids[1], masked(any(pieces), random.bounded(4) == 0));
                    break;
                default: {
                    std::vector<WireUncrossed::Piece> some;
                    for (int left = random.bounded(4); left > 0; --left)
                        some.push_back({any(pieces), random.bounded(3) == 0});
                    uncrossed += std::ssize(some);
                    wire.uncrossed(id, direction, some, altered(what),
                                   any(std::vector<QByteArray> {"", "S1", "S2"}),
                                   static_cast<quint8>(random.bounded(16)));
                }
                }
            }
            const RecordBatch batch = wire.finish();
            for (const AlterationRecord &record : batch.alterations)
                QVERIFY(record.message > 0);
            QVERIFY(std::ssize(batch.messages) > 0 && uncrossed >= 0);
            checkLayers(batch);
        }
    }
};

QTEST_GUILESS_MAIN(TestAlterations)
#include "tst_alterations.moc"
