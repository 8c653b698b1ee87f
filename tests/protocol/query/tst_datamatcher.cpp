// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/datamatcher.h"
#include "protocol/query/parser.h"

#include <QTest>

using Query::DataMatcher;

class TestDataMatcher : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
};

void TestDataMatcher::finds_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isIn");
    const auto row = [](const char *query, const char *json, bool isIn) {
        QTest::addRow("%s in %s", query, json) << QByteArray(query) << QByteArray(json) << isIn;
    };
    const char *const event
        = R"(["chat",{"user":{"id":7,"name":"Ann"},"tags":["a","b"]},true,null])";
    row("data.user.id=7", event, true);
    row("data.user.id=8", event, false);
    row("data.user.id!=8", event, true);
    row("data.user.id!=7", event, false);
    row("data.user.x!=7", event, false); // what is not there is not compared
    row("data.user.id>6.5", event, true);
    row("data.user.id>7", event, false);
    row("data.user.id>=7", event, true);
    row("data.user.id<7.1", event, true);
    row("data.user.id<=6", event, false);
    row("data.user.name:Ann", event, true);
    row("data.user.name:ann", event, false);
    row("data.user.name:A*", event, true);
    row("data.user.name:*n*n", event, true);
    row("data.user.name:*x*", event, false);
    row("data.user.name~^a", event, false);
    row("data.user.name~^A", event, true);
    row("data.user.name>1", event, false);
    row("data.user", event, true);
    row("data.user=7", event, false);
    row("data.user!=7", event, true);
    row("data.nobody", event, false);
    row("data.tags.1=b", event, true);
    row("data.tags.2", event, false);
    row("data./1/user/id=7", event, true);
    row("data./0=chat", event, true);
    row("data./0/user/id=7", event, false);
    row("data./1/tags/0=a", event, true);
    row("data./2=true", event, true);
    row("data./3=null", event, true);
    row("data./4", event, false);
    row("data.1.user.id=7", event, true);
    row("data.0=chat", event, true);
    row("data.type=tick", R"({"type":"tick"})", true);
    row("data./type=tick", R"({"type":"tick"})", true);
    row("data.a=1", R"({"b":{"a":2},"a":1})", true);
    row("data.b.a=2", R"({"b":{"c":[1,{}],"a":2},"a":1})", true);
    row("data.x=1", R"([{"a":[1,{"x":3}]},{"x":1}])", true);
    row("data.n=9007199254740993", R"({"n":9007199254740993})", true);
    row("data.n=9007199254740993", R"({"n":9007199254740992})", false);
    row("data.n=12345678901234567890123", R"({"n":12345678901234567890123})", true);
    row("data.n=1.0", R"({"n":1})", true);
    row("data.n=1k", R"({"n":1000})", true);
    row("data.n:1*", R"({"n":1234})", true);
    row("data.n>1M", R"({"n":1e7})", true);
    row(R"(data."a b"=1)", R"({"a b":1})", true);
    row("data.ä=1", R"({"\u00e4":1})", true);
    row("data.t=ä", R"({"t":"\u00e4"})", true);
    row("data./a~1b=1", R"({"a/b":1})", true);
    row(R"(data.e="")", R"({"e":""})", true);
    row("data.a=1", "[1,2", false);
    row("data.a=1", "", false);
    row("data.a=1", "17", false);
    row("data.a=1", R"({"a":1} x)", true); // the value was there before it broke
    row("data.0=1", "[]", false);
}

void TestDataMatcher::finds()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, json);
    const auto read = Query::parse(query);
    QVERIFY(std::holds_alternative<Query::Expression>(read));
    DataMatcher matcher(std::get<Query::Expression>(read).terms.front());
    QTEST(matcher.isIn(json), "isIn");
    QTEST(matcher.isIn(json), "isIn"); // it can be used again
}

QTEST_GUILESS_MAIN(TestDataMatcher)
#include "tst_datamatcher.moc"
