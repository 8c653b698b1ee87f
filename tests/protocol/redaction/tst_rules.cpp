// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/rules.h"

#include <QTest>

using namespace Redaction;

/// What users say is secret is read, or refused with a sentence.
class TestRules : public QObject
{
    Q_OBJECT

private slots:
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void matchesPaths_data();
    void matchesPaths();
    void knowsNames_data();
    void knowsNames();
};

void TestRules::refusesWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("no slash") << QByteArray("a") << QByteArray()
                              << QByteArray("a path begins with / and goes on with a name, like "
                                            "/user/password");
    QTest::newRow("empty path") << QByteArray("/") << QByteArray()
                                << QByteArray("a path begins with / and goes on with a name, like "
                                              "/user/password");
    QTest::newRow("tilde") << QByteArray("/a~2") << QByteArray()
                           << QByteArray("in a path ~ is followed by 0 (for ~) or 1 (for /)");
    QTest::newRow("open group") << QByteArray() << QByteArray("a(b")
                                << QByteArray("the pattern, at character 4: missing closing "
                                              "parenthesis");
    QTest::newRow("matches nothing") << QByteArray() << QByteArray("a*")
                                     << QByteArray("a pattern has to match at least a character");
}

void TestRules::refusesWhatIsNone()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, error);
    Rules rules;
    QByteArray said;
    QVERIFY(path.isEmpty() ? !rules.addPattern(pattern, &said) : !rules.addPath(path, &said));
    QCOMPARE(said, error);
    QVERIFY(rules.paths.isEmpty() && rules.patterns.isEmpty());
}

void TestRules::matchesPaths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("matches"); // of {"a":{"b/c":1,"d":[2,{"e":3}]}}, in an array
    QTest::newRow("name") << QByteArray("/a/b~1c") << QByteArray("1");
    QTest::newRow("from the outermost") << QByteArray("/0/a/b~1c") << QByteArray("1");
    QTest::newRow("index") << QByteArray("/a/d/0") << QByteArray("2");
    QTest::newRow("any") << QByteArray("/a/*/1/e") << QByteArray("3");
    QTest::newRow("any of few") << QByteArray("/a/*") << QByteArray("1");
    QTest::newRow("longer") << QByteArray("/a/d/1/e/f") << QByteArray();
}

void TestRules::matchesPaths()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, matches);
    QByteArray error;
    const auto parsed = JsonPath::parse(path, &error);
    QVERIFY2(parsed, error.constData());
    QByteArray found;
    JsonWalk walk;
    walk.onScalar = [&](const JsonWalk::Scalar &scalar, const JsonWalk::Way &way) {
        if (parsed->matches(way))
            found += scalar.token;
    };
    walk.walk("42[{\"a\":{\"b\\/c\":1,\"d\":[2,{\"e\":3}]}}]");
    QCOMPARE(found, matches);
}

void TestRules::knowsNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("kind"); // -1: none
    QTest::newRow("password") << QByteArray("userPassword") << int(Kind::Password);
    QTest::newRow("token") << QByteArray("X-Refresh_Token") << int(Kind::Token);
    QTest::newRow("tokens") << QByteArray("tokens") << -1;
    QTest::newRow("sid") << QByteArray("SID") << int(Kind::Sid);
    QTest::newRow("key") << QByteArray("key") << -1;
    QTest::newRow("api key") << QByteArray("api-key") << int(Kind::Token);
    QTest::newRow("other") << QByteArray("text") << -1;
}

void TestRules::knowsNames()
{
    QFETCH(QByteArray, name);
    QFETCH(int, kind);
    const auto found = kindOfName(name);
    QCOMPARE(found ? int(*found) : -1, kind);
}

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
