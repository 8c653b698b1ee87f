// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/trafficdecoder.h"
#include "protocol/websocket/frameencoder.h"

#include <QTest>

#include <map>
#include <tuple>

using namespace Capture;
using namespace std::chrono_literals;
using Dialects::Dialect;

namespace {

/// A client and a server on one plain WebSocket, written by hand. Time goes on by 1 ms a step.
class Talk
{
public:
    TrafficDecoder decoder;

    explicit Talk(const QByteArray &path = "/chat", std::optional<Dialect> said = {})
    {
        decoder.addSource({.id = 1, .type = SourceRecord::Type::Tap, .dialect = said});
        decoder.take(WireOpened {.connection = 1, .source = 1, .time = tick()});
        feed(Direction::Sent,
             "GET " + path
                 + " HTTP/1.1\r\nHost: a\r\n"
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        feed(Direction::Received,
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    }

    void sent(const QByteArray &text) { say(Direction::Sent, text); }
    void received(const QByteArray &text) { say(Direction::Received, text); }
    void ping() { say(Direction::Sent, "ping", WebSocket::OpCode::Ping); }
    void cut() { decoder.take(WireClosed {.connection = 1, .time = tick()}); }
    void pause() { decoder.pause(tick()); }
    void resume() { decoder.resume(tick()); }
    void wait(std::chrono::milliseconds time) { m_now += time; }

    RecordBatch take()
    {
        decoder.flush(tick());
        RecordBatch batch = decoder.takeBatch();
        std::erase_if(batch.messages, [](const MessageRecord &message) {
            return message.kind == Kind::Handshake || message.kind == Kind::Http;
        });
        return batch;
    }

private:
    Time tick() { return m_now += 1ms; }
    void say(Direction direction, const QByteArray &payload,
             WebSocket::OpCode opCode = WebSocket::OpCode::Text)
    {
        WebSocket::FrameHeader header;
        header.fin = true;
        header.opCode = opCode;
        header.masked = direction == Direction::Sent;
        header.payloadLength = static_cast<quint64>(payload.size());
        feed(direction, WebSocket::encodeFrame(header, payload));
    }
    void feed(Direction direction, const QByteArray &bytes)
    {
        decoder.take(
            WireBytes {.connection = 1, .direction = direction, .time = tick(), .bytes = bytes});
    }

    Time m_now {1000s};
};

QByteArray request(const QByteArray &id, const QByteArray &method = "add")
{
    return R"({"jsonrpc":"2.0","method":")" + method + R"(","id":)" + id + '}';
}

QByteArray response(const QByteArray &id)
{
    return R"({"jsonrpc":"2.0","result":1,"id":)" + id + '}';
}

/// "verb event topic" of each, "-" for what has none.
QByteArrayList wordsOf(const RecordBatch &batch)
{
    QByteArrayList all;
    for (const MessageRecord &message : batch.messages) {
        QByteArrayList words {message.verb, message.event, message.nsp};
        words.removeAll(QByteArray());
        all.append(words.isEmpty() ? QByteArray("-") : words.join(' '));
    }
    return all;
}

/// How each membership came out last.
std::map<Id, MembershipRecord> membershipsOf(const RecordBatch &batch)
{
    std::map<Id, MembershipRecord> last;
    for (const MembershipRecord &membership : batch.memberships)
        last[membership.id] = membership;
    return last;
}

} // namespace

class DialectSessionTest : public QObject
{
    Q_OBJECT
private slots:
    void labelsMessages();
    void leavesControlFramesAlone();
    void stopsLooking();
    void whatTheUserSaidCounts_data();
    void whatTheUserSaidCounts();
    void pairsReplies();
    void oneMessageAnswersMany();
    void givesNumbersToKeysWithout();
    void aReplyMayStayOut();
    void whileNothingIsGathered();
    void longKeysPairNothing();
    void looksAtTheHeadOfALongMessage();
    void knowsRooms();
    void aCutEndsMemberships();
};

void DialectSessionTest::labelsMessages()
{
    Talk talk;
    talk.sent(R"({"type":"connection_init"})");
    talk.sent(R"({"id":"1","type":"subscribe","payload":{"query":"subscription S { a }"}})");
    talk.received(R"({"type":"ping"})");
    talk.received(R"({"what":"else"})");
    const RecordBatch batch = talk.take();
    QCOMPARE(
        wordsOf(batch),
        QByteArrayList({"connection_init connection_init", "subscribe S S", "ping ping", "-"}));
    QCOMPARE(batch.messages[0].dialect, Dialect::GraphQl);
    QCOMPARE(batch.messages[1].effectiveAside(), Aside::None);
    QCOMPARE(batch.messages[2].effectiveAside(), Aside::Heartbeat);
    QCOMPARE(batch.messages[3].dialect, Dialect::None);
    QCOMPARE(batch.messages[3].content.bytes, QByteArray(R"({"what":"else"})"));
}

void DialectSessionTest::leavesControlFramesAlone()
{
    Talk talk;
    for (int i = 0; i < 2 * Dialects::Chooser::MaxMessages; ++i)
        talk.ping();
    talk.sent(request("1"));
    talk.ping();
    const RecordBatch batch = talk.take();
    const MessageRecord &asked = batch.messages[batch.messages.size() - 2];
    QCOMPARE(asked.dialect, Dialect::JsonRpc);
    QCOMPARE(batch.messages.back().kind, Kind::Ping);
    QCOMPARE(batch.messages.back().dialect, Dialect::None);
}

void DialectSessionTest::stopsLooking()
{
    Talk talk;
    for (int i = 0; i < Dialects::Chooser::MaxMessages; ++i)
        talk.received(R"({"text":"hello"})");
    talk.sent(request("1"));
    const RecordBatch batch = talk.take();
    QCOMPARE(batch.messages.back().dialect, Dialect::None);
    QVERIFY(batch.messages.back().verb.isEmpty());
}

void DialectSessionTest::whatTheUserSaidCounts_data()
{
    QTest::addColumn<int>("said");
    QTest::addColumn<QByteArrayList>("words");
    using L = QByteArrayList;
    QTest::newRow("none") << int(Dialect::None) << L {"-", "-"};
    QTest::newRow("jsonrpc") << int(Dialect::JsonRpc) << L {"request add", "-"};
    QTest::newRow("pusher, where another would be found")
        << int(Dialect::Pusher) << L {"-", "event said room"};
}

void DialectSessionTest::whatTheUserSaidCounts()
{
    QFETCH(const int, said);
    Talk talk("/", static_cast<Dialect>(said));
    talk.sent(request("1"));
    talk.received(R"({"event":"said","channel":"room","data":"{}"})");
    QTEST(wordsOf(talk.take()), "words");
}

void DialectSessionTest::pairsReplies()
{
    Talk talk;
    talk.sent(request("7"));
    talk.received(request("7", "both ways at once"));
    talk.wait(250ms);
    talk.received(response("7"));
    talk.received(response("7")); // again
    talk.sent(response("7"));
    const RecordBatch batch = talk.take();
    QCOMPARE(batch.messages.size(), std::size_t(5));
    const auto &[first, second, answer, again, back]
        = std::tie(batch.messages[0], batch.messages[1], batch.messages[2], batch.messages[3],
                   batch.messages[4]);
    QCOMPARE(first.ackId, 7);
    QVERIFY(first.asksAnswer() && !first.isAnswer());
    QCOMPARE(answer.ackOf, first.id);
    QCOMPARE(answer.ackLatencyUs, 252'000);
    QCOMPARE(answer.event, QByteArray("add"));
    QCOMPARE(again.ackOf, Id(0));
    QCOMPARE(back.ackOf, second.id);
    QCOMPARE(batch.answers.size(), std::size_t(2));
    QCOMPARE(batch.answers[0].asked, first.id);
    QCOMPARE(batch.answers[0].answer, answer.id);
    QCOMPARE(batch.answers[0].latencyUs, 252'000);
}

void DialectSessionTest::oneMessageAnswersMany()
{
    Talk talk;
    talk.sent(request("1"));
    talk.sent(request("2"));
    talk.received('[' + response("2") + ',' + response("9") + ',' + response("1") + ']');
    const RecordBatch batch = talk.take();
    QCOMPARE(batch.messages[2].ackOf, batch.messages[1].id);
    QCOMPARE(batch.answers.size(), std::size_t(2));
    for (const AnswerRecord &answer : batch.answers)
        QCOMPARE(answer.answer, batch.messages[2].id);
    QCOMPARE(batch.answers[1].asked, batch.messages[0].id);
}

void DialectSessionTest::givesNumbersToKeysWithout()
{
    Talk talk;
    talk.sent(request(R"("a")"));
    talk.sent(request(R"("b")"));
    talk.sent(request("-5"));
    talk.sent(request("40"));
    const RecordBatch batch = talk.take();
    QList<qint64> numbers;
    for (const MessageRecord &message : batch.messages)
        numbers.append(message.ackId);
    QCOMPARE(numbers, QList<qint64>({1, 2, 3, 40}));
}

/// Phoenix: the server may reply to a push, or not.
void DialectSessionTest::aReplyMayStayOut()
{
    Talk talk("/socket/websocket");
    talk.sent(R"(["1","1","room:1","phx_join",{}])");
    talk.sent(R"(["1","2","room:1","shout",{}])");
    talk.sent(R"(["1","3","room:1","shout",{}])");
    talk.received(R"(["1","3","room:1","phx_reply",{"status":"ok"}])");
    const RecordBatch batch = talk.take();
    QVERIFY(batch.messages[0].asksAnswer());
    QVERIFY(!batch.messages[1].asksAnswer());
    QVERIFY(!batch.messages[2].asksAnswer());
    QCOMPARE(batch.messages[3].ackOf, batch.messages[2].id);
}

void DialectSessionTest::whileNothingIsGathered()
{
    Talk talk;
    talk.sent(request("1"));
    talk.pause();
    talk.sent(request("2"));
    talk.received(response("1"));
    talk.resume();
    talk.received(response("2"));
    talk.received(response("1"));
    const RecordBatch batch = talk.take();
    QCOMPARE(wordsOf(batch), QByteArrayList({"request add", "response add", "response response"}));
    QCOMPARE(batch.messages[1].ackOf, Id(0)); // nobody can look at what asked
    QCOMPARE(batch.messages[2].ackOf, Id(0)); // it was answered meanwhile
    QVERIFY(batch.answers.empty());
}

void DialectSessionTest::longKeysPairNothing()
{
    constexpr qsizetype Quotes = 2; // an id of JSON-RPC counts as spelled
    const QByteArray fits = '"' + QByteArray(DialectSession::MaxKey - Quotes, 'x') + '"';
    const QByteArray tooLong = '"' + QByteArray(DialectSession::MaxKey, 'x') + '"';
    Talk talk;
    for (const QByteArray &id : {fits, tooLong}) {
        talk.sent(request(id));
        talk.received(response(id));
    }
    const RecordBatch batch = talk.take();
    QCOMPARE(batch.messages[1].ackOf, batch.messages[0].id);
    QVERIFY(!batch.messages[2].asksAnswer());
    QCOMPARE(batch.messages[3].ackOf, Id(0));
    QCOMPARE(wordsOf(batch).constLast(), QByteArray("response add"));
}

void DialectSessionTest::looksAtTheHeadOfALongMessage()
{
    Talk talk;
    const QByteArray filler(2 * Collector::InlineBytes, 'x');
    talk.sent(request("1"));
    talk.sent(R"({"jsonrpc":"2.0","method":"long","params":")" + filler + R"(","id":2})");
    talk.received(R"({"jsonrpc":"2.0","id":1,"result":")" + filler + R"("})");
    const RecordBatch batch = talk.take();
    // What stands behind the head is not known.
    QCOMPARE(batch.messages[1].verb, QByteArray("notification"));
    QCOMPARE(batch.messages[1].event, QByteArray("long"));
    QVERIFY(!batch.messages[1].asksAnswer());
    QCOMPARE(batch.messages[2].verb, QByteArray());
}

void DialectSessionTest::knowsRooms()
{
    Talk talk("/socket/websocket?vsn=2.0.0");
    talk.sent(R"(["1","1","room:1","phx_join",{}])");
    talk.received(R"(["1","1","room:1","phx_reply",{"status":"ok"}])");
    talk.sent(R"(["2","2","room:2","phx_join",{}])");
    talk.received(R"(["2","2","room:2","phx_reply",{"status":"error"}])");
    talk.sent(R"(["1","3","room:1","phx_leave",{}])");
    talk.received(R"(["1","3","room:1","phx_reply",{"status":"ok"}])");
    const RecordBatch batch = talk.take();
    const auto memberships = membershipsOf(batch);
    QCOMPARE(memberships.size(), std::size_t(1));
    const MembershipRecord &membership = memberships.begin()->second;
    const Id session = batch.sessions.back().id;
    QCOMPARE(membership.how, MembershipRecord::How::Observed);
    QCOMPARE(membership.source, 1U);
    QCOMPARE(membership.nsp, batch.sessions.back().path);
    QCOMPARE(membership.room, QByteArray("room:1"));
    QCOMPARE(membership.member, '#' + QByteArray::number(session));
    QCOMPARE(membership.session, session);
    QCOMPARE(membership.joinedBy, batch.messages[1].id);
    QCOMPARE(membership.began, batch.messages[1].time);
    QCOMPARE(membership.leftBy, batch.messages[5].id);
    QCOMPARE(membership.ended, batch.messages[5].time);
    QVERIFY(!membership.wasPresent && !membership.wasLost);
}

void DialectSessionTest::aCutEndsMemberships()
{
    Talk talk("/app/key");
    for (const char *channel : {"one", "two"})
        talk.received(QByteArray(R"({"event":"pusher_internal:subscription_succeeded","channel":")")
                      + channel + R"(","data":"{}"})");
    talk.received(R"({"event":"pusher:connection_established","data":"{}"})");
    for (const char *channel : {"one", "two"})
        talk.received(QByteArray(R"({"event":"pusher_internal:subscription_succeeded","channel":")")
                      + channel + R"(","data":"{}"})");
    talk.sent(R"({"event":"pusher:unsubscribe","data":{"channel":"two"}})");
    talk.cut();
    const auto memberships = membershipsOf(talk.take());
    QCOMPARE(memberships.size(), std::size_t(2));
    for (const auto &[id, membership] : memberships) {
        QVERIFY(membership.ended);
        QCOMPARE(membership.leftBy != 0, membership.room == "two");
    }
}

QTEST_APPLESS_MAIN(DialectSessionTest)

#include "tst_dialectsession.moc"
