// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/target.h"

#include <QTest>

using namespace Http;

class TargetTest : public QObject
{
    Q_OBJECT
private slots:
    void parses_data();
    void parses();
    void decodesQueries_data();
    void decodesQueries();
    void findsQueryValues();
    void percentDecodes();
    void percentEncodesAsJavaScriptDoes();
};

void TargetTest::parses_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("rawQuery");
    QTest::addColumn<QByteArray>("originForm");

    const auto row = [](const char *name, const QByteArrayList &parts) {
        QTest::newRow(name) << parts[0] << parts[1] << parts[2] << parts[3] << parts[4] << parts[5];
    };
    row("RFC 9112 3.2.1: origin form", {"/where?q=now", "", "", "/where", "q=now", "/where?q=now"});
    row("a colon and more question marks",
        {"/a:b?c?d://", "", "", "/a:b", "c?d://", "/a:b?c?d://"});
    row("RFC 9112 3.2.2: absolute form",
        {"http://www.example.org:81/pub/W.html?a=b", "http", "www.example.org:81", "/pub/W.html",
         "a=b", "/pub/W.html?a=b"});
    row("an absolute form without a path", {"ws://h?a=/b", "ws", "h", "", "a=/b", "/?a=/b"});
    row("an absolute form of a name alone", {"http://[::1]", "http", "[::1]", "", "", "/"});
    row("RFC 9112 3.2.3: authority form",
        {"www.example.com:80", "", "www.example.com:80", "", "", "/"});
    row("RFC 9112 3.2.4: asterisk form", {"*", "", "", "*", "", "*"});
    row("nothing", {"", "", "", "", "", "/"});
}

void TargetTest::parses()
{
    QFETCH(QByteArray, target);
    const Target parts = Target::parse(target);
    QTEST(parts.scheme, "scheme");
    QTEST(parts.authority, "authority");
    QTEST(parts.path, "path");
    QTEST(parts.rawQuery, "rawQuery");
    QTEST(parts.originForm(), "originForm");
}

void TargetTest::decodesQueries_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArrayList>("parameters");
    QTest::newRow("a plus is a space")
        << QByteArray("a=x+y&b=x%2By") << QByteArrayList {"a", "x y", "b", "x+y"};
    QTest::newRow("names are coded too") << QByteArray("%61+b=c") << QByteArrayList {"a b", "c"};
    QTest::newRow("in order, repeated")
        << QByteArray("b=1&a=2&b=3") << QByteArrayList {"b", "1", "a", "2", "b", "3"};
    QTest::newRow("without a value, empty ones, further equals signs")
        << QByteArray("a&&b=&=c&d=e=f&") << QByteArrayList {"a", "", "b", "", "", "c", "d", "e=f"};
    QTest::newRow("not UTF-8, broken escapes")
        << QByteArray("a=%ff%&b=%4&c=%zz") << QByteArrayList {"a", "\xff%", "b", "%4", "c", "%zz"};
}

void TargetTest::decodesQueries()
{
    QFETCH(QByteArray, query);
    QByteArrayList parameters;
    for (const Field &parameter : parseQuery(query))
        parameters << parameter.name << parameter.value;
    QTEST(parameters, "parameters");
}

void TargetTest::findsQueryValues()
{
    const Target target = Target::parse("/socket.io/?EIO=4&transport=polling&EIO=3");
    QCOMPARE(target.queryValue("EIO").value(), "4");
    QVERIFY(!target.queryValue("eio"));
    QVERIFY(target.hasQueryValue("transport", "polling"));
    QVERIFY(!target.hasQueryValue("transport", "poll"));
    QVERIFY(!target.hasQueryValue("sid", ""));
}

void TargetTest::percentDecodes()
{
    QCOMPARE(percentDecode("a+b%20%e2%82%AC"), "a+b \xe2\x82\xac");
    QCOMPARE(percentDecode("a+b", true), "a b");
    QCOMPARE(percentDecode("%00%"), QByteArray("\0%", 2));
}

void TargetTest::percentEncodesAsJavaScriptDoes()
{
    QCOMPARE(percentEncode("AZaz09-_.!~*'()"), "AZaz09-_.!~*'()");
    QCOMPARE(percentEncode(" +&=/?#%,;:@$[]\"\n"),
             "%20%2B%26%3D%2F%3F%23%25%2C%3B%3A%40%24%5B%5D%22%0A");
    QCOMPARE(percentEncode("\xe2\x82\xac"), "%E2%82%AC");
    QCOMPARE(percentEncode(QByteArray(1, '\0')), "%00");
}

QTEST_GUILESS_MAIN(TargetTest)
#include "tst_target.moc"
