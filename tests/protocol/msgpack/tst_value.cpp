// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/value.h"
#include "tests/support/vectors.h"

#include <QJsonDocument>
#include <QTest>

using namespace MsgPack;

namespace {

/// The rendering of a vector's value, whose notation differs from ours.
QByteArray rendering(const QJsonValue &value)
{
    if (value.isArray()) {
        QByteArray json = "[";
        for (const auto &element : value.toArray())
            json += (json.size() > 1 ? "," : "") + rendering(element);
        return json + "]";
    }
    if (!value.isObject()) {
        const QByteArray json = QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
        return json.sliced(1, json.size() - 2);
    }
    const QJsonObject object = value.toObject();
    if (object.contains(u"$hex"))
        return R"({"$binary":")" + Vectors::data(value).toBase64() + "\"}";
    if (object.contains(u"$date_ms"))
        return R"({"$date":)" + QByteArray::number(object[u"$date_ms"].toInteger()) + "}";
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestValue : public QObject
{
    Q_OBJECT

private slots:
    void rendering_data();
    void rendering();
    void notepack_data();
    void notepack();
    void bigMaps();
    void describesTheValue();
    void cutOff();
    void broken_data();
    void broken();
    void badJson_data();
    void badJson();
    void depth();
    void pieces();
};

void TestValue::rendering_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("same"); // encodes to the same bytes

    const auto row = [](const char *name, const char *hex, const char *json, bool same = true) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QByteArray(json) << same;
    };
    row("nil", "c0", "null");
    row("true", "c3", "true");
    row("fixint", "7f", "127");
    row("uint64", "cfffffffffffffffff", "18446744073709551615");
    row("int64", "d38000000000000000", "-9223372036854775808");
    row("wide small integer", "cd0001", "1", false);
    row("float", "cbbfb999999999999a", "-0.1");
    row("whole float", "cb3ff0000000000000", "1.0");
    row("negative zero", "cb8000000000000000", "-0.0");
    row("1e21 as in JavaScript", "cb444b1ae4d6e2ef50", "1e+21");
    row("1e-7 as in JavaScript", "cb3e7ad7f29abcaf48", "1e-7");
    row("smallest float", "cb0000000000000001", "5e-324");
    row("float32", "ca3fc00000", "1.5", false);
    row("NaN", "cb7ff8000000000000", R"({"$number":"NaN"})");
    row("Infinity", "cb7ff0000000000000", R"({"$number":"Infinity"})");
    row("-Infinity", "cbfff0000000000000", R"({"$number":"-Infinity"})");
    row("string", "a3e282ac", "\"\xe2\x82\xac\"");
    row("escapes", "a622 5c 0a 1f 7f 2f",
        R"("\"\\\n\u001f)"
        "\x7f/\"");
    row("not UTF-8", "a2c328", "\"\xc3(\"");
    row("binary", "c403010203", R"({"$binary":"AQID"})");
    row("no bytes", "c400", R"({"$binary":""})");
    row("undefined", "d40000", R"({"$undefined":true})");
    row("date", "d70000000174876e807b", R"({"$date":"2020-09-13T12:26:40.123Z"})");
    row("date before 1970", "d700ffffffffffffffff", R"({"$date":"1969-12-31T23:59:59.999Z"})");
    row("last date", "d700001eb208c2dc0000", R"({"$date":"+275760-09-13T00:00:00.000Z"})");
    row("first date", "d700ffe14df73d240000", R"({"$date":"-271821-04-20T00:00:00.000Z"})");
    row("year 0", "d700ffffc77590fba000", R"({"$date":"0000-01-01T00:00:00.000Z"})");
    row("no date", "d7007fffffffffffffff", R"({"$date":9223372036854775807})");
    row("other ext", "d6ff00000001", R"({"$binary":"AAAAAQ==","$type":-1})");
    row("ext of 3 bytes", "c70305010203", R"({"$binary":"AQID","$type":5})");
    row("undefined with a value", "d40001", R"({"$binary":"AQ==","$type":0})");
    row("array", "9301 90 80", "[1,[],{}]");
    row("map in its order", "83a162 01 a161 02 a162 03", R"({"b":1,"a":2,"b":3})");
    row("own key", "81a52461626364 01", R"({"$$abcd":1})");
    row("own key that looks like a marker", "81a72462696e617279 a0", R"({"$$binary":""})");
    row("own key with two", "81a3242461 c0", R"({"$$$a":null})");
    row("dollar in a string", "91a22461", R"(["$a"])");
    row("number as key", "8101a0", R"({"1":""})", false);
}

void TestValue::rendering()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, json);
    QFETCH(bool, same);
    const auto value = decodeValue(bytes + "more");
    QVERIFY(value);
    QCOMPARE(value->json, json);
    QCOMPARE(value->size, bytes.size());
    QCOMPARE(value->validUtf8, QByteArrayView(json).isValidUtf8());
    if (same && value->validUtf8)
        QCOMPARE(encodeJson(value->json).value_or("nothing").toHex(), bytes.toHex());
}

void TestValue::notepack_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("bytes");
    for (const auto &vector : Vectors::group(QLatin1String("notepack"))) {
        QTest::newRow(vector.id.constData())
            << ::rendering(vector.input) << Vectors::bytes(vector.encoded.first());
    }
}

/// notepack.io 2.2.0, value by value.
void TestValue::notepack()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, bytes);
    const auto value = decodeValue(bytes);
    QVERIFY(value);
    QCOMPARE(value->size, bytes.size());
    if (json == "1e+300" || json == R"({"$number":"-0"})")
        return; // notepack.io writes them as 0
    QCOMPARE(encodeJson(value->json).value_or("nothing").toHex(), bytes.toHex());
    // The vectors' keys are not in the order in which they were written.
    if (!json.contains(R"("k)"))
        QCOMPARE(encodeJson(json).value_or("nothing").toHex(), bytes.toHex());
}

void TestValue::bigMaps()
{
    QByteArray json = "{";
    for (int i = 0; i < 70000; ++i)
        json += (i > 0 ? R"(,")" : R"(")") + QByteArray::number(i) + R"(":)"
            + QByteArray::number(-i);
    json += '}';
    const auto bytes = encodeJson(json);
    QVERIFY(bytes);
    QCOMPARE(bytes->first(5).toHex(), QByteArray("df00011170"));
    const auto value = decodeValue(*bytes);
    QVERIFY(value);
    QCOMPARE(value->json, json);
    QCOMPARE(value->count, 70000);
    QCOMPARE(decodeMapHeader(*bytes)->count, 70000U);
    QCOMPARE(decodeMapHeader(*bytes)->size, 5);
}

void TestValue::describesTheValue()
{
    const auto event = decodeValue(QByteArray::fromHex("92a568656c6c6f01"));
    QVERIFY(event);
    QCOMPARE(event->type, Type::Array);
    QCOMPARE(event->count, 2);
    QCOMPARE(event->firstType, Type::String);
    QCOMPARE(event->text, "hello");
    const auto nested = decodeValue(QByteArray::fromHex("9291a161a162"));
    QVERIFY(nested);
    QCOMPARE(nested->firstType, Type::Array);
    QCOMPARE(nested->text, "");
    QCOMPARE(decodeValue("\xa1/")->text, "/");
    QCOMPARE(decodeValue("\x07")->integer, 7);
    QCOMPARE(decodeValue("\xff")->integer, -1);
    QCOMPARE(decodeValue(QByteArray::fromHex("81a16107"))->type, Type::Map);
}

/// A value that is not whole is none, wherever it is cut.
void TestValue::cutOff()
{
    const auto bytes = QByteArray::fromHex("85a47479706502a46461746195a568656c6c6fc403010203d700000"
                                           "00174876e807bcb3fc0000000000000cd0100a869"
                                           "6e74657276616cd3ffffffff7fffffffa2696407a36e7370a12f");
    QVERIFY(decodeValue(bytes));
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!decodeValue(bytes.first(size)));
}

void TestValue::broken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("unused byte") << QByteArray::fromHex("c1");
    QTest::newRow("ext of 4 GiB") << QByteArray::fromHex("c9ffffffff00");
    QTest::newRow("array of 4 G") << QByteArray::fromHex("ddffffffff01");
    QTest::newRow("array as key") << QByteArray::fromHex("819001");
}

void TestValue::broken()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!decodeValue(bytes));
}

void TestValue::badJson_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"",
                             "[",
                             "[1",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             R"({"a"})",
                             R"({"a":1,})",
                             "{a:1}",
                             "nul",
                             "01",
                             "1.",
                             "+1",
                             R"("a)",
                             R"("\x")",
                             R"("\u12")",
                             "[1]]",
                             "[1] 2",
                             "1 2",
                             "'a'",
                             R"({"$binary":1})",
                             R"({"$date":"yesterday"})",
                             R"({"$other":1})",
                             "\x01"})
        QTest::newRow(json) << QByteArray(json);
}

void TestValue::badJson()
{
    QFETCH(QByteArray, json);
    QVERIFY(!encodeJson(json));
}

void TestValue::depth()
{
    QVERIFY(decodeValue(QByteArray(MaxDepth - 1, '\x91') + '\x90'));
    QVERIFY(!decodeValue(QByteArray(MaxDepth, '\x91') + '\x90'));
    QVERIFY(!decodeValue(QByteArray(10'000'000, '\x91')));
    QVERIFY(encodeJson(QByteArray(MaxDepth, '[') + QByteArray(MaxDepth, ']')));
    QVERIFY(!encodeJson(QByteArray(MaxDepth + 1, '[') + QByteArray(MaxDepth + 1, ']')));
}

void TestValue::pieces()
{
    QCOMPARE(encodeMapHeader(3), "\x83");
    QCOMPARE(encodeMapHeader(16).toHex(), "de0010");
    QCOMPARE(encodeString("/chat").toHex(), "a52f63686174");
    QCOMPARE(encodeInteger(300).toHex(), "cd012c");
    QVERIFY(!decodeMapHeader("\x90"));
    QVERIFY(!decodeMapHeader(""));
    QVERIFY(!decodeMapHeader("\xde"));
}

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
