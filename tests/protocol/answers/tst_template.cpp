// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/template.h"

#include <QTest>

using Answers::Asked;
using Answers::Template;

namespace {

const Asked &asked()
{
    static const Asked asked {
        .data
        = R"(["order",{"id":12345678901234567890.10,"a/b":[1,{"\u0041":"x"}],"id2":"\u00e9"},)"
          R"({"$binary":"AAE="},null])",
        .text = "say \"hi\"",
        .auth = R"({"name":"ann","token":7})",
        .id = "Ab3x",
        .count = 3,
        .time = 1'772'366'531'482};
    return asked;
}

QByteArray filled(const QByteArray &json)
{
    const auto read = Template::of(json);
    const auto *fault = std::get_if<Template::Fault>(&read);
    return fault ? "fault: " + fault->text : std::get<Template>(read).fill(asked());
}

} // namespace

class TestTemplate : public QObject
{
    Q_OBJECT
private slots:
    void fills_data();
    void fills();
    void isPlainWithoutPlaces();
    void textIsWhatAStringSays();
    void refuses_data();
    void refuses();
};

void TestTemplate::fills_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *json, const char *expected) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(expected);
    };
    row("argument", R"([ {"$arg":1} ])", R"([ {"$binary":"AAE="} ])");
    row("argument that is null", R"([{"$arg":2}])", "[null]");
    row("argument that isn't there", R"([{"$arg":3}])", "[null]");
    row("its exact number", R"({"id":{"$data":"/1/id"}})", R"({"id":12345678901234567890.10})");
    row("pointer with escapes", R"([{"$data":"/1/a~1b/1/A"}])", R"(["x"])");
    row("name", R"({"$data":"/0"})", R"("order")");
    row("all of it", R"({"$auth":""})", R"({"name":"ann","token":7})");
    row("auth", R"(["hello",{"$auth":"/name"},{"$auth":"/nobody"}])", R"(["hello","ann",null])");
    row("text", R"([{"$text":true}])", R"(["say \"hi\""])");
    row("id and count", R"([{"$id":true},{"$count":true}])", R"(["Ab3x",3])");
    row("time", R"([{"$time":"ms"},{"$time":"iso"}])",
        R"([1772366531482,"2026-03-01T12:02:11.482Z"])");
    row("deep", R"({"a":[[{"b":{"$count":true}}]],"c":1})", R"({"a":[[{"b":3}]],"c":1})");
    row("bytes and escaped keys stay", R"([{"$binary":"AAE="},{"$$arg":1}])",
        R"([{"$binary":"AAE="},{"$$arg":1}])");
    row("spelling stays", R"([1.50,"\u0041", {"$count" : true} , -0])",
        R"([1.50,"\u0041", 3 , -0])");
}

void TestTemplate::fills()
{
    QFETCH(QByteArray, json);
    QTEST(filled(json), "expected");
}

void TestTemplate::isPlainWithoutPlaces()
{
    const QByteArray json = R"( {"a": [1, 2], "price": "$5"} )";
    QCOMPARE(filled(json), json);
    QCOMPARE(filled("7"), "7");
}

void TestTemplate::textIsWhatAStringSays()
{
    const auto text
        = [](const char *json) { return std::get<Template>(Template::of(json)).fillText(asked()); };
    QCOMPARE(text(R"("lo\u0062by")"), "lobby");
    QCOMPARE(text(R"({"$data":"/0"})"), "order");
    QCOMPARE(text(R"({"$count":true})"), "3");
}

void TestTemplate::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("part"); // where the fault is
    const auto row = [](const char *name, const char *json, const char *part) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(part);
    };
    row("unknown", R"([1,{"$args":0}])", "0}");
    row("not alone", R"({"a":1,"$arg":0})", "$arg");
    row("no number", R"({"$arg":"0"})", R"("0")");
    row("negative", R"({"$arg":-1})", "-1");
    row("no pointer", R"({"$data":"a"})", R"("a")");
    row("no text", R"({"$auth":1})", "1");
    row("no form of time", R"({"$time":"utc"})", R"("utc")");
    row("no flag", R"({"$count":1})", "1");
    row("bytes that are no text", R"({"$binary":1})", "1");
}

void TestTemplate::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, part);
    const auto read = Template::of(json);
    const auto *fault = std::get_if<Template::Fault>(&read);
    QVERIFY(fault);
    QVERIFY(!fault->text.isEmpty());
    QVERIFY2(json.sliced(fault->offset).startsWith(part), json.sliced(fault->offset).constData());
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
