// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/jsonreader.h"

#include <QTest>

using namespace SocketIo;

class TestJsonReader : public QObject
{
    Q_OBJECT

private slots:
    void valid_data();
    void valid();
    void invalid_data();
    void invalid();
    void notUtf8();
    void depth();
    void firstAndLast();
    void places();
    void bigAndSmallInTurn();
    void unescaped_data();
    void unescaped();
    void quoted();
};

/// JSON.parse() takes these.
void TestJsonReader::valid_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<JsonType>("type");
    const auto row
        = [](const char *json, JsonType type) { QTest::newRow(json) << QByteArray(json) << type; };
    row("null", JsonType::Null);
    row("true", JsonType::Boolean);
    row(" false ", JsonType::Boolean);
    row("0", JsonType::Number);
    row("-0", JsonType::Number);
    row("-12.5E+3", JsonType::Number);
    row("1e400", JsonType::Number);
    row("12345678901234567890.10", JsonType::Number);
    row("123456789012345678901234567890123456789012345678901234567890", JsonType::Number);
    row(R"("")", JsonType::String);
    row(R"("\ud800")", JsonType::String);
    row(R"("\"\\\/\b\f\n\r\t\u00e9")", JsonType::String);
    row("\"\x7f\xe2\x80\xa8\"", JsonType::String);
    row("[]", JsonType::Array);
    row("[ ]", JsonType::Array);
    row("[1,[2,[3]],{}]\n", JsonType::Array);
    row("{}", JsonType::Object);
    row(R"({"a":1,"a":2,"":{"b":[]}})", JsonType::Object);
}

void TestJsonReader::valid()
{
    QFETCH(QByteArray, json);
    QFETCH(JsonType, type);
    const JsonFacts facts = JsonReader().read(json);
    QVERIFY(facts.valid);
    QCOMPARE(facts.type, type);
}

void TestJsonReader::invalid_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"",
                             " ",
                             "nul",
                             "nulll",
                             "True",
                             "NaN",
                             "undefined",
                             "01",
                             "-",
                             "1.",
                             ".5",
                             "+1",
                             "1e",
                             "0x10",
                             "1 2",
                             "7\t\v\t",
                             "\v7",
                             "7\f",
                             R"("a)",
                             R"("a"b)",
                             R"("a" "b")",
                             R"("\x41")",
                             R"("\u12g4")",
                             "\"\t\"",
                             "'a'",
                             "[",
                             "]",
                             "[1",
                             "[1,]",
                             "[,]",
                             "[1 2]",
                             "[1]]",
                             "[1],",
                             "[1}",
                             "{",
                             "{]",
                             R"({"a"})",
                             R"({"a":})",
                             R"({"a":1,})",
                             "{a:1}",
                             "{1:2}",
                             R"({"a" 1})",
                             R"({"a":1 "b":2})",
                             R"({"a\x":1})",
                             "[1.]",
                             "[tru]",
                             R"(["a"1])",
                             R"([1"a"])",
                             "/*a*/1",
                             "\xef\xbb\xbf[]"})
        QTest::newRow(json) << QByteArray(json);
    // A colon behind a string that is no key, and what would make up for it.
    for (const char *json : {R"(["b":2])", R"(["b":2})", R"([["b":2}])", R"({"a":"b":2})",
                             R"({"a":["b":2},"c":1])", R"(["e",{"a":["b{":2} ,1],"a":0}])"})
        QTest::newRow(json) << QByteArray(json);
    QTest::newRow("NUL") << QByteArray("[1]\0", 4);
    QTest::newRow("NUL within") << QByteArray("[1,\0]", 5);
}

void TestJsonReader::invalid()
{
    QFETCH(QByteArray, json);
    const JsonFacts facts = JsonReader().read(json);
    QVERIFY(!facts.valid);
    QVERIFY(!facts.walked);
}

/// Not valid, but what is in it can still be found.
void TestJsonReader::notUtf8()
{
    const QByteArray json = "[\"\xff\xc3\xa9\",{\"_placeholder\":true,\"num\":0}]";
    JsonPlaces places;
    const JsonFacts facts = JsonReader().read(json, &places);
    QVERIFY(!facts.valid);
    QVERIFY(facts.walked);
    QCOMPARE(facts.firstType, JsonType::String);
    QCOMPARE(json.sliced(facts.first.offset, facts.first.size), "\"\xff\xc3\xa9\"");
    QCOMPARE(places.placeholders.size(), 1);
}

void TestJsonReader::depth()
{
    const auto nested
        = [](qsizetype depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(JsonReader().read(nested(JsonReader::MaxDepth)).valid);
    QVERIFY(!JsonReader().read(nested(JsonReader::MaxDepth + 1)).valid);
    QVERIFY(!JsonReader().read(QByteArray(1'000'000, '[')).valid);
}

void TestJsonReader::firstAndLast()
{
    JsonReader reader;
    const QByteArray json = R"( [ "a\"b" , {"x":1}, 12.50 ] )";
    const JsonFacts facts = reader.read(json);
    QCOMPARE(facts.count, 3);
    QCOMPARE(facts.firstType, JsonType::String);
    QCOMPARE(json.sliced(facts.first.offset, facts.first.size), R"("a\"b")");
    QCOMPARE(facts.lastType, JsonType::Number);
    QCOMPARE(json.sliced(facts.last.offset, facts.last.size), "12.50");
    QCOMPARE(reader.read("[]").firstType, JsonType::None);
    QCOMPARE(reader.read("[[1],2]").firstType, JsonType::Array);
    QCOMPARE(reader.read(R"({"a":1,"b":2})").count, 2);
}

void TestJsonReader::places()
{
    const QByteArray json
        = R"(["a",{"_placeholder":true,"num":0},{"$x":{ "num" : 1 , "_placeholder" : true }},)"
          R"({"_placeholder":true,"num":1.0},{"_placeholder":false,"num":0},)"
          R"({"_placeholder":true,"num":-1,"x":{"_placeholder":true,"num":0,"$y":1}},)"
          R"({"\u0024z":"$"},{"_placeholder":true}])";
    JsonPlaces places;
    QVERIFY(JsonReader().read(json, &places).valid);
    QList<QByteArray> found;
    for (const Placeholder &placeholder : places.placeholders)
        found += json.sliced(placeholder.span.offset, placeholder.span.size) + ' '
            + QByteArray::number(placeholder.number.value_or(-99));
    const QList<QByteArray> expected {
        R"({"_placeholder":true,"num":0} 0)",
        R"({ "num" : 1 , "_placeholder" : true } 1)",
        R"({"_placeholder":true,"num":1.0} -99)",
        R"({"_placeholder":true,"num":-1,"x":{"_placeholder":true,"num":0,"$y":1}} -1)",
        R"({"_placeholder":true} -99)",
    };
    QCOMPARE(found, expected);
    QCOMPARE(places.dollarKeys, (QList<qsizetype> {json.indexOf("$x"), json.indexOf("\\u0024z")}));
}

void TestJsonReader::bigAndSmallInTurn()
{
    JsonReader reader;
    const QByteArray big = R"([")" + QByteArray(3'000'000, 'x') + R"("])";
    for (int i = 0; i < 3; ++i) {
        QVERIFY(reader.read("[1]").valid);
        QVERIFY(reader.read(big).valid);
        QVERIFY(!reader.read("[1").valid);
    }
}

void TestJsonReader::unescaped_data()
{
    QTest::addColumn<QByteArray>("string");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *string, const char *text) {
        QTest::newRow(string) << QByteArray(string) << QByteArray(text);
    };
    row(R"("")", "");
    row(R"("abc")", "abc");
    row(R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row(R"("\u0041\u00e9\u20ac\ud83d\ude00")", "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    row(R"("\ud800")", "\xef\xbf\xbd");
    row(R"("\ud800\u0041")",
        "\xef\xbf\xbd"
        "A");
    row(R"("\udc00\ud800")", "\xef\xbf\xbd\xef\xbf\xbd");
    row(R"("ab" more)", "ab");
    row(R"("cut o)", "cut o");
    row(R"("cut \u12)", "cut \\u12");
    row(R"("cut \)", "cut \\");
    row(R"("no \x escape")", "no \\x escape");
}

void TestJsonReader::unescaped()
{
    QFETCH(QByteArray, string);
    QFETCH(QByteArray, text);
    QCOMPARE(JsonText::unescaped(string), text);
}

/// As JSON.stringify(), which leaves U+2028 and DEL alone.
void TestJsonReader::quoted()
{
    const QByteArray text("\xe2\x82\xac\"\\/\b\f\n\r\t\xe2\x80\xa8\0\x1f\x7f", 17);
    QCOMPARE(JsonText::quoted(text),
             "\"\xe2\x82\xac\\\"\\\\/\\b\\f\\n\\r\\t\xe2\x80\xa8\\u0000\\u001f\x7f\"");
    QCOMPARE(JsonText::unescaped(JsonText::quoted(text)), text);
}

QTEST_APPLESS_MAIN(TestJsonReader)
#include "tst_jsonreader.moc"
