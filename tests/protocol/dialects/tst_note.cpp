// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/note.h"

#include <QTest>

using namespace Dialects;

namespace {

Note said(const QByteArray &verb, const QByteArrayList &asks = {},
          const QByteArrayList &answers = {})
{
    Note note;
    note.verb = verb;
    note.event = verb + " event";
    note.topic = verb + " topic";
    note.asks = asks;
    note.answers = answers;
    return note;
}

Note heartbeat(const QByteArray &verb)
{
    Note note = said(verb);
    note.isHeartbeat = true;
    return note;
}

} // namespace

class NoteTest : public QObject
{
    Q_OBJECT
private slots:
    void theFirstPartGivesTheWords();
    void aHeartbeatGivesThemOnlyAlone();
    void keysAndMovesAddUp();
    void oneAnswerThatWillComeIsWaitedFor();
    void staysBounded();
};

void NoteTest::theFirstPartGivesTheWords()
{
    Note note;
    note.merge(said("one"));
    note.merge(said("two"));
    QCOMPARE(note.verb, QByteArray("one"));
    QCOMPARE(note.event, QByteArray("one event"));
    QCOMPARE(note.topic, QByteArray("one topic"));
}

void NoteTest::aHeartbeatGivesThemOnlyAlone()
{
    Note note;
    note.merge(heartbeat("beat"));
    QVERIFY(note.isHeartbeat);
    note.merge(heartbeat("again"));
    QCOMPARE(note.verb, QByteArray("beat"));
    note.merge(said("one"));
    QVERIFY(!note.isHeartbeat);
    QCOMPARE(note.verb, QByteArray("one"));
    note.merge(heartbeat("late"));
    QVERIFY(!note.isHeartbeat);
    QCOMPARE(note.verb, QByteArray("one"));
}

void NoteTest::keysAndMovesAddUp()
{
    Note note = said("one", {"a"}, {"x"});
    note.moves = {{.room = "r"}};
    Note next = said("two", {"b"}, {"y"});
    next.moves = {{.room = "r", .joins = false}};
    note.merge(std::move(next));
    QCOMPARE(note.asks, QByteArrayList({"a", "b"}));
    QCOMPARE(note.answers, QByteArrayList({"x", "y"}));
    QCOMPARE(note.moves.size(), qsizetype(2));
    QVERIFY(note.moves.first().joins && !note.moves.last().joins);
}

void NoteTest::oneAnswerThatWillComeIsWaitedFor()
{
    Note maybe = said("maybe", {"a"});
    maybe.mayStayUnanswered = true;
    Note note;
    note.merge(Note(maybe));
    note.merge(said("nothing asked"));
    QVERIFY(note.mayStayUnanswered);
    note.merge(said("sure", {"b"}));
    QVERIFY(!note.mayStayUnanswered);
    note.merge(Note(maybe));
    QVERIFY(!note.mayStayUnanswered);
}

void NoteTest::staysBounded()
{
    Note note;
    for (int i = 0; i < 3'000; ++i)
        note.merge(said("ping", {"a", "b", "c"}, {"d"}));
    QCOMPARE(note.asks.size(), Note::MaxKeys);
    QCOMPARE(note.answers.size(), Note::MaxKeys);
    QCOMPARE(clipped(QByteArray(5'000, 'x')).size(), Note::MaxName);
}

QTEST_APPLESS_MAIN(NoteTest)

#include "tst_note.moc"
