// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/chooser.h"
#include "protocol/dialects/dialecttable.h"

#include <QTest>

using namespace Dialects;

namespace {

/// > sent, < received, } sent and binary.
Unit unitOf(const QByteArray &message)
{
    const QByteArrayView bytes = QByteArrayView(message).sliced(1);
    return {.bytes = bytes,
            .size = bytes.size(),
            .isSent = !message.startsWith('<'),
            .isBinary = message.startsWith('}')};
}

} // namespace

class ChooserTest : public QObject
{
    Q_OBJECT
private slots:
    void knowsSubprotocols_data();
    void knowsSubprotocols();
    void looksAtMessages_data();
    void looksAtMessages();
    void givesUpInTime();
    void leavesOneOut();
    void everyDialectHasItsLine();
};

void ChooserTest::knowsSubprotocols_data()
{
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::addColumn<QByteArray>("dialect");
    const auto add = [](const char *subprotocol, const char *dialect) {
        QTest::newRow(subprotocol) << QByteArray(subprotocol) << QByteArray(dialect);
    };
    add("v10.stomp", "stomp");
    add("v12.stomp", "stomp");
    add("V12.STOMP", "stomp");
    add("graphql-transport-ws", "graphql");
    add("graphql-ws", "graphql");
    add("actioncable-v1-json", "actioncable");
    add("mqtt", "mqtt");
    add("mqttv3.1", "mqtt");
    add("wamp.2.json", "wamp");
    add("wamp.2.msgpack", "");
    add("chat", "");
    add("", "");
}

void ChooserTest::knowsSubprotocols()
{
    QFETCH(const QByteArray, subprotocol);
    QFETCH(const QByteArray, dialect);
    Chooser chooser(subprotocol, "/");
    QCOMPARE(chooser.isOver(), !dialect.isEmpty());
    QCOMPARE(dialectName(chooser.look(unitOf(">hello"))).toByteArray(), dialect);
}

void ChooserTest::looksAtMessages_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::addColumn<QByteArray>("dialect");
    const auto add = [](const char *what, const char *path, const QByteArrayList &messages,
                        const char *dialect) {
        QTest::newRow(what) << QByteArray(path) << messages << QByteArray(dialect);
    };
    const QByteArray stomp("<CONNECTED\nversion:1.2\n\n\0", 25);
    const QByteArray mqtt("}\x10\x0c\0\4MQTT\4\2\0<\0\0", 15);
    add("stomp", "/", {stomp}, "stomp");
    add("a word of stomp's", "/", {">CONNECT\n"}, "");
    add("phoenix", "/", {R"(>["1","1","room:1","phx_join",{}])"}, "phoenix");
    add("phoenix, old serializer", "/",
        {R"(>{"topic":"room:1","event":"phx_join","payload":{},"ref":"1"})"}, "phoenix");
    add("five of an app's own", "/", {R"(>["1","2","topic","event",{}])"}, "");
    add("five on phoenix's path", "/socket/websocket", {R"(>["1","2","topic","event",{}])"},
        "phoenix");
    add("path ends otherwise", "/websocket/more", {R"(>["1","2","topic","event",{}])"}, "");
    add("graphql", "/", {R"(>{"type":"connection_init"})"}, "graphql");
    add("graphql's path", "/api/graphql", {R"(<{"type":"next","id":"1"})"}, "graphql");
    add("graphql without it", "/", {R"(<{"type":"next","id":"1"})"}, "");
    add("signalr", "/", {">{\"protocol\":\"json\",\"version\":1}\x1e"}, "signalr");
    add("pusher", "/", {R"(<{"event":"pusher:connection_established","data":"{}"})"}, "pusher");
    add("pusher's path", "/app/key", {R"(<{"event":"pusher:ping"})"}, "pusher");
    add("pusher's path without key", "/app/", {R"(<{"event":"pusher:ping"})"}, "");
    add("actioncable", "/cable", {R"(<{"type":"welcome"})"}, "actioncable");
    add("a welcome of an app's own", "/", {R"(<{"type":"welcome"})"}, "");
    add("mqtt", "/", {mqtt}, "mqtt");
    add("mqtt as text", "/", {'>' + mqtt.sliced(1)}, "");
    add("sockjs", "/echo/123/abc/websocket", {"<o"}, "sockjs");
    add("an o of an app's own", "/echo", {"<o"}, "");
    add("jsonrpc", "/", {R"(>{"jsonrpc":"2.0","method":"a","id":1})"}, "jsonrpc");
    add("jsonrpc, many", "/", {R"(>[{"jsonrpc":"2.0","method":"a"}])"}, "jsonrpc");
    add("wamp without its subprotocol", "/", {R"(>[1,"realm1",{}])"}, "");
    add("after some words", "/", {">hello", "<hello", R"(>{"type":"connection_init"})"}, "graphql");
    add("empty message", "/", {">", "<", "}"}, "");
}

void ChooserTest::looksAtMessages()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArrayList, messages);
    Chooser chooser({}, path);
    Dialect found = Dialect::None;
    for (const QByteArray &message : messages) {
        QVERIFY(!chooser.isOver());
        found = chooser.look(unitOf(message));
    }
    QTEST(dialectName(found).toByteArray(), "dialect");
    QCOMPARE(chooser.isOver(), found != Dialect::None);
}

void ChooserTest::givesUpInTime()
{
    Chooser chooser({}, "/");
    for (int i = 0; i < Chooser::MaxMessages; ++i) {
        QVERIFY(!chooser.isOver());
        QCOMPARE(chooser.look(unitOf(">hello")), Dialect::None);
    }
    QVERIFY(chooser.isOver());
    QCOMPARE(chooser.look(unitOf(R"(>{"type":"connection_init"})")), Dialect::None);
}

void ChooserTest::leavesOneOut()
{
    const QByteArray path = "/echo/123/abc/websocket";
    Chooser all({}, path);
    QCOMPARE(all.look(unitOf("<o")), Dialect::SockJs);
    Chooser most({}, path, Dialect::SockJs);
    QCOMPARE(most.look(unitOf("<o")), Dialect::None);
}

void ChooserTest::everyDialectHasItsLine()
{
    for (int i = 1; i <= int(Dialect::JsonRpc); ++i) {
        const auto dialect = static_cast<Dialect>(i);
        const QByteArrayView name = dialectName(dialect);
        QVERIFY2(newDecoder(dialect), name.toByteArray().constData());
        QCOMPARE(dialectFromName(name), dialect);
    }
    QCOMPARE(dialectTable().size(), std::size_t(Dialect::JsonRpc));
    QVERIFY(!newDecoder(Dialect::None));
    QVERIFY(!dialectFromName(""));
}

QTEST_APPLESS_MAIN(ChooserTest)

#include "tst_chooser.moc"
