// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/recordedsite.h"
#include "protocol/client/lightwebsocket.h"
#include "tests/support/mockbench.h"

using namespace Answers;
using Capture::Direction;
using Capture::Kind;
using namespace std::chrono_literals;

namespace {

Step step(Direction direction, Kind kind, const QByteArray &event, const QByteArray &data,
          qint64 ackId, std::chrono::milliseconds time)
{
    Step step {.direction = direction, .kind = kind, .nsp = "/chat", .event = event};
    (kind == Kind::Text ? step.content : step.data) = data;
    step.ackId = ackId;
    step.time = time;
    return step;
}

/// A session in which a client joins, asks, is asked, and hears.
Recording chat()
{
    const auto sent = Direction::Sent;
    const auto heard = Direction::Received;
    Recording recording;
    recording.isSocketIo = true;
    recording.path = "/socket.io/";
    recording.steps = {
        step(sent, Kind::Connect, {}, "{}", -1, 10ms),
        step(heard, Kind::Connect, {}, R"({"sid":"old","pid":"p"})", -1, 12ms),
        step(heard, Kind::Event, "welcome", R"(["welcome",{"online":2},"offset1"])", -1, 13ms),
        step(sent, Kind::Event, "join", R"(["join","lobby"])", 7, 20ms),
        step(heard, Kind::Ack, {}, R"(["joined",2])", 7, 25ms),
        step(heard, Kind::Event, "file", R"(["file",{"$binary":"AAE="},"offset2"])", -1, 40ms),
        step(heard, Kind::Event, "are you there", R"(["are you there"])", 0, 60ms),
        step(sent, Kind::Ack, {}, R"(["yes"])", 0, 70ms),
        step(heard, Kind::Event, "good", R"(["good","offset3"])", -1, 80ms),
        step(heard, Kind::Disconnect, {}, {}, -1, 500ms),
    };
    return recording;
}

/// Serves it, in the test's own thread.
struct Bench
{
    Bench(Recording recording, Pace pace)
        : site(server, std::move(recording), pace,
               [this](const QByteArray &sentence) { notes.append(sentence); })
    {
        server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    }

    QByteArrayList notes;
    Net::Poller poller;
    Server::Server server {poller};
    RecordedSite site;
};

} // namespace

class TestRecordedSite : public QObject
{
    Q_OBJECT
private slots:
    void followsTheClient();
    void followsTheClock();
    void notesWhatWasNotRecorded();
    void refusesAsItWasRecorded();
    void plainWebSocket();
    void plainWebSocketByTime();
};

void TestRecordedSite::followsTheClient()
{
    Bench bench(chat(), Pace::ByEvent);
    // To each from the beginning.
    for (int i = 0; i < 2; ++i) {
        MockClient client(bench.poller, bench.server.address().toText(), "/chat");
        QTRY_COMPARE(client.log, (QByteArrayList {"connect /chat", R"(welcome {"online":2})"}));
        client.ask("join", R"("cellar")");
        QTRY_COMPARE(
            client.log.sliced(2),
            (QByteArrayList {R"(ack "joined",2)", R"(file {"_placeholder":true,"num":0} 0001)",
                             "are you there ", "good ", "out /chat"}));
    }
    QCOMPARE(bench.notes, QByteArrayList());
}

void TestRecordedSite::followsTheClock()
{
    Bench bench(chat(), Pace::ByTime);
    MockClient silent(bench.poller, bench.server.address().toText(), "/chat");
    const QByteArrayList heard {"connect /chat",
                                R"(welcome {"online":2})",
                                R"(file {"_placeholder":true,"num":0} 0001)",
                                "are you there ",
                                "good ",
                                "out /chat"};
    QTRY_COMPARE(silent.log, heard);
    MockClient asking(bench.poller, bench.server.address().toText(), "/chat");
    QTRY_VERIFY(asking.log.contains("good "));
    asking.ask("join", R"("lobby")"); // later than it was answered
    QTRY_VERIFY(asking.log.contains(R"(ack "joined",2)") || asking.log.contains("out /chat"));
    QVERIFY(asking.log.contains(R"(ack "joined",2)"));
}

void TestRecordedSite::notesWhatWasNotRecorded()
{
    Bench bench(chat(), Pace::ByEvent);
    MockClient client(bench.poller, bench.server.address().toText(), "/chat");
    QTRY_VERIFY(client.isIn());
    client.ask("leave", {});
    QTRY_COMPARE(bench.notes,
                 QByteArrayList {R"(Nothing was recorded for one more event "leave" in /chat.)"});
    client.client.connectTo("/other");
    QTRY_COMPARE(client.log.last(), R"(refused /other {"message":"Invalid namespace"})");
    QCOMPARE(bench.notes.last(), "Nothing was recorded in the namespace /other, so it is refused.");
}

void TestRecordedSite::refusesAsItWasRecorded()
{
    Recording recording;
    recording.isSocketIo = true;
    recording.path = "/socket.io/";
    recording.steps
        = {step(Direction::Received, Kind::ConnectError, {}, R"({"message":"later"})", -1, 1ms),
           step(Direction::Received, Kind::Connect, {}, R"({"sid":"s"})", -1, 2ms)};
    Bench bench(recording, Pace::ByEvent);
    MockClient client(bench.poller, bench.server.address().toText(), "/chat");
    QTRY_COMPARE(client.log, QByteArrayList {R"(refused /chat {"message":"later"})"});
    client.client.connectTo("/chat");
    QTRY_COMPARE(client.log.last(), "connect /chat");
}

namespace {

Recording feed()
{
    Recording recording;
    recording.path = "/feed";
    recording.subprotocol = "v2.feed";
    recording.steps = {
        step(Direction::Received, Kind::Text, {}, "hello", -1, 5ms),
        step(Direction::Sent, Kind::Text, {}, R"({"type":"sub","id":1})", -1, 10ms),
        step(Direction::Received, Kind::Text, {}, R"({"price":1.50})", -1, 20ms),
    };
    Step bytes = step(Direction::Received, Kind::Binary, {}, {}, -1, 30ms);
    bytes.content = QByteArray("\0\1", 2);
    Step close = step(Direction::Received, Kind::Close, {}, {}, -1, 60ms);
    close.content = "\x0f\xa1gone";
    recording.steps.push_back(bytes);
    recording.steps.push_back(close);
    return recording;
}

/// What a client of the feed hears that says \a messages.
QByteArrayList heardBy(Bench &bench, const QByteArrayList &messages)
{
    Client::LightWebSocket::Options options;
    options.fields = {{"Sec-WebSocket-Protocol", "v1.feed, v2.feed"}};
    Client::LightWebSocket socket(bench.poller, options);
    QByteArrayList heard;
    socket.onOpened = [&] {
        for (const QByteArray &message : messages)
            socket.sendText(message);
    };
    socket.onText = [&](const QByteArray &text) { heard.append(text); };
    socket.onBinary = [&](const QByteArray &bytes) { heard.append(bytes.toHex()); };
    socket.onClosed = [&](quint16 code, const QByteArray &reason, int /*status*/) {
        heard.append(QByteArray::number(code) + reason);
    };
    socket.open("ws://" + bench.server.address().toText() + "/feed");
    if (!QTest::qWaitFor([&] { return heard.size() == 4; }))
        heard.append("no more");
    return heard;
}

} // namespace

void TestRecordedSite::plainWebSocket()
{
    Bench bench(feed(), Pace::ByEvent);
    QCOMPARE(heardBy(bench, {"what?", R"({"type":"sub","id":2})"}),
             (QByteArrayList {"hello", R"({"price":1.50})", "0001", "4001gone"}));
    QCOMPARE(bench.notes,
             QByteArrayList {R"(Nothing was recorded for one more message "what?" on /feed.)"});
}

void TestRecordedSite::plainWebSocketByTime()
{
    Bench bench(feed(), Pace::ByTime);
    QCOMPARE(heardBy(bench, {}),
             (QByteArrayList {"hello", R"({"price":1.50})", "0001", "4001gone"}));
}

QTEST_GUILESS_MAIN(TestRecordedSite)
#include "tst_recordedsite.moc"
