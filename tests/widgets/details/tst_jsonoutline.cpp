// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/jsonoutline.h"

#include <QTest>

using Type = JsonOutline::Type;

namespace {

// Everything in the text again, from the nodes: what was lost on the way is missing.
QByteArray written(const JsonOutline &document, const JsonOutline::Node &node)
{
    if (!node.isContainer())
        return document.spelling(node).toByteArray();
    const bool isArray = node.type == Type::Array;
    QByteArray text = isArray ? "[" : "{";
    const auto children = document.children(node, 0, 1'000'000);
    for (std::size_t i = 0; i < children.nodes.size(); ++i) {
        if (i > 0)
            text += ',';
        const auto &child = children.nodes[i];
        if (child.hasKey())
            text += '"' + document.key(child).toByteArray() + "\":";
        text += written(document, child);
    }
    return text + (isArray ? ']' : '}');
}

QByteArray written(const JsonOutline &document)
{
    QByteArray text;
    const auto roots = document.roots();
    for (const auto &root : roots)
        text += written(document, root);
    return text;
}

} // namespace

class TestJsonOutline : public QObject
{
    Q_OBJECT

private slots:
    void keepsOrderAndSpelling_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row
            = [](const char *name, const char *text) { QTest::newRow(name) << QByteArray(text); };
        row("key order", "{\"z\":1,\"a\":2,\"m\":3}");
        row("duplicate keys", "{\"a\":1,\"a\":2}");
        row("numbers as spelled", "[12345678901234567890.10,1e400,-0,1E+2,0.10]");
        row("strings as spelled", "[\"\\u20ac\",\"\\/\",\"é\",\"\\ud800\",\"\"]");
        row("escaped quotes", "{\"a\\\"b\":\"c\\\\\",\"d\":\"\\\\\\\"\"}");
        row("words", "[true,false,null]");
        row("empty", "[[],{},[[]],[{}]]");
        row("nested", "[\"event\",{\"a\":[1,{\"b\":[2,3]}]},\"tail\"]");
        row("lone string", "\"text\"");
        row("lone number", "42");
        row("lone null", "null");
        row("no UTF-8", "[\"caf\xe9\",{\"\xff\":1}]");
        row("more than U+FFFF", "[\"\xf0\x9f\x98\x80\"]");
    }

    void keepsOrderAndSpelling()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(written(JsonOutline(text)), text);
    }

    void countsWhatIsInside()
    {
        const JsonOutline document("[[1,2,3],{\"a\":1},[],{}]");
        const auto root = document.roots().front();
        QCOMPARE(root.count, 4);
        const auto children = document.children(root, 0, 10).nodes;
        QCOMPARE(children[0].count, 3);
        QCOMPARE(children[1].count, 1);
        QCOMPARE(children[2].count, 0);
        QCOMPARE(children[3].count, 0);
    }

    void readsALevelInPortions()
    {
        QByteArray text = "[";
        for (int i = 0; i < 1000; ++i)
            text += QByteArray::number(i) + ',';
        text += "\"end\"]";
        const JsonOutline document(text);
        const auto root = document.roots().front();
        const auto first = document.children(root, 0, 400);
        QVERIFY(first.hasMore);
        QCOMPARE(std::ssize(first.nodes), 400);
        const auto last = document.children(root, 800, 400);
        QVERIFY(!last.hasMore);
        QCOMPARE(std::ssize(last.nodes), 201);
        QCOMPARE(document.spelling(last.nodes.front()), QByteArrayView("800"));
        QCOMPARE(document.spelling(last.nodes.back()), QByteArrayView("\"end\""));
    }

    void saysWhereJsonEnds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("text behind") << QByteArray("[1,2] tail") << QByteArray("tail");
        QTest::newRow("no JSON at all") << QByteArray("hello there") << QByteArray("hello there");
        QTest::newRow("never closed") << QByteArray("[1,2") << QByteArray("[1,2");
    }

    void saysWhereJsonEnds()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, rest);
        const JsonOutline document(text);
        const auto roots = document.roots();
        QVERIFY(!roots.empty());
        QCOMPARE(roots.back().type, Type::Broken);
        QCOMPARE(document.spelling(roots.back()).toByteArray(), rest);
    }

    void showsABrokenRestInside()
    {
        const JsonOutline document("{\"a\":1,\"b\":oops,\"c\":3}");
        const auto children = document.children(document.roots().front(), 0, 10).nodes;
        QVERIFY(children.size() >= 2);
        QCOMPARE(document.key(children.front()), QByteArrayView("a"));
        QCOMPARE(children.back().type, Type::Broken);
        QVERIFY(document.spelling(children.back()).contains("oops"));
    }

    void readsTheBeginningOfALongerText_data()
    {
        QTest::addColumn<qsizetype>("size");
        const QByteArray text = longText();
        for (qsizetype size = 1; size < text.size(); ++size)
            QTest::addRow("%d bytes", static_cast<int>(size)) << size;
    }

    // At every cut: what is complete is there as it is in the whole, then one Cut node.
    void readsTheBeginningOfALongerText()
    {
        QFETCH(qsizetype, size);
        const JsonOutline document(longText().first(size), true);
        const auto roots = document.roots();
        QCOMPARE(std::ssize(roots), 1);
        QVERIFY(roots.front().isContainer());
        int cuts = 0;
        QByteArray seen;
        collect(document, roots.front(), &seen, &cuts);
        QCOMPARE(cuts, 1);
        QVERIFY2(QByteArray("1 \"two\" 3.0 \"x\" true null ").startsWith(seen), seen.constData());
    }

    void goesAnyDepthDown()
    {
        constexpr int Depth = 20'000;
        const JsonOutline document(QByteArray(Depth, '[') + QByteArray(Depth, ']'));
        const auto roots = document.roots();
        QVERIFY(!roots.empty());
    }

    void takesNothing()
    {
        QVERIFY(JsonOutline().roots().empty());
        QVERIFY(JsonOutline(QByteArray("  ")).roots().empty());
        QVERIFY(JsonOutline(QByteArray(), true).roots().empty());
    }

    void knowsWhatDeservesATree()
    {
        QVERIFY(JsonOutline::looksLikeContainer(" \n{\"a\":1}"));
        QVERIFY(JsonOutline::looksLikeContainer("["));
        QVERIFY(!JsonOutline::looksLikeContainer("42"));
        QVERIFY(!JsonOutline::looksLikeContainer(""));
    }

private:
    static QByteArray longText() { return "[1,\"two\",{\"a\":3.0,\"b\":[\"x\",true]},null]"; }

    static void collect(const JsonOutline &document, const JsonOutline::Node &node,
                        QByteArray *seen, int *cuts)
    {
        const auto children = document.children(node, 0, 100).nodes;
        for (const auto &child : children) {
            if (child.type == Type::Cut)
                ++*cuts;
            else if (child.isContainer())
                collect(document, child, seen, cuts);
            else
                *seen += document.spelling(child).toByteArray() + ' ';
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonOutline)
#include "tst_jsonoutline.moc"
