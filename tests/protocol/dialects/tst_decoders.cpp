// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/chooser.h"
#include "protocol/dialects/dialecttable.h"

#include <QTest>

using namespace Dialects;

namespace {

Unit unitOf(const QByteArray &message, bool isBinary)
{
    const QByteArrayView bytes = QByteArrayView(message).sliced(1);
    return {.bytes = bytes,
            .size = bytes.size(),
            .isSent = message.startsWith('>'),
            .isBinary = isBinary};
}

/// "verb event topic ?question !answer +room -room", without what is not there.
QByteArray wordsOf(const std::optional<Note> &note)
{
    if (!note)
        return "none";
    QByteArrayList words {note->verb, note->event, note->topic};
    for (const QByteArray &key : note->asks)
        words.append('?' + key);
    for (const QByteArray &key : note->answers)
        words.append('!' + key);
    for (const Move &move : note->moves)
        words.append((move.joins ? '+' : '-') + move.room);
    if (note->isHeartbeat)
        words.append("~");
    words.removeAll(QByteArray());
    return words.join(' ');
}

} // namespace

class DecodersTest : public QObject
{
    Q_OBJECT
private slots:
    void readsMessages_data();
    void readsMessages();
    void readsOddMessages_data();
    void readsOddMessages();
    void oneMessageSaysOnlySoMuch();
    void chatIsNoDialect();
};

void DecodersTest::readsMessages_data()
{
    QTest::addColumn<QByteArrayList>("messages"); // > sent, < received
    QTest::addColumn<QByteArrayList>("notes");
    using L = QByteArrayList;
    QTest::newRow("stomp") << L {">SUBSCRIBE\nid:0\ndestination:/a\\cb\nreceipt:r1\n\n"
                                     + QByteArray(1, '\0'),
                                 "<RECEIPT\nreceipt-id:r1\n\n" + QByteArray(1, '\0'), "<\n",
                                 ">UNSUBSCRIBE\nid:0\n\n" + QByteArray(1, '\0'), ">hello"}
                           << L {"SUBSCRIBE /a:b ?r1", "RECEIPT /a:b !r1 +/a:b", "heart-beat ~",
                                 "UNSUBSCRIBE /a:b -/a:b", "none"};
    QTest::newRow("phoenix")
        << L {R"(>["1","1","room:1","phx_join",{}])",
              R"(<["1","1","room:1","phx_reply",{"response":{},"status":"ok"}])",
              R"(>{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"2"})",
              R"(<["1",null,"room:1","phx_close",{}])"}
        << L {"phx_join phx_join room:1 ?1", "phx_reply phx_reply room:1 !1 +room:1",
              "heartbeat heartbeat phoenix ?2 ~", "phx_close phx_close room:1 -room:1"};
    QTest::newRow("graphql")
        << L {R"(>{"type":"connection_init"})", R"(<{"type":"connection_ack"})",
              R"(>{"id":"1","type":"subscribe","payload":{"query":"subscription S($a: Int) { b }"}})",
              R"(<{"id":"1","type":"next","payload":{}})", R"(<{"id":"1","type":"complete"})"}
        << L {"connection_init ?connection_init", "connection_ack !connection_init",
              "subscribe S S ? 1 +S", "next S S ! 1", "complete S S ! 1 -S"};
    QTest::newRow("signalr")
        << L {">{\"protocol\":\"json\",\"version\":1}\x1e", "<{}\x1e",
              ">{\"type\":1,\"invocationId\":\"7\",\"target\":\"Send\",\"arguments\":[]}\x1e",
              "<{\"type\":6}\x1e{\"type\":3,\"invocationId\":\"7\",\"result\":1}\x1e"}
        << L {"HandshakeRequest ?handshake", "HandshakeResponse !handshake", "Invocation Send ?7",
              "Completion Send !7"};
    QTest::newRow("pusher")
        << L {R"(>{"event":"pusher:subscribe","data":{"channel":"one"}})",
              R"(<{"event":"pusher_internal:subscription_succeeded","channel":"one","data":"{}"})",
              R"(<{"event":"pusher:pong","data":{}})"}
        << L {"subscribe pusher:subscribe one ?one",
              "subscription_succeeded pusher_internal:subscription_succeeded one !one +one",
              "pong pusher:pong ~"};
    QTest::newRow("actioncable")
        << L {R"(>{"command":"subscribe","identifier":"{\"channel\":\"A\"}"})",
              R"(<{"identifier":"{\"channel\":\"A\"}","type":"confirm_subscription"})",
              R"(<{"type":"ping","message":1})"}
        << L {R"(subscribe {"channel":"A"} ?{"channel":"A"})",
              R"(confirm_subscription {"channel":"A"} !{"channel":"A"} +{"channel":"A"})",
              "ping ~"};
    QTest::newRow("wamp") << L {R"(>[32,5,{},"com.a"])", "<[33,5,55]",
                                "<[36,55,1,{}]",         R"(>[48,6,{},"com.add",[1]])",
                                "<[50,6,{},[2]]",        R"(<[8,48,9,{},"no"])"}
                          << L {"SUBSCRIBE com.a ?5", "SUBSCRIBED com.a !5 +com.a", "EVENT com.a",
                                "CALL com.add ?6",    "RESULT com.add !6",          "ERROR !9"};
    QTest::newRow("mqtt") // a SUBSCRIBE in two messages
        << L {QByteArray(">\x82\x08\0\x05\0\3", 7), QByteArray(">a/b\0", 5),
              QByteArray("<\x90\3\0\5\0", 6), QByteArray("<\xd0\0", 3)}
        << L {"none", "SUBSCRIBE a/b ?subscribe 5", "SUBACK a/b !subscribe 5 +a/b",
              "PINGRESP !ping ~"};
    QTest::newRow("sockjs") << L {"<o", "<h", R"(<a["hi"])", R"(>["ho"])", "<c[3000,\"bye\"]"}
                            << L {"open", "heartbeat ~", "message hi", "send ho", "close"};
    QTest::newRow("jsonrpc") << L {R"(>{"jsonrpc":"2.0","method":"sum","id":1})",
                                   R"(<[{"jsonrpc":"2.0","result":7,"id":1}])",
                                   R"(>{"method":"sum","id":1})"}
                             << L {"request sum ?1", "response sum !1", "none"};
}

void DecodersTest::readsMessages()
{
    QFETCH(const QByteArrayList, messages);
    QFETCH(const QByteArrayList, notes);
    const auto dialect = dialectFromName(QTest::currentDataTag());
    QVERIFY(dialect);
    const auto decoder = newDecoder(*dialect);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Unit unit = unitOf(messages.at(i), *dialect == Dialect::Mqtt);
        QCOMPARE(wordsOf(decoder->read(unit)), notes.at(i));
    }
}

void DecodersTest::readsOddMessages_data()
{
    QTest::addColumn<QByteArray>("dialect");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::addColumn<QByteArrayList>("notes");
    using L = QByteArrayList;
    QTest::newRow("pusher: its own event without a word")
        << QByteArray("pusher")
        << L {R"(>{"event":"pusher:","data":{}})", R"(<{"event":"pusher_internal:"})",
              R"(<{"event":"","channel":"a"})"}
        << L {"client-event pusher:", "event pusher_internal:", "event a"};
    QTest::newRow("phoenix: a channel with the name of the heartbeat's topic")
        << QByteArray("phoenix")
        << L {R"(>["1","1","phoenix","phx_join",{}])",
              R"(<["1","1","phoenix","phx_reply",{"status":"ok"}])",
              R"(>[null,"2","phoenix","heartbeat",{}])",
              R"(<[null,"2","phoenix","phx_reply",{"status":"ok"}])"}
        << L {"phx_join phx_join phoenix ?1", "phx_reply phx_reply phoenix !1 +phoenix",
              "heartbeat heartbeat phoenix ?2 ~", "phx_reply phx_reply phoenix !2 ~"};
}

void DecodersTest::readsOddMessages()
{
    QFETCH(const QByteArray, dialect);
    QFETCH(const QByteArrayList, messages);
    QFETCH(const QByteArrayList, notes);
    const auto decoder = newDecoder(*dialectFromName(dialect));
    for (qsizetype i = 0; i < messages.size(); ++i)
        QCOMPARE(wordsOf(decoder->read(unitOf(messages.at(i), false))), notes.at(i));
}

/// Packets without end in one message: what is kept of it is bounded, and the next one is read.
void DecodersTest::oneMessageSaysOnlySoMuch()
{
    const auto decoder = newDecoder(Dialect::Mqtt);
    const auto note = decoder->read(unitOf('>' + QByteArray("\xc0\0", 2).repeated(100'000), true));
    QVERIFY(note);
    QCOMPARE(note->verb, QByteArray("PINGREQ"));
    QCOMPARE(note->asks.size(), Note::MaxKeys);
    QCOMPARE(wordsOf(decoder->read(unitOf(QByteArray(">\xe0\0", 3), true))), "DISCONNECT");
}

void DecodersTest::chatIsNoDialect()
{
    for (const char *path : {"/", "/chat", "/ws"}) {
        Chooser chooser({}, path);
        for (const char *chat :
             {R"(>{"type":"subscribe","id":"1"})", R"(<{"event":"join","channel":"a"})",
              R"(>[1,"realm1",{}])", R"(>{"method":"a","id":1})", "<o", ">CONNECT me",
              R"(>["1","2","topic","event",{}])"})
            QCOMPARE(chooser.look(unitOf(chat, false)), Dialect::None);
    }
}

QTEST_APPLESS_MAIN(DecodersTest)

#include "tst_decoders.moc"
