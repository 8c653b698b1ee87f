// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/jsonwalk.h"

#include <QTest>

using namespace Redaction;

/// All JSON in a text is walked, broken or not, and what stands before it told.
class TestJsonWalk : public QObject
{
    Q_OBJECT

private slots:
    void handsOutAll_data();
    void handsOutAll();
    void tellsWhatIsBetween();
    void takesEveryCut();
    void staysWithinItsDepth();
};

namespace {

QByteArray walked(const QByteArray &text)
{
    QByteArrayList all;
    JsonWalk walk;
    walk.onScalar = [&](const JsonWalk::Scalar &scalar, const JsonWalk::Way &way) {
        QByteArray line;
        for (const JsonWalk::Step &step : way)
            line
                += '/' + (step.index < 0 ? step.key.toByteArray() : QByteArray::number(step.index));
        line += scalar.isString ? "='" + scalar.token.toByteArray() + '\''
                                : '=' + scalar.token.toByteArray();
        if (text.mid(scalar.offset, scalar.token.size()) != scalar.token)
            line += " elsewhere";
        all.append(line);
    };
    walk.walk(text);
    return all.join(' ');
}

} // namespace

void TestJsonWalk::handsOutAll_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("values", R"({"a":["x",-1.5e3,true,null]})", "/a/0='x' /a/1=-1.5e3 /a/2=true /a/3=null");
    row("spaces", "{ \"a\" : 1 ,\n\"b\" : [ ] , \"c\" : 2 }", "/a=1 /c=2");
    row("escapes", R"({"a\"b":"c\\\"d"})", R"(/a\"b='c\\\"d')");
    row("packets",
        "42[\"a\"]\x1e"
        "43[\"b\"]",
        "/0='a' /0='b'");
    row("a cut packet",
        "42[\"a\",{\"b\x1e"
        "43[\"c\"]",
        "/0='a' /0='c'");
    row("a packet cut behind a value",
        "42[\"a\",{\"b\":1\x1e"
        "43[\"c\"]",
        "/0='a' /1/b=1 /0='c'");
    row("a packet cut in a value",
        "42[\"a\",\"b\x1e"
        "43[\"c\"]",
        "/0='a' /1='b' /0='c'");
    row("no JSON", "hello \"there\" 12", "");
    row("a wrong bracket", "[1}[2]", "/0=1 /0=2");
    row("a comma more", "[1,,2,]", "/0=1 /2=2");
}

void TestJsonWalk::handsOutAll()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(walked(text), expected);
}

void TestJsonWalk::tellsWhatIsBetween()
{
    QByteArrayList between;
    JsonWalk walk;
    walk.onRoot = [&between](QByteArrayView text) { between.append(text.toByteArray()); };
    walk.walk("40/a,{\"x\":[1]}\x1e"
              "42[2]");
    QCOMPARE(between,
             QByteArrayList({"40/a,",
                             "\x1e"
                             "42"}));
}

void TestJsonWalk::takesEveryCut()
{
    const QByteArray whole = R"(42["a",{"b":"c\"d","e":[1,2,{"f":null}]}])";
    const QByteArray expected = walked(whole);
    for (qsizetype size = 0; size < whole.size(); ++size) {
        QVERIFY(!walked(whole.left(size)).contains("elsewhere"));
        QVERIFY(walked(whole.left(size)).size() <= expected.size() + 2);
    }
}

void TestJsonWalk::staysWithinItsDepth()
{
    QCOMPARE(walked(QByteArray(qsizetype(JsonWalk::MostDepth) - 1, '[') + "1").count("/0"),
             qsizetype(JsonWalk::MostDepth) - 1);
    QVERIFY(walked(QByteArray(100'000, '[') + "1").size() < 4 * qsizetype(JsonWalk::MostDepth));
}

QTEST_GUILESS_MAIN(TestJsonWalk)
#include "tst_jsonwalk.moc"
