// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/parser.h"
#include "protocol/query/suggestions.h"
#include "protocol/query/writing.h"

#include <QTest>

class TestSuggestions : public QObject
{
    Q_OBJECT

private slots:
    void suggests_data();
    void suggests();
    void quotes_data();
    void quotes();
    void joins();
};

void TestSuggestions::suggests_data()
{
    QTest::addColumn<QByteArray>("query"); // with a | for the cursor
    QTest::addColumn<QByteArray>("texts");
    const auto row = [](const char *query, const char *texts) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(texts);
    };
    row("ev|", "event:");
    row("s|", "session: size: status: source:");
    row("da|", "data.");
    row("|", "");
    row("x -di|", "dir: dialect:");
    row("(di| or x)", "dir: dialect:");
    row("dir:|", "dir:sent dir:received");
    row("dir:s|", "dir:sent");
    row("dir:sent|", "");
    row("dir=r|", "dir=received");
    row("event:|", "event:tick event:\"chat message\"");
    row("event:c|", "event:\"chat message\"");
    row("event:\"ch|", "event:\"chat message\"");
    row("nsp:/c|", "nsp:/chat");
    row("room:l|", "room:lobby room:\"l 2\"");
    row("kind:eio-p|", "kind:eio-ping kind:eio-pong");
    row("\"di|", "");
    row("\"a b\" is:p|", "is:pending is:problem");
    row("is:b|", "is:bookmarked");
    row("is:c|", "is:changed");
    row("ch|", "changed:");
    row("changed:l|", "changed:\"lose acks\"");
    row("foo:x|", "");
    row("size>|", "");
}

void TestSuggestions::suggests()
{
    QFETCH(QByteArray, query);
    const qsizetype cursor = query.indexOf('|');
    query.remove(cursor, 1);
    const auto suggestions = Query::suggest(query, cursor,
                                            {.events = {"tick", "chat message"},
                                             .namespaces = {"/chat"},
                                             .rooms = {"lobby", "l 2", "x"},
                                             .changers = {"lose acks", "you"}});
    QTEST(suggestions.texts.join(' '), "texts");
}

void TestSuggestions::quotes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("quoted");
    const auto row = [](const char *text, const char *quoted) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(quoted);
    };
    row("tick", "tick");
    row("/chat", "/chat");
    row("chat message", "\"chat message\"");
    row("", "\"\"");
    row("a*b", "\"a*b\"");
    row("a\"b\\c", "\"a\\\"b\\\\c\"");
    row("a)b", "\"a)b\"");
}

void TestSuggestions::quotes()
{
    QFETCH(QByteArray, text);
    QTEST(Query::quoted(text), "quoted");
    const auto read = Query::parse("event:" + Query::quoted(text));
    const auto &term = std::get<Query::Expression>(read).terms.front();
    QCOMPARE(term.parts, QByteArrayList {text});
}

void TestSuggestions::joins()
{
    QCOMPARE(Query::both("", "dir:sent"), "dir:sent");
    QCOMPARE(Query::both(" a b ", "dir:sent"), "a b dir:sent");
    QCOMPARE(Query::both("a -\v\n", "dir:sent"), "a -\v dir:sent");
    QCOMPARE(Query::both("a or b", "dir:sent"), "(a or b) dir:sent");
    QCOMPARE(Query::both("-(a or b)", "-dir:sent"), "-(a or b) -dir:sent");
}

QTEST_GUILESS_MAIN(TestSuggestions)
#include "tst_suggestions.moc"
