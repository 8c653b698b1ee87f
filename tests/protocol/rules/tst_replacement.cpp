// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/replacement.h"

#include <QTest>

using Rules::Replace;
using Rules::Replacement;
using Find = Rules::Replace::Find;

class TestReplacement : public QObject
{
    Q_OBJECT

private slots:
    void replaces_data();
    void replaces();
    void touchesNothingElse();
    void staysBounded();
    void canBeUsedAgain();
};

Q_DECLARE_METATYPE(Rules::Replace)

void TestReplacement::replaces_data()
{
    QTest::addColumn<Replace>("replace");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("made"); // "-": nothing changed
    const auto row = [](const char *name, const Replace &replace, const QByteArray &body,
                        const QByteArray &made, bool isText = true) {
        QTest::newRow(name) << replace << body << isText << made;
    };
    const auto text = [](const QByteArray &find, const QByteArray &with) {
        return Replace {Find::Text, find, with};
    };
    const auto regex = [](const QByteArray &find, const QByteArray &with) {
        return Replace {Find::Regex, find, with};
    };
    const auto at = [](const QByteArray &find, const QByteArray &with) {
        return Replace {Find::Pointer, find, with};
    };
    row("text", text("a", "bb"), "banana", "bbbnbbnbb");
    row("text away", text("an", ""), "banana", "ba");
    row("text not there", text("x", "y"), "banana", "-");
    row("text by itself", text("a", "a"), "banana", "-");
    row("all of it", text("banana", ""), "banana", "");
    row("text in bytes", text(QByteArray("\xff", 1), "\xc3\xa9"), QByteArray("\0\xff\1", 3),
        QByteArray("\0\xc3\xa9\1", 4), false);
    row("text in broken text", text("a", "b"), "\xff a", "\xff b");

    row("regex", regex("[0-9]+", "#"), "a1b22", "a#b#");
    row("regex captures", regex("(\\w)(\\w)", "\\2\\1"), "abcd e", "badc e");
    row("regex whole and backslash", regex("b", "<\\0\\\\1\\x>"), "abc", "a<b\\1\\x>c");
    row("regex captures what is not there", regex("b", "[\\7]"), "abc", "a[]c");
    row("regex of letters", regex("\xc3\xa9+", "e"), "caf\xc3\xa9\xc3\xa9 \xf0\x9f\x90\x88",
        "cafe \xf0\x9f\x90\x88");
    row("regex finds nothing long", regex("^", "> "), "a", "> a");
    row("regex keeps the mark", regex("a", "b"),
        "\xef\xbb\xbf"
        "a",
        "\xef\xbb\xbf"
        "b");
    row("regex in bytes", regex("a", "b"), "a", "-", false);
    row("regex in broken text", regex("a", "b"), "a\xff", "-");

    const QByteArray event = R"( ["say" , { "n": 1.0e2,"n":2 , "o":{"a":[1, [2 ,3] ]} } ] )";
    row("first of two keys", at("/1/n", "7"), event,
        R"( ["say" , { "n": 7,"n":2 , "o":{"a":[1, [2 ,3] ]} } ] )");
    row("name", at("/0", "\"shout\""), event,
        R"( ["shout" , { "n": 1.0e2,"n":2 , "o":{"a":[1, [2 ,3] ]} } ] )");
    row("object", at("/1/o", "{}"), event, R"( ["say" , { "n": 1.0e2,"n":2 , "o":{} } ] )");
    row("array in arrays", at("/1/o/a/1", "null"), event,
        R"( ["say" , { "n": 1.0e2,"n":2 , "o":{"a":[1, null ]} } ] )");
    row("the last thing", at("/1", "[1,\"x\"]"), event, R"( ["say" , [1,"x"] ] )");
    row("everything", at("", "1"), event, " 1 ");
    row("everything, a scalar", at("", "1"), " \"x\" ", " 1 ");
    row("no name", at("/", "1"), R"({"":0})", R"({"":1})");
    row("escaped names", at("/a~1b/~0", "1"), R"({"a/b":{"~":0}})", R"({"a/b":{"~":1}})");
    row("name as JSON escapes it", at("/\xc3\xa9", "1"), R"({"\u00e9":0})", R"({"\u00e9":1})");
    row("not there", at("/x", "1"), R"({"a":0})", "-");
    row("not there, an element", at("/2", "1"), "[0,1]", "-");
    row("behind the last", at("/-", "1"), "[0,1]", "-");
    row("no place", at("/01", "1"), "[0,1]", "-");
    row("through a scalar", at("/a/b", "1"), R"({"a":0})", "-");
    row("of a scalar", at("/a", "1"), "0", "-");
    row("the same", at("/a", "0"), R"({"a":0})", "-");
    row("no JSON", at("/a", "1"), R"({"a":0)", "-");
    row("no JSON later on", at("/a", "1"), R"({"a":0,"b":tru})", "-");
    row("no UTF-8", at("/a", "1"), "{\"a\":0,\"b\":\"\xff\"}", "-");
    row("nothing", at("", "1"), "", "-");
    row("bytes", at("/a", "1"), R"({"a":0})", "-", false);
}

void TestReplacement::replaces()
{
    QFETCH(Replace, replace);
    QFETCH(QByteArray, body);
    QFETCH(bool, isText);
    QTEST(Replacement(replace).in(body, isText).value_or("-"), "made");
}

/// Each value of a text with everything odd in it, by its pointer: what is before and behind it
/// comes back byte for byte.
void TestReplacement::touchesNothingElse()
{
    const QByteArray before = "\n[\"e\",{\"big\":12345678901234567890.10,\"big\":-0,\"\\u0041\": ";
    const QByteArray behind = " ,\"z\":\"\\ud800\\/\",\"k\":[ [],{ } ,1E+2]}\t]\r\n";
    for (const QByteArray value : {"1", "-0.0e-0", "true", "null", "\"\"", "\"a,]}\\\"\"", "[]",
                                   "[ ]", "{ }", "[[{\"]\":[]}]]", "{\"}\":{\"a\":[1 , 2]}}"}) {
        const QByteArray body = before + value + behind;
        const auto made = Replacement({Find::Pointer, "/1/A", "\"new\""}).in(body, true);
        QVERIFY2(made, value.constData());
        QCOMPARE(*made, before + "\"new\"" + behind);
    }
}

void TestReplacement::staysBounded()
{
    const QByteArray body(1 << 12, 'a');
    const QByteArray with(1 << 15, 'b');
    QVERIFY(!Replacement({Find::Text, "a", with}).in(body, true));
    QVERIFY(!Replacement({Find::Regex, "a", with}).in(body, true));
    QVERIFY(Replacement({Find::Text, "aa", "bbb"}).in(body, true));
}

void TestReplacement::canBeUsedAgain()
{
    Replacement replacement({Find::Pointer, "/a", "1"});
    QCOMPARE(replacement.in(R"({"a":22})", true), QByteArray(R"({"a":1})"));
    QCOMPARE(replacement.in("{", true), std::nullopt);
    QCOMPARE(replacement.in(R"({"b":[],"a":[2]})", true), QByteArray(R"({"b":[],"a":1})"));
}

QTEST_GUILESS_MAIN(TestReplacement)
#include "tst_replacement.moc"
