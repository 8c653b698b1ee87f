// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payload.h"
#include "tests/support/actingbench.h"
#include "tests/support/cuts.h"

#include <QTest>

using Capture::Direction;
using What = Capture::Alteration::What;
using namespace std::chrono_literals;

namespace {

const QByteArray Path = "/socket.io/?EIO=4&transport=polling";

QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {})
{
    QByteArray head = method + ' ' + target + " HTTP/1.1\r\nHost: a\r\nOrigin: http://app\r\n";
    if (method == "POST")
        head += "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n";
    return head + "\r\n" + body;
}

QByteArray response(const QByteArray &body, const QByteArray &status = "200 OK",
                    const QByteArray &fields = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=UTF-8\r\n" + fields
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    const qsizetype half = body.size() / 2;
    const auto chunk = [](const QByteArray &some) {
        return QByteArray::number(some.size(), 16) + "\r\n" + some + "\r\n";
    };
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\n"
           "Transfer-Encoding: chunked\r\n\r\n"
        + chunk(body.first(half)) + chunk(body.sliced(half)) + "0\r\n\r\n";
}

/// The body of the only message in \a bytes, whose length must be told right.
QByteArray bodyOf(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    const QByteArray head = bytes.first(std::max<qsizetype>(end, 0));
    const QByteArray body = bytes.mid(end + 4);
    return head.contains("\r\nContent-Length: " + QByteArray::number(body.size()))
        ? body
        : "no such length: " + bytes;
}

Rules::Rule rule(Rules::Action action, const QByteArray &filter = {})
{
    return {.name = "test", .filter = filter, .action = std::move(action)};
}

Rules::Rule requestRule(Rules::Action action, Rules::Asked asked, int times = 0)
{
    Rules::Rule some = rule(std::move(action));
    some.subject = Rules::Subject::Request;
    some.asked = asked;
    some.times = times;
    return some;
}

} // namespace

class TestPolling : public QObject
{
    Q_OBJECT

private slots:
    void passesEverythingWithoutRules();
    void changesNoByteWhereNoRuleMatches();
    void dropsFromPayloads();
    void answersAPostOfWhichNothingIsLeft();
    void readsChunkedAndRevision3_data();
    void readsChunkedAndRevision3();
    void injectsIntoTheNextPayload();
    void givesUpWhatNobodyCarries();
    void asksOverPolling();
    void holdsAResponse();
    void answersRequests();
    void delaysRequests();
    void blocksUpgrades();
    void failsSoManyTimes();
    void carriesWhatWaitsOverToAWebSocket();
    void numbersPackets();
};

void TestPolling::passesEverythingWithoutRules()
{
    const QByteArray requests = request("GET", Path) + request("POST", Path + "&sid=abc", "40");
    const QByteArray responses = response(R"(0{"sid":"abc"})") + response("ok");
    for (const auto &way : cuts(requests, 5)) {
        ActingBench bench;
        for (const QByteArrayView piece : way)
            bench.put(Direction::Sent, piece.toByteArray());
        bench.put(Direction::Received, responses);
        QCOMPARE(bench.out(Direction::Sent), requests);
        QCOMPARE(bench.out(Direction::Received), responses);
        QCOMPARE(bench.passed, int(way.size()) + 1);
        QVERIFY(bench.desk.links().find("abc"));
    }
}

void TestPolling::changesNoByteWhereNoRuleMatches()
{
    const QByteArray requests = request("GET", Path + "&sid=abc")
        + request("POST", Path + "&sid=abc",
                  "42[\"a\"]\x1e"
                  "bAQID")
        + request("GET", "/other");
    const QByteArray responses = chunked("42[\"hello\"]\x1e"
                                         "2")
        + response("ok") + response("<html>", "404 Not Found");
    for (const auto &way : cuts(responses, 8)) {
        ActingBench bench;
        bench.setRules({rule(Rules::Drop {}, "nowhere")});
        bench.put(Direction::Sent, requests);
        for (const QByteArrayView piece : way)
            bench.put(Direction::Received, piece.toByteArray());
        QCOMPARE(bench.out(Direction::Sent), requests);
        QCOMPARE(bench.out(Direction::Received), responses);
        QVERIFY(bench.notesOf<Capture::WireMarked>().empty());
    }
}

void TestPolling::dropsFromPayloads()
{
    ActingBench bench;
    bench.setRules({rule(Rules::Drop {}, "event:secret")});
    const QByteArray post = "42[\"a\"]\x1e"
                            "42[\"secret\",1]\x1e"
                            "42[\"b\"]";
    bench.put(Direction::Sent, request("POST", Path + "&sid=abc", post));
    QCOMPARE(bodyOf(bench.out(Direction::Sent)),
             QByteArray("42[\"a\"]\x1e"
                        "42[\"b\"]"));
    const auto dropped = bench.notesOf<Capture::WireUncrossed>();
    QCOMPARE(dropped.size(), std::size_t(1));
    QCOMPARE(dropped[0].sid, QByteArray("abc"));
    QCOMPARE(dropped[0].pieces[0].bytes, QByteArray("42[\"secret\",1]"));
    bench.put(Direction::Received, response("ok"));

    // Of a response all may go: clients must hear something.
    bench.clearOut();
    bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
    bench.put(Direction::Received, response("42[\"secret\"]"));
    QCOMPARE(bodyOf(bench.out(Direction::Received)), QByteArray("6"));
    QCOMPARE(bench.notesOf<Capture::WireMarked>().size(), std::size_t(1));
}

void TestPolling::answersAPostOfWhichNothingIsLeft()
{
    ActingBench bench;
    bench.setRules({rule(Rules::Drop {}, "event:secret")});
    bench.put(Direction::Sent, request("POST", Path + "&sid=abc", "42[\"secret\"]"));
    QVERIFY(bench.out(Direction::Sent).isEmpty());
    QCOMPARE(bodyOf(bench.out(Direction::Received)), QByteArray("ok"));
    // The connection goes on.
    bench.put(Direction::Sent, request("POST", Path + "&sid=abc", "42[\"open\"]"));
    QCOMPARE(bodyOf(bench.out(Direction::Sent)), QByteArray("42[\"open\"]"));
}

void TestPolling::readsChunkedAndRevision3_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("chunked") << QByteArray(Path + "&sid=abc")
                             << chunked("42[\"secret\"]\x1e"
                                        "42[\"b\"]")
                             << QByteArray("42[\"b\"]");
    QTest::newRow("revision 3") << QByteArray("/socket.io/?EIO=3&transport=polling&sid=abc")
                                << response("12:42[\"secret\"]7:42[\"ü\"]")
                                << QByteArray("7:42[\"ü\"]");
    QTest::newRow("revision 3, JSONP")
        << QByteArray("/socket.io/?EIO=3&transport=polling&sid=abc&j=4")
        << response(R"(___eio[4]("12:42[\"secret\"]7:42[\"b\"]");)")
        << QByteArray(R"(___eio[4]("7:42[\"b\"]");)");
}

void TestPolling::readsChunkedAndRevision3()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, expected);
    ActingBench bench;
    bench.setRules({rule(Rules::Drop {}, "event:secret")});
    bench.put(Direction::Sent, request("GET", target));
    bench.put(Direction::Received, answer);
    QCOMPARE(bodyOf(bench.out(Direction::Received)), expected);
    QVERIFY(!bench.out(Direction::Received).contains("chunked"));
}

void TestPolling::injectsIntoTheNextPayload()
{
    ActingBench bench;
    bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
    bench.desk.inject(injectedEvent(Direction::Received, "to the app"));
    bench.desk.inject(injectedEvent(Direction::Sent, "to the server"));
    QCOMPARE(bench.news.size(), std::size_t(2));
    QCOMPARE(bench.news[0].state, Acting::InjectionNews::State::Waiting);
    bench.put(Direction::Received, response("2"));
    QCOMPARE(bodyOf(bench.out(Direction::Received)),
             QByteArray("2\x1e"
                        "42[\"to the app\",1]"));
    bench.clearOut();
    bench.put(Direction::Sent, request("POST", Path + "&sid=abc", "3"));
    QCOMPARE(bodyOf(bench.out(Direction::Sent)),
             QByteArray("3\x1e"
                        "42[\"to the server\",1]"));
    QCOMPARE(bench.news.back().state, Acting::InjectionNews::State::Sent);
    bench.put(Direction::Received, response("ok"));
    QVERIFY(bench.translator->passes(Direction::Sent));
    QVERIFY(bench.translator->passes(Direction::Received));
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.size(), std::size_t(1));
    QCOMPARE(marks[0].number, qint64(1));
    QCOMPARE(bench.notesOf<Capture::WireUncrossed>().size(), std::size_t(1));
}

void TestPolling::givesUpWhatNobodyCarries()
{
    ActingBench bench;
    bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
    bench.put(Direction::Received, response("2"));
    bench.desk.inject(injectedEvent(Direction::Sent, "in vain"));
    QVERIFY(!bench.translator->passes(Direction::Sent));
    bench.pass(std::chrono::minutes(3));
    QVERIFY(bench.translator->passes(Direction::Sent));
    QCOMPARE(bench.news.back().state, Acting::InjectionNews::State::Failed);
}

void TestPolling::asksOverPolling()
{
    ActingBench bench;
    bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
    bench.put(Direction::Received, response("2"));
    bench.desk.inject(injectedEvent(Direction::Sent, "question", true));
    bench.clearOut();
    bench.pass(std::chrono::seconds(5)); // waits for a request
    bench.put(Direction::Sent, request("POST", Path + "&sid=abc", "3"));
    bench.pass(std::chrono::milliseconds(20));
    const QByteArray asked = bodyOf(bench.out(Direction::Sent)).mid(4);
    const QByteArray id = asked.left(asked.indexOf('['));
    bench.put(Direction::Received, response("ok"));
    bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
    bench.clearOut();
    bench.put(Direction::Received,
              response("43" + id
                       + "[1]\x1e"
                         "430[2]"));
    QCOMPARE(bodyOf(bench.out(Direction::Received)), QByteArray("430[2]"));
    QCOMPARE(bench.news.back().state, Acting::InjectionNews::State::Answered);
    QCOMPARE(bench.news.back().latency, std::chrono::microseconds(20'000));
    QCOMPARE(bench.news.back().answer, QByteArray("[1]"));
}

void TestPolling::holdsAResponse()
{
    ActingBench bench;
    bench.setRules({rule(Rules::Hold {}, "event:pay")});
    bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
    bench.put(Direction::Received,
              response("42[\"look\"]\x1e"
                       "42[\"pay\",1]"));
    QVERIFY(bench.out(Direction::Received).isEmpty());
    QCOMPARE(bench.held.size(), std::size_t(1));
    QVERIFY(bench.held[0].stopsHeartbeats);
    bench.pass(3s);
    QByteArray error;
    QVERIFY(bench.desk.decide(bench.held[0].id, {.body = "[\"pay\",2]"}, &error));
    QCOMPARE(bodyOf(bench.out(Direction::Received)),
             QByteArray("42[\"look\"]\x1e"
                        "42[\"pay\",2]"));
    const auto marks = bench.notesOf<Capture::WireMarked>();
    QCOMPARE(marks.size(), std::size_t(2));
    QCOMPARE(marks[0].number, qint64(1));
    QCOMPARE(marks[0].alteration.other, QByteArray("42[\"pay\",2]"));
}

void TestPolling::answersRequests()
{
    ActingBench bench;
    bench.setRules({requestRule(
        Rules::Answer {.status = 400, .contentType = "application/json", .body = R"({"code":1})"},
        Rules::Asked::InSession)});
    bench.put(Direction::Sent, request("GET", Path)); // opens one
    QCOMPARE(bench.out(Direction::Sent), request("GET", Path));
    bench.put(Direction::Sent, request("POST", Path + "&sid=abc", "40")); // while that one waits
    QVERIFY(bench.out(Direction::Received).isEmpty());
    bench.put(Direction::Received, response(R"(0{"sid":"abc"})"));
    const QByteArray heard = bench.out(Direction::Received);
    QVERIFY(heard.startsWith("HTTP/1.1 200 OK"));
    QVERIFY(heard.contains("HTTP/1.1 400 Bad Request"));
    QVERIFY(heard.endsWith(R"({"code":1})"));
    QVERIFY(heard.contains("Access-Control-Allow-Origin: http://app\r\n"));
    QCOMPARE(bench.out(Direction::Sent), request("GET", Path));
    const auto ours = bench.notesOf<Capture::WireBytes>();
    QCOMPARE(ours.size(), std::size_t(2));
    QVERIFY(ours[0].ours && ours[1].ours);
    QCOMPARE(ours[0].bytes, request("POST", Path + "&sid=abc", "40"));
    const auto changed = bench.notesOf<Capture::WireChanged>();
    QCOMPARE(changed.size(), std::size_t(1));
    QCOMPARE(changed[0].by, QByteArray("test"));
}

void TestPolling::delaysRequests()
{
    ActingBench bench;
    bench.setRules({requestRule(Rules::Delay {.time = 300ms}, Rules::Asked::Any)});
    bench.put(Direction::Sent, request("GET", "/a"));
    QVERIFY(bench.out(Direction::Sent).isEmpty());
    QCOMPARE(bench.translator->wakesAt(), std::optional(bench.now + 300ms));
    bench.pass(300ms);
    QCOMPARE(bench.out(Direction::Sent), request("GET", "/a"));
    bench.put(Direction::Received, response("x"));
    QCOMPARE(bench.out(Direction::Received), response("x"));
}

void TestPolling::blocksUpgrades()
{
    ActingBench bench;
    bench.setRules(
        {requestRule(Rules::Answer {.status = 403, .body = "no"}, Rules::Asked::Upgrade)});
    bench.put(Direction::Sent,
              "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QVERIFY(bench.out(Direction::Sent).isEmpty());
    QVERIFY(bench.out(Direction::Received).startsWith("HTTP/1.1 403 Forbidden\r\n"));
    bench.put(Direction::Sent, request("GET", "/"));
    QCOMPARE(bench.out(Direction::Sent), request("GET", "/"));
}

void TestPolling::failsSoManyTimes()
{
    ActingBench bench;
    bench.setRules({requestRule(Rules::Answer {.status = 503}, Rules::Asked::Opening, 3)});
    for (int i = 0; i < 5; ++i)
        bench.put(Direction::Sent, request("GET", Path));
    QCOMPARE(bench.out(Direction::Received).count("HTTP/1.1 503"), 3);
    QCOMPARE(bench.out(Direction::Sent), request("GET", Path) + request("GET", Path));
}

void TestPolling::carriesWhatWaitsOverToAWebSocket()
{
    ActingBench bench;
    bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
    bench.put(Direction::Received, response("2"));
    bench.desk.inject(injectedEvent(Direction::Sent, "waits"));
    bench.upgrade("/socket.io/?EIO=4&transport=websocket&sid=abc");
    WebSocket::FrameEncoder client(WebSocket::Sender::Client);
    bench.put(Direction::Sent, client.message(WebSocket::OpCode::Text, "2probe"));
    QCOMPARE(bench.messages(Direction::Sent), QByteArrayList {"2probe"});
    bench.put(Direction::Sent, client.message(WebSocket::OpCode::Text, "5"));
    const QByteArrayList sent = bench.messages(Direction::Sent);
    QCOMPARE(sent.size(), 3);
    QVERIFY(sent.contains("42[\"waits\",1]"));
    QVERIFY(bench.translator->passes(Direction::Sent));
}

void TestPolling::numbersPackets()
{
    ActingBench bench;
    bench.setRules({rule(Rules::Delay {.time = 1us}, "event:slow")});
    for (int i = 0; i < 3; ++i) {
        bench.put(Direction::Sent, request("GET", Path + "&sid=abc"));
        bench.put(Direction::Received,
                  response("42[\"a\"]\x1e"
                           "42[\"slow\"]\x1e"
                           "2"));
        bench.pass(1ms);
    }
    QCOMPARE(bench.counted, 1);
    QList<qint64> numbers;
    for (const auto &mark : bench.notesOf<Capture::WireMarked>())
        numbers.append(mark.number);
    QCOMPARE(numbers, (QList<qint64> {1, 4, 7}));
}

QTEST_GUILESS_MAIN(TestPolling)
#include "tst_polling.moc"
