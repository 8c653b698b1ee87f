// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lightwebsocket.h"
#include "tests/support/mockbench.h"

#include <QElapsedTimer>

Q_DECLARE_METATYPE(MockClient::By)

class TestAnswerSite : public QObject
{
    Q_OBJECT
private slots:
    void answers_data();
    void answers();
    void answersLate();
    void tellsOthers();
    void tellsARoom();
    void tellsAllAgainAndAgain();
    void tellsThatSomebodyLeft();
    void asks();
    void rejects();
    void disconnects();
    void sendsWhatNoServerShould();
    void speaksMessagePack();
    void plainWebSocket();
    void plainWebSocketIsRefusedAndClosed();
};

void TestAnswerSite::answers_data()
{
    QTest::addColumn<MockClient::By>("by");
    QTest::newRow("websocket") << MockClient::By::WebSocket;
    QTest::newRow("polling") << MockClient::By::Polling;
    QTest::newRow("upgrade") << MockClient::By::PollingThenWebSocket;
}

void TestAnswerSite::answers()
{
    QFETCH(const MockClient::By, by);
    MockBench mock(R"(
        {"name":"hello","when":"connect","match":"nsp:/chat","do":"emit","event":"hello",
         "args":[{"$auth":"/name"},{"$id":true}]},
        {"name":"echo","match":"event:echo","do":"emit","event":"echo back",
         "args":[{"$arg":1},{"$arg":0},{"$count":true}]},
        {"name":"stored","match":"event:store nsp:/chat","do":"ack",
         "args":["ok",{"id":{"$data":"/1/id"},"bytes":{"$binary":"AAE="}}]},
        {"name":"never","match":"event:never","do":"drop"},
        {"name":"all acks","do":"ack","args":[]})");
    MockClient client(mock.poller, mock.address(), "/chat", R"({"name":"ann"})", by);
    QTRY_COMPARE(client.log.size(), 2);
    const QByteArray id = client.client.socketId("/chat");
    QCOMPARE(client.log, (QByteArrayList {"connect /chat", "hello \"ann\",\"" + id + '"'}));
    client.log.clear();
    client.say("echo", R"({"_placeholder":true,"num":0},{"n":1.50})", {"\1\2"});
    client.say("echo", "7");
    client.ask("store", R"({"id":12345678901234567890.10})");
    client.ask("never", "1");
    client.ask("other", "1");
    QTRY_COMPARE(client.log.size(), 4);
    QCOMPARE(client.log[0], R"(echo back {"n":1.50},{"_placeholder":true,"num":0},1 0102)");
    QCOMPARE(client.log[1], "echo back null,7,2");
    QCOMPARE(
        client.log[2],
        R"(ack "ok",{"id":12345678901234567890.10,"bytes":{"_placeholder":true,"num":0}} 0001)");
    QCOMPARE(client.log[3], "ack ");
}

void TestAnswerSite::answersLate()
{
    MockBench mock(
        R"({"name":"late","match":"event:late","do":"ack","args":["late"],"time":"150ms"},
        {"name":"wait","match":"event:slow","do":"delay","time":"60ms"},
        {"name":"slow","match":"event:slow","do":"ack","args":["slow"]})");
    MockClient client(mock.poller, mock.address());
    QTRY_VERIFY(client.isIn());
    QElapsedTimer timer;
    timer.start();
    client.ask("late", "1");
    client.ask("slow", "1");
    QTRY_COMPARE(client.log.size(), 2);
    QCOMPARE(client.log, (QByteArrayList {"connect /", R"(ack "slow")"}));
    QVERIFY(timer.elapsed() >= 60);
    QTRY_COMPARE(client.log.size(), 3);
    QCOMPARE(client.log[2], R"(ack "late")");
    QVERIFY(timer.elapsed() >= 150);
}

void TestAnswerSite::tellsOthers()
{
    MockBench mock(R"({"name":"others","match":"event:say","do":"emit","event":"said",
        "args":[{"$arg":0}],"to":"others"},
        {"name":"all","match":"event:shout","do":"emit","event":"shouted","to":"all"})");
    MockClient ann(mock.poller, mock.address());
    MockClient ben(mock.poller, mock.address());
    QTRY_VERIFY(ann.isIn() && ben.isIn());
    ann.say("say", R"("hi")");
    ann.say("shout", {});
    QTRY_COMPARE(ben.log, (QByteArrayList {"connect /", R"(said "hi")", "shouted "}));
    QTRY_COMPARE(ann.log, (QByteArrayList {"connect /", "shouted "}));
}

void TestAnswerSite::tellsARoom()
{
    MockBench mock(R"({"name":"join","match":"event:join","do":"join","room":{"$arg":0}},
        {"name":"joined","match":"event:join","do":"ack","args":["joined"]},
        {"name":"leave","match":"event:leave","do":"leave","room":"lobby"},
        {"name":"left","match":"event:leave","do":"ack","args":["left"]},
        {"name":"to room","match":"event:say","do":"emit","event":"said","args":[{"$arg":1}],
         "room":{"$arg":0},"to":"others"},
        {"name":"news","match":"event:news","do":"emit","event":"news","room":"lobby"})");
    MockClient ann(mock.poller, mock.address());
    MockClient ben(mock.poller, mock.address());
    QTRY_VERIFY(ann.isIn() && ben.isIn());
    ann.ask("join", R"("lobby")");
    ben.ask("join", R"("lobby")");
    QTRY_VERIFY(ann.log.contains(R"(ack "joined")") && ben.log.contains(R"(ack "joined")"));
    ben.say("say", R"("lobby",1)");
    ann.say("news", {});
    QTRY_COMPARE(ann.log.size(), 4);
    QCOMPARE(ann.log.sliced(2), (QByteArrayList {"said 1", "news "}));
    QTRY_COMPARE(ben.log.sliced(2), QByteArrayList {"news "});
    ann.ask("leave", {});
    QTRY_VERIFY(ann.log.contains(R"(ack "left")"));
    ben.say("say", R"("lobby",2)");
    ben.ask("leave", {});
    QTRY_VERIFY(ben.log.contains(R"(ack "left")"));
    QCOMPARE(ann.log.size(), 5);
}

void TestAnswerSite::tellsAllAgainAndAgain()
{
    MockBench mock(R"({"name":"tick","when":"timer","every":"20ms","times":3,"nsp":"/news",
        "do":"emit","event":"tick","args":[{"$count":true}],"to":"all"},
        {"name":"price","when":"timer","every":"20ms","path":"/feed","do":"send",
         "json":{"price":{"$count":true}},"to":"all"})");
    MockClient client(mock.poller, mock.address(), "/news");
    Client::LightWebSocket feed(mock.poller);
    QByteArrayList prices;
    feed.onText = [&](const QByteArray &text) { prices.append(text); };
    feed.open("ws://" + mock.address() + "/feed");
    QTRY_VERIFY(prices.size() >= 3);
    QVERIFY(prices[0].startsWith(R"({"price":)"));
    QVERIFY(prices[0] != prices[1]);
    QTRY_VERIFY(client.isIn());
    // It counts on while nobody is there, and ends after three.
    QVERIFY(client.log.size() <= 4);
    QVERIFY(!client.log.contains("tick 4"));
}

void TestAnswerSite::tellsThatSomebodyLeft()
{
    MockBench mock(R"({"name":"left","when":"disconnect","do":"emit","event":"left",
        "args":[{"$auth":"/name"}],"to":"all"})");
    MockClient ann(mock.poller, mock.address());
    MockClient ben(mock.poller, mock.address(), "/", R"({"name":"ben"})");
    QTRY_VERIFY(ann.isIn() && ben.isIn());
    ben.client.close();
    QTRY_COMPARE(ann.log.last(), R"(left "ben")");
}

void TestAnswerSite::asks()
{
    MockBench mock(R"({"name":"ask","match":"event:ask-me","do":"emit","event":"are you there",
        "ask":true})");
    MockClient client(mock.poller, mock.address());
    QTRY_VERIFY(client.isIn());
    bool wasAsked = false;
    client.client.onEvent = [&](const Client::Event &event) { wasAsked = event.ackId.has_value(); };
    client.say("ask-me", {});
    QTRY_VERIFY(wasAsked);
}

void TestAnswerSite::rejects()
{
    MockBench mock(R"({"name":"who","when":"connect","match":"nsp:/trade -data.token=secret",
        "do":"reject","message":"not \"you\"","data":{"code":7}},
        {"name":"first","when":"connect","match":"nsp:/late","times":1,"do":"reject"})");
    MockClient stranger(mock.poller, mock.address(), "/trade", R"({"token":"no"})");
    MockClient friendly(mock.poller, mock.address(), "/trade", R"({"token":"secret"})");
    QTRY_COMPARE(stranger.log,
                 QByteArrayList {R"(refused /trade {"message":"not \"you\"","data":{"code":7}})"});
    QTRY_COMPARE(friendly.log, QByteArrayList {"connect /trade"});
    MockClient late(mock.poller, mock.address(), "/late");
    QTRY_COMPARE(late.log, QByteArrayList {R"(refused /late {"message":"not authorized"})"});
    late.client.connectTo("/late");
    QTRY_COMPARE(late.log.last(), "connect /late");
}

void TestAnswerSite::disconnects()
{
    MockBench mock(R"({"name":"out","match":"event:out","do":"disconnect"},
        {"name":"off","match":"event:off","do":"disconnect","close":true,"time":"10ms"})");
    MockClient ann(mock.poller, mock.address());
    MockClient ben(mock.poller, mock.address());
    QTRY_VERIFY(ann.isIn() && ben.isIn());
    ann.say("out", {});
    QTRY_COMPARE(ann.log.last(), "out /");
    QCOMPARE(ann.closed, "");
    ben.say("off", {});
    QTRY_VERIFY(!ben.closed.isEmpty());
}

void TestAnswerSite::sendsWhatNoServerShould()
{
    MockBench mock(R"({"name":"packet","match":"event:packet","do":"malformed","packet":"9oops"},
        {"name":"half","match":"event:half","do":"malformed","event":"file",
         "args":[{"$binary":"AAE="}]},
        {"name":"behind","match":"event:half","do":"emit","event":"behind"},
        {"name":"frame","match":"event:frame","do":"malformed","frame":"8wA="})");
    const auto heardBy = [&](const QByteArray &event, MockClient::By by) {
        MockClient client(mock.poller, mock.address(), "/", {}, by);
        if (!QTest::qWaitFor([&] { return client.isIn(); }))
            return QByteArray("not in");
        client.say(event, {});
        return QTest::qWaitFor([&] { return !client.closed.isEmpty() || client.log.size() > 2; })
            ? client.closed + client.log.mid(1).join(';')
            : QByteArray("nothing");
    };
    using By = MockClient::By;
    QCOMPARE(heardBy("packet", By::WebSocket), "parse error");
    QCOMPARE(heardBy("packet", By::Polling), "parse error");
    QCOMPARE(heardBy("frame", By::WebSocket), "transport close");
    // What comes in the place of the attachment is text; this client tells the packet as it is.
    QCOMPARE(heardBy("half", By::WebSocket), R"(file {"_placeholder":true,"num":0};behind )");
}

void TestAnswerSite::speaksMessagePack()
{
    Answers::SiteOptions options;
    options.sockets.namespaces.parser = Server::Parser::Msgpack;
    MockBench mock(R"({"name":"echo","match":"event:echo data./1/a=7","do":"emit","event":"back",
        "args":[{"$arg":0},{"$binary":"AAE="}]})",
                   options);
    Client::LightWebSocket client(mock.poller);
    QByteArrayList heard;
    client.onText = [&](const QByteArray &text) {
        if (text.startsWith('0')) {
            // {"type":0,"nsp":"/"}
            client.sendBinary(QByteArray::fromHex("82a47479706500a36e7370a12f"));
        }
    };
    client.onBinary = [&](const QByteArray &bytes) {
        heard.append(bytes);
        if (heard.size() == 1) {
            // {"type":2,"nsp":"/","data":["echo",{"a":7}]}
            client.sendBinary(
                QByteArray::fromHex("83a47479706502a36e7370a12fa46461746192a46563686f81a16107"));
        }
    };
    client.open("ws://" + mock.address() + "/socket.io/?EIO=4&transport=websocket");
    QTRY_COMPARE(heard.size(), 2);
    QVERIFY2(heard[1].contains(QByteArray::fromHex("a46261636b81a16107c4020001")),
             heard[1].toHex().constData());
}

void TestAnswerSite::plainWebSocket()
{
    MockBench mock(R"(
        {"name":"hello","path":"/feed","when":"connect","do":"send","text":"hello"},
        {"name":"ping","path":"/feed","match":"data.type=ping","do":"send",
         "json":{"type":"pong","id":{"$data":"/id"}}},
        {"name":"shout","path":"/feed","match":"shout","do":"send","text":{"$text":true},"to":"others"},
        {"name":"bytes","path":"/feed","match":"kind:binary","do":"send","binary":"AAE=","time":"5ms"})");
    struct Plain
    {
        explicit Plain(MockBench &bench)
            : socket(bench.poller)
        {
            socket.onText = [this](const QByteArray &text) { heard.append(text); };
            socket.onBinary = [this](const QByteArray &bytes) { heard.append(bytes.toHex()); };
            socket.open("ws://" + bench.address() + "/feed");
        }
        QByteArrayList heard;
        Client::LightWebSocket socket;
    };
    Plain ann(mock);
    Plain ben(mock);
    QTRY_VERIFY(ann.heard.size() == 1 && ben.heard.size() == 1);
    ann.socket.sendText(R"({"type":"ping","id":9007199254740993})");
    ann.socket.sendText("shout \"it\"");
    ann.socket.sendBinary("\7");
    QTRY_COMPARE(ann.heard,
                 (QByteArrayList {"hello", R"({"type":"pong","id":9007199254740993})", "0001"}));
    QTRY_COMPARE(ben.heard, (QByteArrayList {"hello", "shout \"it\""}));
}

void TestAnswerSite::plainWebSocketIsRefusedAndClosed()
{
    MockBench mock(R"(
        {"name":"busy","path":"/feed","when":"connect","times":1,"do":"reject","status":503},
        {"name":"bye","path":"/feed","match":"bye","do":"disconnect","code":4001,"reason":"as you say"},
        {"name":"broken","path":"/feed","match":"broken","do":"malformed","frame":"8wA="})");
    Client::LightWebSocket socket(mock.poller);
    QByteArrayList ends;
    socket.onOpened = [&] { socket.sendText(ends.size() == 1 ? "bye" : "broken"); };
    socket.onClosed = [&](quint16 code, const QByteArray &reason, int status) {
        ends.append(QByteArray::number(code) + ' ' + reason + ' ' + QByteArray::number(status));
    };
    socket.open("ws://" + mock.address() + "/feed");
    QTRY_COMPARE(ends, QByteArrayList {"1006  503"});
    socket.open("ws://" + mock.address() + "/feed");
    QTRY_COMPARE(ends.size(), 2);
    QCOMPARE(ends[1], "4001 as you say 0");
    socket.open("ws://" + mock.address() + "/feed");
    QTRY_COMPARE(ends.size(), 3);
    QVERIFY2(ends[2].startsWith("1006") || ends[2].startsWith("1002"), ends[2].constData());
}

QTEST_GUILESS_MAIN(TestAnswerSite)
#include "tst_answersite.moc"
