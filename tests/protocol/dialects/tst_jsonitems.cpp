// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/jsonitems.h"
#include "protocol/dialects/note.h"

#include <QTest>

using namespace Dialects;

class JsonItemsTest : public QObject
{
    Q_OBJECT
private slots:
    void splits_data();
    void splits();
    void findsMembers();
    void staysBounded();
    void looksNoDeeper();
    void readsNamesAndKeys_data();
    void readsNamesAndKeys();
    void clipsNames();
};

void JsonItemsTest::splits_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<char>("open"); // 0: neither object nor array
    QTest::addColumn<bool>("isWhole");
    QTest::addColumn<QByteArrayList>("values"); // as spelled
    using L = QByteArrayList;
    constexpr char None = '\0';
    QTest::newRow("array") << QByteArray(R"( [1 , "a,b",[2,{"c":3}],null ]  )") << '[' << true
                           << L {"1", R"("a,b")", R"([2,{"c":3}])", "null"};
    QTest::newRow("object") << QByteArray(R"({"a" : 1.50,"b":"}\"","a":true})") << '{' << true
                            << L {"1.50", R"("}\"")", "true"};
    QTest::newRow("empty array") << QByteArray("[ ]") << '[' << true << L {};
    QTest::newRow("empty object") << QByteArray("{}") << '{' << true << L {};
    QTest::newRow("something follows") << QByteArray("[1]x") << '[' << false << L {"1"};
    QTest::newRow("two documents") << QByteArray("{} {}") << '{' << false << L {};
    QTest::newRow("cut in a value") << QByteArray(R"({"a":1,"b":"x)") << '{' << false << L {"1"};
    QTest::newRow("cut in a number") << QByteArray("[1,23") << '[' << false << L {"1"};
    QTest::newRow("cut in an escape") << QByteArray("[1,\"a\\") << '[' << false << L {"1"};
    QTest::newRow("cut in a nested value") << QByteArray("[1,[2,{") << '[' << false << L {"1"};
    QTest::newRow("cut in a key") << QByteArray(R"({"a":1,"b)") << '{' << false << L {"1"};
    QTest::newRow("no colon") << QByteArray(R"({"a":1,"b" 2})") << '{' << false << L {"1"};
    QTest::newRow("key is no string") << QByteArray("{a:1}") << '{' << false << L {};
    QTest::newRow("comma at the end") << QByteArray("[1,]") << '[' << false << L {"1"};
    QTest::newRow("no comma") << QByteArray("[1 2]") << '[' << false << L {"1"};
    QTest::newRow("nothing") << QByteArray() << None << false << L {};
    QTest::newRow("number") << QByteArray("12") << None << false << L {};
    QTest::newRow("text") << QByteArray("hello") << None << false << L {};
}

void JsonItemsTest::splits()
{
    QFETCH(const QByteArray, json);
    QFETCH(const char, open);
    QFETCH(const bool, isWhole);
    QFETCH(const QByteArrayList, values);
    const JsonItems items(json);
    QCOMPARE(items.isArray(), open == '[');
    QCOMPARE(items.isObject(), open == '{');
    QCOMPARE(items.isWhole(), isWhole);
    QCOMPARE(qsizetype(items.size()), values.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        QCOMPARE(items.at(i).toByteArray(), values.at(qsizetype(i)));
    QVERIFY(items.at(items.size()).isEmpty());
}

void JsonItemsTest::findsMembers()
{
    const JsonItems object(R"({"a":1,"b":2,"a":3,"":4,"\u0061":5})");
    QCOMPARE(object.member("a"), QByteArrayView("1"));
    QCOMPARE(object.member("b"), QByteArrayView("2"));
    QCOMPARE(object.member(""), QByteArrayView("4"));
    QVERIFY(object.has("b"));
    QVERIFY(!object.has("c"));
    const JsonItems array(R"(["a",1])");
    QVERIFY(!array.has("a"));
}

void JsonItemsTest::staysBounded()
{
    QByteArray json = "[0";
    for (int i = 1; i < 100'000; ++i)
        json += ",0";
    json += ']';
    const JsonItems items(json);
    QCOMPARE(items.size(), JsonItems::MaxItems);
    QVERIFY(!items.isWhole());
}

void JsonItemsTest::looksNoDeeper()
{
    const int depth = 500'000;
    const QByteArray nested = QByteArray(depth, '[') + QByteArray(depth, ']');
    const JsonItems items('[' + nested + ",1]");
    QVERIFY(items.isWhole());
    QCOMPARE(items.size(), std::size_t(2));
    QCOMPARE(items.at(0).size(), nested.size());
}

void JsonItemsTest::readsNamesAndKeys_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("text");
    const auto add = [](const char *what, const QByteArray &value, const QByteArray &name,
                        const QByteArray &key, const QByteArray &text) {
        QTest::newRow(what) << value << name << key << text;
    };
    add("string", R"("a\n\u00e9")", "a\n\xc3\xa9", "a\n\xc3\xa9", "a\n\xc3\xa9");
    add("number", "12345678901234567890.10", "", "12345678901234567890.10", "");
    add("null", "null", "", "", "");
    add("object", R"({"a":1})", "", "", "");
    add("nothing", "", "", "", "");
}

void JsonItemsTest::readsNamesAndKeys()
{
    QFETCH(const QByteArray, value);
    QTEST(nameOf(value), "name");
    QTEST(keyOf(value), "key");
    QTEST(textOf(value), "text");
    QCOMPARE(stringOf(value).has_value(), value.startsWith('"'));
}

void JsonItemsTest::clipsNames()
{
    const QByteArray plain = '"' + QByteArray(5'000, 'x') + '"';
    QCOMPARE(nameOf(plain), QByteArray(Note::MaxName, 'x'));
    QCOMPARE(textOf(plain), QByteArray(5'000, 'x'));
    const QByteArray escaped = '"' + QByteArray("\\u0061").repeated(5'000) + '"';
    QCOMPARE(nameOf(escaped), QByteArray(Note::MaxName, 'a'));
    QCOMPARE(keyOf(QByteArray(5'000, '7')), QByteArray(Note::MaxName, '7'));
}

QTEST_APPLESS_MAIN(JsonItemsTest)

#include "tst_jsonitems.moc"
