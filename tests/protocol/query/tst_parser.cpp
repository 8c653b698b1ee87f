// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/keys.h"
#include "protocol/query/parser.h"

#include <QTest>

using namespace Query;

namespace {

QByteArray nameOf(Key key)
{
    for (const KeyInfo &info : keys()) {
        if (info.key == key)
            return info.name;
    }
    return "text";
}

QByteArray dump(const Term &term)
{
    static constexpr std::array<const char *, 7> Signs {"=", "!=", "~", "<", "<=", ">", ">="};
    QByteArray path;
    if (term.key == Key::Data)
        path = (term.isPointer ? "/" : ".") + term.path.join('|');
    return nameOf(term.key) + path + Signs.at(static_cast<std::size_t>(term.op))
        + term.parts.join("<*>");
}

/// The tree with its terms: "(and a b)".
QByteArray dump(const Expression &expression, const Node &node)
{
    if (node.type == Node::Type::Term)
        return dump(expression.terms.at(node.term));
    QByteArray text = node.type == Node::Type::Not ? "(not"
        : node.type == Node::Type::And             ? "(and"
                                                   : "(or";
    for (const Node &child : node.children)
        text += ' ' + dump(expression, child);
    return text + ')';
}

} // namespace

class TestParser : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void knowsPlaces();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void explainsEveryKey();
    void boundsWhatItTakes();
    void knowsWhatIsAboutAlterations_data();
    void knowsWhatIsAboutAlterations();
};

void TestParser::reads_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("tree");
    const auto row = [](const char *query, const char *tree) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(tree);
    };
    row("hello", "text=hello");
    row("  hello  world ", "(and text=hello text=world)");
    row(R"("hello world")", "text=hello world");
    row(R"("a \"b\" \\ c")", R"(text=a "b" \ c)");
    row("a*b", "text=a*b");
    row("10:02", "text=10:02");
    row("ünï", "text=ünï");
    row("event:tick", "event=tick");
    row("event=tick", "event=tick");
    row("event:chat*", "event=chat<*>");
    row(R"(event:"a * b"*)", "event=a * b<*>");
    row("event:*x*", "event=<*>x<*>");
    row(R"(event:"")", "event=");
    row("event!=tick", "event!=tick");
    row(R"(event~"^(a|b)$")", "event~^(a|b)$");
    row("event~a*", "event~a*");
    row("size>=1.5k", "size>=1.5k");
    row("ack<12ms", "ack<12ms");
    row("after:#41", "after=#41");
    row("kind:eio-*", "kind=eio-<*>");
    row("opcode:15", "opcode=15");
    row("session:Ab3x*", "session=Ab3x<*>");
    row("-a", "(not text=a)");
    row("--a", "(not (not text=a))");
    row("-(a b)", "(not (and text=a text=b))");
    row("a-b", "text=a-b");
    row("a or b", "(or text=a text=b)");
    row("a OR b or c", "(or text=a text=b text=c)");
    row("a b or c", "(or (and text=a text=b) text=c)");
    row("a (b or c)", "(and text=a (or text=b text=c))");
    row("(a)", "text=a");
    row("(a or b)c", "(and (or text=a text=b) text=c)");
    row("order oracle", "(and text=order text=oracle)");
    row(R"("or")", "text=or");
    row("a or(b)", "(or text=a text=b)");
    row("data./0/user/id=7", "data/0|user|id=7");
    row("data./a~1b~0c~x", "data/a/b~c~x");
    row("data.user.id>7", "data.user|id>7");
    row(R"(data."a b".c:1)", "data.a b|c=1");
    row("data.user", "data.user=<*>");
    row("data.user!=7", "data.user!=7");
    row("event:foo(bar", "event=foo(bar");
    row("(event:a)", "event=a");
}

void TestParser::reads()
{
    QFETCH(QByteArray, query);
    const auto read = parse(query);
    if (const auto *error = std::get_if<Error>(&read))
        QFAIL(error->text.constData());
    const auto &expression = std::get<Expression>(read);
    QTEST(dump(expression, expression.root), "tree");
}

void TestParser::knowsPlaces()
{
    const QByteArray query = R"( one -(event:"t w o" or  size>3))";
    const auto read = parse(query);
    const auto &expression = std::get<Expression>(read);
    QByteArrayList places;
    for (const Term &term : expression.terms)
        places.append(query.mid(term.offset, term.size));
    QCOMPARE(places, (QByteArrayList {"one", R"(event:"t w o")", "size>3"}));
    QVERIFY(std::get<Expression>(parse(" \t")).isEmpty());
    QVERIFY(std::get<Expression>(parse("")).isEmpty());
}

void TestParser::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("wrong"); // the part that the error points to
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char *query, const char *wrong, const char *word) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(wrong) << QByteArray(word);
    };
    row("a foo:bar", "foo", "no key");
    row("http://x", "http", "quotes");
    row("data=1", "data", "needs a path");
    row("data..x=1", "data..x", "missing");
    row("data.x=", "data.x=", "behind");
    row("event:", "event:", "behind");
    row("event: x", "event:", "behind");
    row("event!x", "!", "After a key");
    row("size>abc", "abc", "number");
    row("size:1*", "1*", "no *");
    row("size~1", "size~", "cannot be compared");
    row("ack>5m", "5m", "12ms");
    row("time>25:00", "25:00", "10:02");
    row("after:x", "x", "#41");
    row("after>#3", "after>", "cannot be compared");
    row("event>a", "event>", "cannot be compared");
    row("dir:up", "up", "sent, received");
    row("dir:s*", "s*", "sent, received");
    row("is:nice", "nice", "heartbeat");
    row("kind:evnt", "evnt", "event");
    row("opcode:16", "16", "continuation");
    row("event~(", "(", "regular expression");
    row(R"(event:"a)", "\"", "no end");
    row("(a", "(", "not closed");
    row("((a)", "(", "not closed");
    row("a)", ")", "without its (");
    row("a or", "", "missing at the end");
    row("or a", "o", "before this");
    row("()", ")", "before this");
    row("a -", "-", "directly before");
    row("- a", "-", "directly before");
    row("(-)", "-", "directly before");
}

void TestParser::saysWhatIsWrong()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, word);
    const auto read = parse(query);
    const auto *error = std::get_if<Error>(&read);
    QVERIFY(error != nullptr);
    QTEST(query.mid(error->offset, error->size), "wrong");
    QVERIFY2(error->text.contains(word), error->text.constData());
}

void TestParser::explainsEveryKey()
{
    QByteArrayList names;
    for (const KeyInfo &info : keys()) {
        QVERIFY(QByteArrayView(info.about).size() > 3);
        QVERIFY(!names.contains(info.name));
        names.append(info.name);
        QCOMPARE(findKey(info.name)->key, info.key);
        const bool hasWords = info.type == ValueType::Word || info.key == Key::Dialect;
        QCOMPARE(wordsOf(info.key).isEmpty(), !hasWords);
    }
    QVERIFY(findKey("text") == nullptr);
}

void TestParser::knowsWhatIsAboutAlterations_data()
{
    QTest::addColumn<bool>("looks");
    QTest::addColumn<bool>("asks");
    QTest::newRow("") << false << false;
    QTest::newRow("event:a") << false << false;
    QTest::newRow("is:changed") << true << true;
    QTest::newRow("changed:slow event:a") << true << true;
    QTest::newRow("-is:changed") << true << false;
    QTest::newRow("is:changed or event:a") << true << false;
    QTest::newRow("is:changed or changed:you") << true << true;
    QTest::newRow("event:a (is:changed or changed:you)") << true << true;
}

void TestParser::knowsWhatIsAboutAlterations()
{
    QFETCH(const bool, looks);
    QFETCH(const bool, asks);
    const auto read = parse(QTest::currentDataTag());
    const auto *const expression = std::get_if<Expression>(&read);
    QVERIFY(expression);
    QCOMPARE(expression->looksAtAlterations(), looks);
    QCOMPARE(expression->asksForAlterations(), asks);
}

void TestParser::boundsWhatItTakes()
{
    const auto fails
        = [](const QByteArray &query) { return std::holds_alternative<Error>(parse(query)); };
    QVERIFY(fails(QByteArray(10'000, '(')));
    QVERIFY(fails(QByteArray(10'000, '-') + 'a'));
    QVERIFY(fails(QByteArray("a ").repeated(201)));
    QVERIFY(fails(QByteArray(20'000, 'a')));
    QVERIFY(!fails(QByteArray("a ").repeated(200)));
    QVERIFY(!fails(QByteArray(40, '(') + 'a' + QByteArray(40, ')')));
}

QTEST_GUILESS_MAIN(TestParser)
#include "tst_parser.moc"
