// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/actingbench.h"
#include "tests/support/cuts.h"

#include <QTest>

using Acting::HeldVerdict;
using Acting::InjectionNews;
using Capture::Direction;
using What = Capture::Alteration::What;
using WebSocket::FrameEncoder;
using WebSocket::OpCode;
using WebSocket::Sender;
using namespace std::chrono_literals;

namespace {

const QByteArray Takeover = "permessage-deflate";

QByteArray client(QByteArrayView text)
{
    return FrameEncoder(Sender::Client).message(OpCode::Text, text);
}

QByteArray server(QByteArrayView text)
{
    return FrameEncoder(Sender::Server).message(OpCode::Text, text);
}

Rules::Rule rule(Rules::Action action, const QByteArray &filter = {},
                 std::optional<Direction> direction = {})
{
    return {.name = "test", .filter = filter, .direction = direction, .action = std::move(action)};
}

Acting::Injection injected(Direction direction, const QByteArray &text, quint64 number = 1)
{
    return {.number = number,
            .place = {.connection = 1, .sid = {}},
            .direction = direction,
            .what = Acting::InjectedMessage {OpCode::Text, text}};
}

/// A session over a WebSocket alone, connected to "/".
void connectSocketIo(ActingBench &bench, const QByteArray &extensions = {})
{
    bench.upgrade("/socket.io/?EIO=4&transport=websocket", extensions);
    bench.put(Direction::Received,
              server(R"(0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000})"));
    bench.put(Direction::Sent, client("40"));
    bench.put(Direction::Received, server(R"(40{"sid":"s1"})"));
    bench.clearOut();
}

} // namespace

class TestWebSockets : public QObject
{
    Q_OBJECT

private slots:
    void passesEverythingWithoutRules_data();
    void passesEverythingWithoutRules();
    void changesNoByteWhereNoRuleMatches_data();
    void changesNoByteWhereNoRuleMatches();
    void injectsBetweenMessages_data();
    void injectsBetweenMessages();
    void numbersWhatIsInjectedTogether();
    void injectsPingsAndCloses();
    void dropsFromACompressedStream_data();
    void dropsFromACompressedStream();
    void beginsToReadACompressedStreamLate_data();
    void beginsToReadACompressedStreamLate();
    void passesACompressedStreamOfWhichNobodyTells();
    void replacesBodies_data();
    void replacesBodies();
    void delaysInOrder();
    void duplicates();
    void reorders();
    void closes();
    void cuts_data();
    void cuts();
    void stalls();
    void endsAStallWithItsRule();
    void throttles();
    void knowsASessionThatOpensWithThe101();
    void followsCompressedEngineIo();
    void asksWithIdsOfItsOwn();
    void holdsWhatAFilterFinds();
    void editsWhatItHolds();
    void answersInThePlaceOfTheServer();
    void letsHeartbeatsPassWhatIsHeld();
    void goesBackToPassing();
    void keepsAttachmentsTogether();
    void marksWithTheRightNumbers();
};

void TestWebSockets::passesEverythingWithoutRules_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("extensions");
    QTest::newRow("plain") << QByteArray("/chat") << QByteArray();
    QTest::newRow("compressed") << QByteArray("/chat") << Takeover;
    QTest::newRow("Engine.IO") << QByteArray("/socket.io/?EIO=4&transport=websocket&sid=x")
                               << QByteArray();
}

void TestWebSockets::passesEverythingWithoutRules()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, extensions);
    QByteArray stream;
    for (int i = 0; i < 50; ++i)
        stream += client("message " + QByteArray(i * 7, 'x'));
    for (const auto &way : ::cuts(stream, 5)) {
        ActingBench bench;
        bench.upgrade(target, extensions);
        if (target.contains("sid="))
            bench.put(Direction::Sent, client("5"));
        bench.clearOut();
        bench.passed = 0;
        for (const QByteArrayView piece : way)
            bench.put(Direction::Sent, piece.toByteArray());
        QCOMPARE(bench.out(Direction::Sent), stream);
        QCOMPARE(bench.passed, int(way.size()));
        QVERIFY(bench.notesOf<Capture::WireMarked>().empty());
        QVERIFY(bench.notesOf<Capture::WireUncrossed>().empty());
    }
}

void TestWebSockets::changesNoByteWhereNoRuleMatches_data()
{
    passesEverythingWithoutRules_data();
}

void TestWebSockets::changesNoByteWhereNoRuleMatches()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, extensions);
    FrameEncoder encoder(Sender::Server,
                         extensions.isEmpty() ? std::nullopt
                                              : std::optional(WebSocket::DeflateParameters()));
    QByteArray stream;
    for (int i = 0; i < 60; ++i) {
        stream += encoder.message(i % 3 ? OpCode::Text : OpCode::Binary,
                                  "4message " + QByteArray(i * 9, 'x'),
                                  {.compress = true, .fragmentBytes = i % 5 ? 0 : 20});
        if (i % 9 == 0)
            stream += encoder.control(OpCode::Ping, "p");
    }
    for (const auto &way : ::cuts(stream, 5)) {
        ActingBench bench;
        bench.setRules({rule(Rules::Drop {}, "text that is nowhere")});
        bench.upgrade(target, extensions);
        for (const QByteArrayView piece : way)
            bench.put(Direction::Received, piece.toByteArray());
        QCOMPARE(bench.out(Direction::Received), stream);
        QVERIFY(bench.notesOf<Capture::WireMarked>().empty());
        QVERIFY(bench.notesOf<Capture::WireUncrossed>().empty());
    }
}

void TestWebSockets::injectsBetweenMessages_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<bool>("compressed");
    for (const bool compressed : {false, true}) {
        const char *how = compressed ? "compressed" : "plain";
        QTest::addRow("to the server, %s", how) << Direction::Sent << compressed;
        QTest::addRow("to the app, %s", how) << Direction::Received << compressed;
    }
}

void TestWebSockets::injectsBetweenMessages()
{
    QFETCH(Direction, direction);
    QFETCH(bool, compressed);
    const auto deflate = compressed ? std::optional(WebSocket::DeflateParameters()) : std::nullopt;
    FrameEncoder encoder(direction == Direction::Sent ? Sender::Client : Sender::Server, deflate);
    QByteArray stream;
    QByteArrayList said;
    for (int i = 0; i < 20; ++i) {
        said.append("{\"number\":" + QByteArray::number(i) + ",\"same\":\"same words\"}");
        stream += encoder.message(OpCode::Text, said.last(),
                                  {.compress = true, .fragmentBytes = i % 4 ? 0 : 10});
    }
    for (const auto &way : ::cuts(stream, 8)) {
        ActingBench bench;
        bench.upgrade("/chat", compressed ? Takeover : QByteArray());
        int sent = 0;
        for (const QByteArrayView piece : way) {
            bench.put(direction, piece.toByteArray());
            if (sent < 50)
                bench.desk.inject(injected(direction, "mine " + QByteArray::number(sent++)));
        }
        QByteArrayList others;
        QByteArrayList mine;
        for (const QByteArray &message : bench.messages(direction, deflate))
            (message.startsWith("mine") ? mine : others).append(message);
        QCOMPARE(others, said);
        QCOMPARE(mine.size(), sent);
        for (int i = 0; i < sent; ++i)
            QCOMPARE(mine[i], "mine " + QByteArray::number(i));
        QCOMPARE(int(bench.news.size()), sent);
        // What crossed is marked; what went to the app is told, as it did not.
        const std::size_t marks = bench.notesOf<Capture::WireMarked>().size();
        const std::size_t told = bench.notesOf<Capture::WireUncrossed>().size();
        QCOMPARE(direction == Direction::Sent ? marks : told, std::size_t(sent));
        QCOMPARE(direction == Direction::Sent ? told : marks, std::size_t(0));
    }
}

void TestWebSockets::numbersWhatIsInjectedTogether()
{
    ActingBench bench;
    bench.upgrade("/chat");
    const QByteArray message = client("of the app");
    bench.put(Direction::Sent, message.first(3));
    for (int i = 0; i < 3; ++i)
        bench.desk.inject(injected(Direction::Sent, "mine"));
    bench.put(Direction::Sent, message.sliced(3) + message);
    QCOMPARE(bench.messages(Direction::Sent),
             (QByteArrayList {"of the app", "mine", "mine", "mine", "of the app"}));
    QCOMPARE(bench.notesOf<Capture::WireCounted>().size(), std::size_t(1));
    QList<qint64> numbers;
    for (const auto &mark : bench.notesOf<Capture::WireMarked>())
        numbers.append(mark.number);
    QCOMPARE(numbers, (QList<qint64> {0, 1, 2}));
}

void TestWebSockets::injectsPingsAndCloses()
{
    ActingBench bench;
    bench.upgrade("/chat");
    Acting::Injection ping = injected(Direction::Sent, "hello?");
    ping.what = Acting::InjectedMessage {OpCode::Ping, "hello?"};
    bench.desk.inject(ping);
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {"hello?"});
    Acting::Injection close = injected(Direction::Sent, {});
    close.what = Acting::InjectedClose {4001, "enough"};
    bench.desk.inject(close);
    QCOMPARE(bench.messages(Direction::Sent), (QByteArrayList {"hello?", "close 4001 enough"}));
    // Nothing may follow.
    bench.put(Direction::Sent, client("too late"));
    QCOMPARE(bench.messages(Direction::Sent).size(), 2);
    bench.desk.inject(injected(Direction::Sent, "me too", 9));
    QCOMPARE(bench.news.back().number, quint64(9));
    QCOMPARE(bench.news.back().state, InjectionNews::State::Failed);
}

void TestWebSockets::dropsFromACompressedStream_data()
{
    QTest::addColumn<QByteArray>("extensions");
    QTest::newRow("context goes on") << Takeover;
    QTest::newRow("no context") << QByteArray("permessage-deflate; server_no_context_takeover");
    QTest::newRow("small window") << QByteArray("permessage-deflate; server_max_window_bits=9");
}

void TestWebSockets::dropsFromACompressedStream()
{
    QFETCH(QByteArray, extensions);
    const auto deflate = WebSocket::agreedExtensions("permessage-deflate", extensions).deflate;
    QVERIFY(deflate);
    FrameEncoder encoder(Sender::Server, deflate);
    ActingBench bench;
    bench.setRules({rule(Rules::Drop {}, "secret")});
    bench.upgrade("/chat", extensions);
    QByteArrayList expected;
    for (int i = 0; i < 40; ++i) {
        const QByteArray text = "the same words all the time, of which many are repeated "
            + QByteArray(i % 5 == 2 ? "secret " : "open ") + QByteArray::number(i);
        bench.put(Direction::Received, encoder.message(OpCode::Text, text));
        if (i % 5 != 2)
            expected.append(text);
    }
    QCOMPARE(bench.messages(Direction::Received, deflate), expected);
    QCOMPARE(bench.notesOf<Capture::WireMarked>().size(), std::size_t(8));
}

void TestWebSockets::beginsToReadACompressedStreamLate_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("to the app") << Direction::Received << true;
    QTest::newRow("to the server") << Direction::Sent << true;
    QTest::newRow("what came before is not known") << Direction::Received << false;
}

void TestWebSockets::beginsToReadACompressedStreamLate()
{
    QFETCH(Direction, direction);
    QFETCH(bool, isKnown);
    const WebSocket::DeflateParameters deflate;
    const Sender sender = direction == Direction::Sent ? Sender::Client : Sender::Server;
    FrameEncoder encoder(sender, deflate);
    WebSocket::MessageDecoder recorder(sender, deflate); // as the capture reads it
    QByteArray stream;
    QByteArrayList expected;
    const auto say = [&](const QByteArray &text, bool arrives) {
        const QByteArray bytes = encoder.message(OpCode::Text, text);
        if (arrives || !isKnown)
            expected.append(text);
        return bytes;
    };
    const QByteArray first = say("one message with words, words, words", true);
    stream += say("a second message with words, words, words", true);
    stream += say("a secret message with words, words, words", false);
    stream += say("a third message with words, words, words", true);
    WebSocket::FrameDecoder frames(sender);
    frames.feed(first);
    while (auto part = frames.next()) {
        recorder.feed(std::move(*part));
        while (recorder.next()) { }
    }
    for (const auto &way : ::cuts(stream, 5)) {
        ActingBench bench;
        bench.upgrade("/chat", Takeover);
        bench.put(direction, first);
        bench.windows[static_cast<std::size_t>(direction)]
            = isKnown ? recorder.window() : std::nullopt;
        bench.setRules({rule(Rules::Drop {}, "secret")});
        for (const QByteArrayView piece : way)
            bench.put(direction, piece.toByteArray());
        QCOMPARE(bench.messages(direction, deflate), expected);
    }
}

void TestWebSockets::passesACompressedStreamOfWhichNobodyTells()
{
    FrameEncoder encoder(Sender::Server, WebSocket::DeflateParameters());
    ActingBench bench;
    bench.tellsWindows = false;
    bench.upgrade("/chat", Takeover);
    bench.put(Direction::Received, encoder.message(OpCode::Text, "words and words and words"));
    bench.setRules({rule(Rules::Drop {}, "words")});
    bench.clearOut();
    const QByteArray late = encoder.message(OpCode::Text, "words and words and more words");
    bench.put(Direction::Received, late);
    QVERIFY(bench.out(Direction::Received).isEmpty());
    QVERIFY(bench.translator->isWaiting(Direction::Received));
    QCOMPARE(bench.translator->wakesAt(), std::optional(bench.now + 2s));
    bench.pass(2s);
    QCOMPARE(bench.out(Direction::Received), late);
    QVERIFY(bench.translator->passes(Direction::Received));
}

void TestWebSockets::replacesBodies_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<Rules::Replace>("replace");
    QTest::addColumn<QByteArray>("expected");
    using Find = Rules::Replace::Find;
    QTest::newRow("event, text") << QByteArray(R"(42["price",{"of":"tea","is":2}])")
                                 << Rules::Replace {Find::Text, "tea", "coffee"}
                                 << QByteArray(R"(42["price",{"of":"coffee","is":2}])");
    QTest::newRow("event with ack, pointer")
        << QByteArray(R"(42/shop,17["price",{"is": 2.10}])")
        << Rules::Replace {Find::Pointer, "/1/is", "99999999999999999999"}
        << QByteArray(R"(42/shop,17["price",{"is": 99999999999999999999}])");
    QTest::newRow("event's name") << QByteArray(R"(42["old",1])")
                                  << Rules::Replace {Find::Pointer, "/0", "\"new\""}
                                  << QByteArray(R"(42["new",1])");
    QTest::newRow("ack, regex") << QByteArray(R"(43/shop,17["ok",200])")
                                << Rules::Replace {Find::Regex, "\\b200\\b", "500"}
                                << QByteArray(R"(43/shop,17["ok",500])");
    QTest::newRow("cannot stand there")
        << QByteArray(R"(42["a"])") << Rules::Replace {Find::Text, "\"a\"", "{"}
        << QByteArray(R"(42["a"])");
    QTest::newRow("nothing found")
        << QByteArray(R"(42["a"])") << Rules::Replace {Find::Text, "b", "c"}
        << QByteArray(R"(42["a"])");
}

void TestWebSockets::replacesBodies()
{
    QFETCH(QByteArray, message);
    QFETCH(Rules::Replace, replace);
    QFETCH(QByteArray, expected);
    ActingBench bench;
    connectSocketIo(bench);
    bench.setRules({rule(replace)});
    bench.put(Direction::Sent, client(message));
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {expected});
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.size(), std::size_t(message == expected ? 0 : 1));
    if (!marks.empty()) {
        QCOMPARE(marks[0].alteration.what, What::Replaced);
        QCOMPARE(marks[0].alteration.other, message); // what the app said
        QCOMPARE(marks[0].alteration.by, QByteArray("test"));
    }
}

void TestWebSockets::delaysInOrder()
{
    ActingBench bench;
    bench.upgrade("/chat");
    bench.setRules({rule(Rules::Delay {.time = 200ms}, "slow")});
    bench.put(Direction::Sent, client("first"));
    bench.put(Direction::Sent, client("slow"));
    bench.put(Direction::Sent, client("behind it"));
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {"first"});
    QCOMPARE(bench.translator->wakesAt(), std::optional(bench.now + 200ms));
    bench.pass(199ms);
    QCOMPARE(bench.messages(Direction::Sent).size(), 1);
    QVERIFY(bench.translator->hasMore(Direction::Sent));
    bench.pass(1ms);
    QCOMPARE(bench.messages(Direction::Sent), (QByteArrayList {"first", "slow", "behind it"}));
    QVERIFY(!bench.translator->hasMore(Direction::Sent));
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.size(), std::size_t(1));
    QCOMPARE(marks[0].alteration.what, What::Delayed);
    QCOMPARE(marks[0].alteration.heldUs, qint64(200'000));
    QCOMPARE(marks[0].number, qint64(1));
}

void TestWebSockets::duplicates()
{
    ActingBench bench;
    bench.upgrade("/chat");
    bench.setRules({rule(Rules::Duplicate {2}, "twice")});
    bench.put(Direction::Sent, client("twice"));
    bench.put(Direction::Received, server("twice"));
    bench.put(Direction::Sent, client("once"));
    QCOMPARE(bench.messages(Direction::Sent), (QByteArrayList {"twice", "twice", "twice", "once"}));
    QCOMPARE(bench.messages(Direction::Received), (QByteArrayList {"twice", "twice", "twice"}));
    QList<qint64> numbers;
    for (const auto &mark : bench.notesOf<Capture::WireMarked>()) {
        QCOMPARE(mark.alteration.what, What::Duplicated);
        numbers.append(mark.number);
    }
    QCOMPARE(numbers, (QList<qint64> {1, 2, 0})); // two copies that crossed; one that was heard
}

void TestWebSockets::reorders()
{
    ActingBench bench;
    bench.upgrade("/chat");
    bench.setRules({rule(Rules::Reorder {2}, "late")});
    for (const char *text : {"late", "1", "2", "3"})
        bench.put(Direction::Sent, client(text));
    QCOMPARE(bench.messages(Direction::Sent), (QByteArrayList {"1", "2", "late", "3"}));
    // Where nobody overtakes it, it does not wait for ever.
    bench.put(Direction::Sent, client("late"));
    QCOMPARE(bench.messages(Direction::Sent).size(), 4);
    bench.pass(2s);
    QCOMPARE(bench.messages(Direction::Sent).size(), 5);
}

void TestWebSockets::closes()
{
    ActingBench bench;
    bench.upgrade("/chat");
    bench.setRules({rule(Rules::Close {4000, "by rule"}, "end")});
    bench.put(Direction::Sent, client("before"));
    bench.put(Direction::Sent, client("end"));
    bench.put(Direction::Sent, client("after"));
    QCOMPARE(bench.messages(Direction::Sent), (QByteArrayList {"before", "close 4000 by rule"}));
    QCOMPARE(bench.messages(Direction::Received), QByteArrayList {"close 4000 by rule"});
    bench.put(Direction::Received, server("after"));
    QCOMPARE(bench.messages(Direction::Received).size(), 1);
}

void TestWebSockets::cuts_data()
{
    QTest::addColumn<bool>("resets");
    QTest::addColumn<bool>("inMessage");
    for (const bool resets : {false, true}) {
        for (const bool inMessage : {false, true})
            QTest::addRow("%s, %s", resets ? "reset" : "FIN",
                          inMessage ? "in the message" : "before it")
                << resets << inMessage;
    }
}

void TestWebSockets::cuts()
{
    QFETCH(bool, resets);
    QFETCH(bool, inMessage);
    ActingBench bench;
    bench.upgrade("/chat");
    bench.setRules({rule(Rules::Cut {.resets = resets, .inMessage = inMessage}, "end")});
    const QByteArray message = client("end of it");
    bench.put(Direction::Sent, message);
    QVERIFY(bench.ending);
    QCOMPARE(bench.ending->resets, resets);
    QCOMPARE(bench.ending->text, QByteArray("cut by the rule test"));
    QCOMPARE(bench.out(Direction::Sent),
             inMessage ? message.first(message.size() / 2) : QByteArray());
}

void TestWebSockets::stalls()
{
    ActingBench bench;
    bench.upgrade("/chat");
    bench.setRules({rule(Rules::Stall {5s}, "stop")});
    bench.put(Direction::Sent, client("stop"));
    QVERIFY(bench.translator->isWaiting(Direction::Sent));
    QVERIFY(bench.translator->isWaiting(Direction::Received));
    QCOMPARE(bench.translator->wakesAt(), std::optional(bench.now + 5s));
    bench.put(Direction::Received, server("unheard"));
    bench.pass(4s);
    QVERIFY(bench.messages(Direction::Sent).isEmpty());
    QVERIFY(bench.messages(Direction::Received).isEmpty());
    bench.pass(1s);
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {"stop"});
    QCOMPARE(bench.messages(Direction::Received), QByteArrayList {"unheard"});
    QVERIFY(!bench.translator->isWaiting(Direction::Sent));
}

void TestWebSockets::endsAStallWithItsRule()
{
    ActingBench bench;
    bench.upgrade("/chat");
    Rules::Rule tunnel = rule(Rules::Stall {});
    tunnel.subject = Rules::Subject::Connection;
    bench.setRules({tunnel, rule(Rules::Drop {}, "nobody says this")});
    bench.put(Direction::Sent, client("waits"));
    bench.pass(60s);
    QVERIFY(bench.messages(Direction::Sent).isEmpty());
    bench.setRules({rule(Rules::Drop {}, "nobody says this")});
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {"waits"});
    bench.setRules({rule(Rules::Stall {}, "stop")});
    bench.put(Direction::Sent, client("stop"));
    QCOMPARE(bench.messages(Direction::Sent).size(), 1);
    bench.clearRules();
    QCOMPARE(bench.messages(Direction::Sent).size(), 2);
}

void TestWebSockets::throttles()
{
    ActingBench bench;
    bench.upgrade("/chat");
    Rules::Rule slow = rule(Rules::Throttle {1000});
    slow.subject = Rules::Subject::Connection;
    bench.setRules({slow});
    const QByteArray message = server(QByteArray(2000, 'x'));
    bench.put(Direction::Received, message);
    bench.pass(100ms);
    QVERIFY(bench.out(Direction::Received).size() <= 200);
    for (int i = 0; i < 30; ++i)
        bench.pass(100ms);
    QCOMPARE(bench.out(Direction::Received), message);
    bench.clearRules();
    QVERIFY(bench.translator->passes(Direction::Received));
}

void TestWebSockets::knowsASessionThatOpensWithThe101()
{
    ActingBench bench;
    bench.put(Direction::Sent,
              "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\n"
              "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    bench.put(Direction::Received,
              WebSocket::responseHead("dGhlIHNhbXBsZSBub25jZQ==")
                  + server(R"(0{"sid":"abc","upgrades":[]})") + server("2"));
    bench.clearOut();
    bench.desk.inject(injectedEvent(Direction::Received, "mine", false));
    QCOMPARE(bench.messages(Direction::Received), QByteArrayList {R"(42["mine",1])"});
    QVERIFY(bench.translator->passes(Direction::Received));
}

void TestWebSockets::followsCompressedEngineIo()
{
    FrameEncoder encoder(Sender::Server, WebSocket::DeflateParameters());
    ActingBench bench;
    bench.upgrade("/socket.io/?EIO=4&transport=websocket", Takeover);
    QByteArray stream = encoder.message(
        OpCode::Text, R"(0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000})");
    stream += encoder.message(OpCode::Text, "40{\"sid\":\"abc\"}");
    bench.put(Direction::Received, stream);
    QCOMPARE(bench.out(Direction::Received), stream);
    QVERIFY(bench.desk.links().find("abc"));
    bench.put(Direction::Sent, client("40"));
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {"40"});
    // It is read on, and nothing waits for attachments.
    const QByteArray head
        = encoder.message(OpCode::Text, R"(451-["file",{"_placeholder":true,"num":0}])");
    bench.put(Direction::Received, head);
    QCOMPARE(bench.out(Direction::Received), stream + head);
}

void TestWebSockets::asksWithIdsOfItsOwn()
{
    ActingBench bench;
    connectSocketIo(bench);
    bench.put(Direction::Sent, client(R"(420["theirs"])"));
    bench.desk.inject(injectedEvent(Direction::Sent, "mine", true));
    const QByteArrayList sent = bench.messages(Direction::Sent);
    QCOMPARE(sent.size(), 2);
    QVERIFY(sent[1].startsWith("42") && sent[1].endsWith(R"(["mine",1])"));
    const QByteArray id = sent[1].mid(2, sent[1].indexOf('[') - 2);
    QVERIFY(id.toULongLong() > 1'000'000'000 && id.toULongLong() < (quint64(1) << 31));

    // The answer comes between those of the app.
    bench.pass(15ms);
    bench.put(Direction::Received, server("430[\"theirs\"]"));
    bench.put(Direction::Received, server("43" + id + "[\"for me\",{\"a\":1}]"));
    bench.put(Direction::Received, server("42[\"news\"]"));
    QCOMPARE(bench.messages(Direction::Received),
             (QByteArrayList {"430[\"theirs\"]", "42[\"news\"]"}));
    QCOMPARE(bench.news.back().state, InjectionNews::State::Answered);
    QCOMPARE(bench.news.back().answer, QByteArray("[\"for me\",{\"a\":1}]"));
    QCOMPARE(bench.news.back().latency, std::chrono::microseconds(15ms));
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.back().alteration.what, What::Withheld);
    QCOMPARE(marks.back().direction, Direction::Received);
    QCOMPARE(marks.back().number, qint64(1)); // the second since it reads

    // To the app, the other way around: its answer never reaches the server.
    bench.clearOut();
    bench.desk.inject(injectedEvent(Direction::Received, "question", true, 2));
    const QByteArray asked = bench.messages(Direction::Received).value(0);
    const QByteArray other = asked.mid(2, asked.indexOf('[') - 2);
    QVERIFY(other != id);
    bench.put(Direction::Sent, client("43" + other + "[42]"));
    QVERIFY(bench.messages(Direction::Sent).isEmpty());
    QCOMPARE(bench.news.back().number, quint64(2));
    QCOMPARE(bench.news.back().answer, QByteArray("[42]"));
    const auto told = bench.notesOf<Capture::WireUncrossed>();
    QCOMPARE(told.back().alteration.what, What::Withheld);
    QCOMPARE(told.back().sid, QByteArray("abc"));
}

void TestWebSockets::holdsWhatAFilterFinds()
{
    ActingBench bench;
    connectSocketIo(bench);
    bench.setRules({rule(Rules::Hold {}, "event:pay", Direction::Sent)});
    bench.put(Direction::Sent, client(R"(42["look"])"));
    bench.put(Direction::Sent, client(R"(42["pay",7])"));
    bench.put(Direction::Sent, client(R"(42["look"])"));
    bench.put(Direction::Received, server(R"(42["pay"])")); // the other direction is not asked
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {R"(42["look"])"});
    QCOMPARE(bench.messages(Direction::Received).size(), 1);
    QCOMPARE(bench.held.size(), std::size_t(1));
    QCOMPARE(bench.held[0].message.body, QByteArray(R"(["pay",7])"));
    QCOMPARE(bench.held[0].place.sid, QByteArray("abc"));
    QVERIFY(!bench.held[0].canAnswer);
    bench.pass(30s);
    QByteArray error;
    QVERIFY(bench.desk.decide(bench.held[0].id, {}, &error));
    QCOMPARE(bench.messages(Direction::Sent),
             (QByteArrayList {R"(42["look"])", R"(42["pay",7])", R"(42["look"])"}));
    QCOMPARE(bench.letGo, std::vector<quint64> {bench.held[0].id});
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.back().alteration.heldUs, qint64(30'000'000));
    QVERIFY(!bench.desk.decide(bench.held[0].id, {}, &error)); // no more
    QVERIFY(error.endsWith('.'));

    bench.put(Direction::Sent, client(R"(42["pay",8])"));
    QVERIFY(bench.desk.decide(bench.held[1].id, {.what = HeldVerdict::What::Drop}, &error));
    QCOMPARE(bench.messages(Direction::Sent).size(), 3);
    const auto dropped = bench.notesOf<Capture::WireUncrossed>();
    QCOMPARE(dropped.size(), std::size_t(1));
    QCOMPARE(dropped[0].pieces[0].bytes, QByteArray(R"(42["pay",8])"));

    // The connection goes, and what is held with it.
    bench.put(Direction::Sent, client(R"(42["pay",9])"));
    bench.translator.reset();
    QCOMPARE(bench.letGo.back(), bench.held[2].id);
}

void TestWebSockets::editsWhatItHolds()
{
    ActingBench bench;
    connectSocketIo(bench);
    bench.setRules({rule(Rules::Hold {}, "event:pay")});
    bench.put(Direction::Sent, client(R"(42["pay",7])"));
    QByteArray error;
    QVERIFY(!bench.desk.decide(bench.held[0].id, {.body = "[\"pay\","}, &error));
    QVERIFY(!error.isEmpty());
    QVERIFY(bench.messages(Direction::Sent).isEmpty());
    QVERIFY(bench.desk.decide(
        bench.held[0].id, {.body = R"(["pay",{"cents":700,"scan":{"$binary":"AQID"}}])"}, &error));
    QCOMPARE(bench.messages(Direction::Sent),
             (QByteArrayList {R"(451-["pay",{"cents":700,"scan":{"_placeholder":true,"num":0}}])",
                              "\x01\x02\x03"}));
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.size(), std::size_t(2));
    QCOMPARE(marks[0].alteration.what, What::Replaced);
    QCOMPARE(marks[0].alteration.other, QByteArray(R"(42["pay",7])"));
    QCOMPARE(marks[0].number, marks[1].number);
    QCOMPARE(marks[0].number, qint64(1)); // of its last piece
}

void TestWebSockets::answersInThePlaceOfTheServer()
{
    ActingBench bench;
    connectSocketIo(bench);
    bench.setRules({rule(Rules::Hold {}, "event:ask")});
    bench.put(Direction::Sent, client(R"(42/shop,12["ask"])"));
    QVERIFY(bench.held[0].canAnswer);
    QByteArray error;
    HeldVerdict verdict {.what = HeldVerdict::What::Answer, .answer = "1,"};
    QVERIFY(!bench.desk.decide(bench.held[0].id, verdict, &error));
    verdict.answer = R"("no",{"why":"test"})";
    QVERIFY(bench.desk.decide(bench.held[0].id, verdict, &error));
    QVERIFY(bench.messages(Direction::Sent).isEmpty());
    QCOMPARE(bench.messages(Direction::Received),
             QByteArrayList {R"(43/shop,12["no",{"why":"test"}])"});
    const auto told = bench.notesOf<Capture::WireUncrossed>();
    QCOMPARE(told.size(), std::size_t(2));
    QSet<What> whats {told[0].alteration.what, told[1].alteration.what};
    QCOMPARE(whats, (QSet<What> {What::Dropped, What::Answered}));
}

void TestWebSockets::letsHeartbeatsPassWhatIsHeld()
{
    ActingBench bench;
    connectSocketIo(bench);
    bench.setRules({rule(Rules::Hold {}, "event:pay")});
    bench.put(Direction::Sent, client(R"(42["pay"])"));
    bench.put(Direction::Sent, client(R"(42["behind"])"));
    bench.put(Direction::Sent, client("3"));
    bench.put(Direction::Sent, FrameEncoder(Sender::Client).control(OpCode::Pong, "pong"));
    QCOMPARE(bench.messages(Direction::Sent), (QByteArrayList {"3", "pong"}));
}

void TestWebSockets::goesBackToPassing()
{
    ActingBench bench;
    bench.upgrade("/chat");
    bench.setRules({rule(Rules::Drop {}, "secret")});
    bench.put(Direction::Sent, client("secret"));
    bench.put(Direction::Sent, client("open"));
    QVERIFY(!bench.translator->passes(Direction::Sent));
    bench.clearRules();
    QVERIFY(bench.translator->passes(Direction::Sent));
    bench.put(Direction::Sent, client("secret, but nobody cares"));
    QCOMPARE(bench.messages(Direction::Sent).size(), 2);
}

void TestWebSockets::keepsAttachmentsTogether()
{
    ActingBench bench;
    connectSocketIo(bench);
    bench.setRules({rule(Rules::Drop {}, "event:file")});
    FrameEncoder frames(Sender::Client);
    bench.put(
        Direction::Sent,
        client(R"(452-["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])"));
    bench.put(Direction::Sent, frames.message(OpCode::Binary, "one"));
    bench.put(Direction::Sent, frames.message(OpCode::Binary, "two"));
    bench.put(Direction::Sent, client(R"(451-["keep",{"_placeholder":true,"num":0}])"));
    QVERIFY(bench.messages(Direction::Sent).isEmpty());
    bench.put(Direction::Sent, frames.message(OpCode::Binary, "three"));
    QCOMPARE(bench.messages(Direction::Sent),
             (QByteArrayList {R"(451-["keep",{"_placeholder":true,"num":0}])", "three"}));
    const auto told = bench.notesOf<Capture::WireUncrossed>();
    QCOMPARE(told.size(), std::size_t(1));
    QCOMPARE(told[0].pieces.size(), std::size_t(3));
}

void TestWebSockets::marksWithTheRightNumbers()
{
    ActingBench bench;
    bench.upgrade("/chat");
    bench.put(Direction::Sent, client("uncounted"));
    const QByteArray begun = client("begun before the rule");
    bench.put(Direction::Sent, begun.first(4));
    bench.put(Direction::Received, server("uncounted"));
    bench.setRules({rule(Rules::Delay {.time = 1us}, "slow")});
    bench.put(Direction::Sent, begun.sliced(4) + client("zero") + client("slow one"));
    bench.put(Direction::Received, server("zero") + server("slow one"));
    bench.pass(1ms);
    QCOMPARE(bench.counted, 1);
    QCOMPARE(bench.notesOf<Capture::WireCounted>().size(), std::size_t(1)); // of what is sent
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.size(), std::size_t(2));
    QCOMPARE(marks[0].number, qint64(1));
    QCOMPARE(marks[1].number, qint64(1));
}

QTEST_GUILESS_MAIN(TestWebSockets)
#include "tst_websockets.moc"
