// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answerfile.h"

#include <QFile>
#include <QTest>

using namespace Answers;
using namespace std::chrono_literals;

namespace {

/// A file with that answer on its line 3.
QByteArray withAnswer(const QByteArray &answer)
{
    return "{\"sockscope-answers\": 1,\n\"answers\": [\n" + answer + "\n]}\n";
}

std::optional<Answer> answerOf(const QByteArray &json)
{
    const auto read = fromFile(withAnswer(json));
    const auto *list = std::get_if<AnswerList>(&read);
    return list && list->answers.size() == 1 ? std::optional(list->answers.front()) : std::nullopt;
}

QByteArray faultOf(const QByteArray &file)
{
    const auto read = fromFile(file);
    const auto *fault = std::get_if<Fault>(&read);
    return fault ? sentence(*fault, file) : "no fault";
}

} // namespace

class TestAnswerFile : public QObject
{
    Q_OBJECT
private slots:
    void reads();
    void refuses_data();
    void refuses();
    void boundsWhatItReads();
    void readsTheExamples();
};

void TestAnswerFile::reads()
{
    QCOMPARE(std::get<AnswerList>(fromFile(R"({"sockscope-answers":1})")), AnswerList());
    QCOMPARE(std::get<AnswerList>(fromFile(R"({"path":"/ws/","sockscope-answers":1})")).path,
             "/ws/");
    QCOMPARE(
        answerOf(R"({"name":"a","match":"event:\"a b\"","do":"emit","event":"b","args":[1, 2],)"
                 R"("room":{"$arg":0},"time":"20ms","times":3})"),
        (Answer {.name = "a",
                 .filter = "event:\"a b\"",
                 .time = 20ms,
                 .times = 3,
                 .action = Emit {.event = "b", .args = "[1, 2]", .room = R"({"$arg":0})"}}));
    QCOMPARE(
        answerOf(R"({"name":"t","on":false,"when":"timer","every":"1s","nsp":"/a","do":"emit",)"
                 R"("event":"tick","to":"all"})"),
        (Answer {.name = "t",
                 .isOn = false,
                 .when = When::Timer,
                 .nsp = "/a",
                 .every = 1s,
                 .action = Emit {.event = "tick", .to = To::All}}));
    QCOMPARE(answerOf(R"({"name":"a","do":"emit","event":"q","ask":true})")->action,
             Action(Emit {.event = "q", .asks = true}));
    QCOMPARE(answerOf(R"({"name":"a","do":"ack","args":[{"$arg":0}]})")->action,
             Action(Ack {R"([{"$arg":0}])"}));
    QCOMPARE(
        answerOf(R"({"name":"a","path":"/f","do":"send","binary":"AAE=","to":"others"})")->action,
        Action(Send {Send::Kind::Binary, QByteArray("\0\1", 2), To::Others}));
    QCOMPARE(answerOf(R"({"name":"a","path":"/f","do":"send","json":{"a":1.50}})")->action,
             Action(Send {Send::Kind::Json, R"({"a":1.50})", To::Sender}));
    QCOMPARE(answerOf(R"({"name":"a","path":"/f","do":"send","text":"x"})")->action,
             Action(Send {Send::Kind::Text, R"("x")", To::Sender}));
    QCOMPARE(
        answerOf(R"({"name":"a","when":"connect","do":"reject","message":"no","data":{"c":1}})")
            ->action,
        Action(Reject {"no", R"({"c":1})", 403}));
    QCOMPARE(
        answerOf(R"({"name":"a","when":"connect","path":"/f","do":"reject","status":503})")->action,
        Action(Reject {"not authorized", {}, 503}));
    QCOMPARE(answerOf(R"({"name":"a","do":"disconnect","close":true})")->action,
             Action(Disconnect {.closes = true}));
    QCOMPARE(
        answerOf(R"({"name":"a","path":"/f","do":"disconnect","code":4001,"reason":"r"})")->action,
        Action(Disconnect {false, 4001, "r"}));
    QCOMPARE(answerOf(R"({"name":"a","do":"drop"})")->action, Action(Drop {}));
    QCOMPARE(answerOf(R"({"name":"a","do":"delay","time":"1s"})")->action, Action(Delay {}));
    QCOMPARE(answerOf(R"({"name":"a","do":"join","room":"r"})")->action, Action(Join {R"("r")"}));
    QCOMPARE(answerOf(R"({"name":"a","do":"leave","room":"r"})")->action, Action(Leave {R"("r")"}));
    using Kind = Malformed::Kind;
    QCOMPARE(answerOf(R"({"name":"a","do":"malformed","packet":"9x"})")->action,
             Action(Malformed {Kind::Packet, "9x", {}}));
    QCOMPARE(answerOf(R"({"name":"a","do":"malformed","frame":"wwA="})")->action,
             Action(Malformed {Kind::Frame, QByteArray("\xc3\0", 2), {}}));
    QCOMPARE(answerOf(R"({"name":"a","do":"malformed","event":"f","args":[{"$binary":"AA=="}]})")
                 ->action,
             Action(Malformed {Kind::Attachments, {}, "f", R"([{"$binary":"AA=="}])"}));
}

void TestAnswerFile::refuses_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *name, const char *answer, const char *words) {
        QTest::newRow(name) << QByteArray(answer) << QByteArray(words);
    };
    row("no object", "7", "Answer 1: It is no object.");
    row("nothing done", R"({"name":"a"})", R"(Answer 1 (a): "do" is "emit", "ack", "send")");
    row("unknown action", R"({"name":"a","do":"reply"})", R"("do" is "emit")");
    row("no name", R"({"do":"drop"})", R"(Answer 1: "name" is missing.)");
    row("unknown member", R"({"name":"a","do":"drop","room":"r"})",
        R"("room" goes not with "drop".)");
    row("twice", R"({"name":"a","name":"b","do":"drop"})", R"("name" is there twice.)");
    row("no filter", R"({"name":"a","match":"(a","do":"drop"})", R"("match": )");
    row("a filter that cannot be told", R"({"name":"a","match":"room:x","do":"drop"})",
        "room cannot be told");
    row("no time", R"({"name":"a","do":"ack","time":"soon"})", R"("time" is a time)");
    row("a day", R"({"name":"a","do":"ack","time":"86400s"})", R"("time" is a time)");
    row("no event", R"({"name":"a","do":"emit"})", R"("event" is missing.)");
    row("a reserved event", R"({"name":"a","do":"emit","event":"disconnect"})", "may not be sent");
    row("no array", R"({"name":"a","do":"ack","args":{"a":1}})", R"("args" is an array.)");
    row("no template", R"({"name":"a","do":"ack","args":[{"$what":1}]})", R"("$what" is nothing)");
    row("no base64", R"({"name":"a","do":"ack","args":[{"$binary":"&"}]})", "is no base64");
    row("plain with an event", R"({"name":"a","path":"/f","do":"emit","event":"e"})",
        "is of Socket.IO");
    row("Socket.IO with a message", R"({"name":"a","do":"send","text":"x"})", R"(it needs "path")");
    row("two contents", R"({"name":"a","path":"/f","do":"send","text":"x","json":1})",
        "needs one of");
    row("rejects later", R"({"name":"a","do":"reject"})", R"("when": "connect")");
    row("nobody to tell", R"({"name":"a","when":"timer","every":"1s","do":"emit","event":"e"})",
        "needs somebody who is there");
    row("no interval", R"({"name":"a","when":"timer","do":"emit","event":"e","to":"all"})",
        R"(A timer needs "every")");
    row("no such code", R"({"name":"a","path":"/f","do":"disconnect","code":1005})",
        "may not cross the wire");
    row("nothing malformed", R"({"name":"a","do":"malformed"})", "needs one of");
    row("no attachment to miss", R"({"name":"a","do":"malformed","event":"e","args":[1]})",
        "that is what will be missing");
    row("the path of Socket.IO", R"({"name":"a","path":"/socket.io/","do":"drop"})",
        "needs another path");
}

void TestAnswerFile::refuses()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, words);
    const QByteArray said = faultOf(withAnswer(answer));
    QVERIFY2(said.contains(words), said.constData());
    QVERIFY2(said.startsWith("Line ") && said != "no fault", said.constData());
}

void TestAnswerFile::boundsWhatItReads()
{
    QCOMPARE(faultOf(QByteArray(MostFileBytes + 1, ' ')),
             "Line 1: This is too long for a file of answers.");
    QVERIFY(faultOf("{\n\"a\": 1,\n}").startsWith("Line 3: This is no JSON: "));
    QCOMPARE(faultOf("[]"), "Line 1: A file of answers is a JSON object.");
    QCOMPARE(faultOf("\n{}"),
             R"(Line 2: This is no file of answers: "sockscope-answers" is missing.)");
    QCOMPARE(faultOf("{\"sockscope-answers\":\n2}"),
             R"(Line 2: "sockscope-answers" is the number 1.)");
    QCOMPARE(faultOf("{\"sockscope-answers\":1,\n\"rules\":[]}"),
             R"(Line 2: "rules" is no part of a file of answers.)");
    QCOMPARE(
        faultOf(withAnswer("{\"name\":\"late\",\"do\":\"ack\",\n\"args\":[],\n\"time\":5}")),
        R"(Line 5: Answer 1 (late): "time" is a time of an hour at most, like "250ms" or "2s".)");
    QByteArray many;
    for (int i = 0; i <= 1000; ++i)
        many += (i > 0 ? "," : "") + QByteArray(R"({"name":"a","do":"drop"})");
    QCOMPARE(faultOf(withAnswer(many)), "Line 3: There are more than 1000 answers.");
}

/// All of docs/answers.md can be used.
void TestAnswerFile::readsTheExamples()
{
    QFile file(QStringLiteral(SOCKSCOPE_TEST_DATA "/../../docs/answers.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    int examples = 0;
    for (qsizetype at = text.indexOf("```json\n"); at >= 0;
         at = text.indexOf("```json\n", at + 1)) {
        const qsizetype begin = at + 8;
        const QByteArray example = text.sliced(begin, text.indexOf("```", begin) - begin);
        const QByteArray whole
            = example.contains("sockscope-answers") ? example : withAnswer(example);
        QVERIFY2(faultOf(whole) == "no fault", (faultOf(whole) + '\n' + example).constData());
        ++examples;
    }
    QVERIFY(examples >= 15);
}

QTEST_GUILESS_MAIN(TestAnswerFile)
#include "tst_answerfile.moc"
