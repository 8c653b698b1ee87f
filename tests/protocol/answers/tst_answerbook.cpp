// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answerbook.h"

#include "protocol/answers/answerfile.h"

#include <QTest>

using namespace Answers;
using namespace std::chrono_literals;

namespace {

AnswerBook book(const QByteArray &answers)
{
    return AnswerBook(
        std::get<AnswerList>(fromFile(R"({"sockscope-answers":1,"answers":[)" + answers + "]}")));
}

Rules::LiveMessage saying(const QByteArray &name, const QByteArray &arguments)
{
    Rules::LiveMessage message;
    message.kind = Capture::Kind::Event;
    message.socketIo = 2;
    message.nsp = "/chat";
    message.event = name;
    message.body = "[\"" + name + "\"," + arguments + ']';
    message.content = message.body;
    return message;
}

QByteArrayList names(const std::vector<Use> &uses)
{
    QByteArrayList names;
    for (const Use &use : uses)
        names.append(use.answer->name + ' ' + QByteArray::number(use.count) + ' '
                     + QByteArray::number(qint64(use.time / 1ms)));
    return names;
}

} // namespace

class TestAnswerBook : public QObject
{
    Q_OBJECT
private slots:
    void asksInOrder();
    void matches_data();
    void matches();
    void isUsedSoOften();
    void rejects();
};

void TestAnswerBook::asksInOrder()
{
    AnswerBook asked = book(R"({"name":"a","do":"ack"},
        {"name":"off","on":false,"do":"ack"},
        {"name":"wait","do":"delay","time":"50ms"},
        {"name":"b","do":"emit","event":"x","time":"20ms"},
        {"name":"stop","match":"event:last","do":"drop"},
        {"name":"c","do":"ack"},
        {"name":"plain","path":"/feed","do":"send","text":"x"},
        {"name":"hello","when":"connect","do":"emit","event":"x"})");
    QCOMPARE(names(asked.uses(When::Message, {}, saying("e", "1"))),
             (QByteArrayList {"a 1 0", "b 1 70", "c 1 50"}));
    QCOMPARE(names(asked.uses(When::Message, {}, saying("last", "1"))),
             (QByteArrayList {"a 2 0", "b 2 70"}));
    QCOMPARE(names(asked.uses(When::Message, "/feed", {})), QByteArrayList {"plain 1 0"});
    QCOMPARE(names(asked.uses(When::Connect, {}, {})), QByteArrayList {"hello 1 0"});
    QCOMPARE(names(asked.uses(When::Message, "/other", {})), QByteArrayList());
}

void TestAnswerBook::matches_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *filter, bool fits) {
        QTest::newRow(filter) << QByteArray(filter) << fits;
    };
    row("event:join", true);
    row("event:jo*", true);
    row("event~^j.in$", true);
    row("event:leave", false);
    row("nsp:/chat", true);
    row("nsp:/", false);
    row("data./1/room=lobby", true);
    row("data./1/room~lob", true);
    row("data./1/room~cellar", false);
    row("data.n>6", true);
    row("lobby", true);
    row("kind:event", true);
}

void TestAnswerBook::matches()
{
    QFETCH(QByteArray, filter);
    QFETCH(bool, fits);
    AnswerList list;
    list.answers.push_back({.name = "a", .filter = filter, .action = Ack {}});
    AnswerBook asked(list);
    const auto uses = asked.uses(When::Message, {}, saying("join", R"({"room":"lobby","n":7})"));
    QCOMPARE(uses.size(), fits ? 1U : 0U);
}

void TestAnswerBook::isUsedSoOften()
{
    AnswerBook asked = book(R"({"name":"twice","times":2,"do":"ack"},
        {"name":"tick","times":1,"when":"timer","every":"1s","do":"emit","event":"t","to":"all"})");
    QCOMPARE(names(asked.uses(When::Message, {}, saying("e", "1"))), QByteArrayList {"twice 1 0"});
    QCOMPARE(names(asked.uses(When::Message, {}, saying("e", "1"))), QByteArrayList {"twice 2 0"});
    QCOMPARE(names(asked.uses(When::Message, {}, saying("e", "1"))), QByteArrayList());
    QVERIFY(asked.use(1));
    QVERIFY(!asked.use(1));
}

void TestAnswerBook::rejects()
{
    AnswerBook asked = book(R"({"name":"token","when":"connect","match":"-data.token=secret",)"
                            R"("do":"reject","message":"who?"},
        {"name":"first","when":"connect","times":1,"do":"reject","message":"later"},
        {"name":"closed","path":"/feed","when":"connect","do":"reject","status":503})");
    Rules::LiveMessage connect;
    connect.kind = Capture::Kind::Connect;
    connect.socketIo = 0;
    QCOMPARE(asked.rejection({}, connect)->message, "who?");
    connect.body = R"({"token":"secret"})";
    QCOMPARE(asked.rejection({}, connect)->message, "later");
    QVERIFY(!asked.rejection({}, connect));
    QCOMPARE(asked.rejection("/feed", {})->status, 503);
    QVERIFY(asked.uses(When::Connect, "/feed", {}).empty());
}

QTEST_GUILESS_MAIN(TestAnswerBook)
#include "tst_answerbook.moc"
