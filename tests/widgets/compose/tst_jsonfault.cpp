// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/jsonfault.h"

#include <QTest>

class TestJsonFault : public QObject
{
    Q_OBJECT

private slots:
    void findsNothingInJson_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("object") << QByteArray("{ \"a\": [1, -2.5e+3, true, null, \"\\u00e9\"] }\n");
        QTest::newRow("scalar") << QByteArray(" \"x\" ");
        QTest::newRow("large number") << QByteArray("12345678901234567890.10");
        QTest::newRow("twice the same key") << QByteArray(R"({"a":1,"a":2})");
        QTest::newRow("lone surrogate") << QByteArray(R"("\ud800")");
    }

    void findsNothingInJson()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!findJsonFault(json));
    }

    void saysWhere_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qsizetype>("offset");
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const char *json, qsizetype offset, qsizetype size,
                            const char *word) {
            QTest::newRow(name) << QByteArray(json) << offset << size << QString::fromLatin1(word);
        };
        row("empty", "", 0, 0, "value");
        row("comma at the end", R"({"a":1,})", 6, 1, "too many");
        row("comma at the end of an array", "[1, ]", 2, 1, "too many");
        row("two commas", "[1,,2]", 3, 1, "value");
        row("no comma", R"({"a":1 "b":2})", 7, 1, "comma");
        row("no colon", R"({"a" 1})", 5, 1, "colon");
        row("key without quotes", "{a:1}", 1, 1, "double quotes");
        row("single quotes", "['a']", 1, 1, "double quotes");
        row("word", "[True]", 1, 4, "value");
        row("number", "[01]", 1, 2, "number");
        row("number with a point", "[.5]", 1, 2, "number");
        row("open string", "[\"abc", 1, 4, "no end");
        row("line break in a string", "[\"a\nb\"]", 1, 2, "line");
        row("tab in a string", "[\"a\tb\"]", 3, 1, "escape");
        row("escape", R"(["\x"])", 2, 2, "escape");
        row("short escape", R"(["\u12"])", 2, 6, "escape");
        row("missing brace", "{\"a\":\n[1]", 9, 0, "} is missing for the { in line 1");
        row("missing bracket", "{\"a\":\n[1", 8, 0, "] is missing for the [ in line 2");
        row("wrong bracket", "[1}", 2, 1, "]");
        row("more", "1 2", 2, 1, "follow");
        row("comment", "// x\n1", 0, 2, "comments");
        row("bad UTF-8", "[\"a\xff\"]", 3, 1, "UTF-8");
    }

    void saysWhere()
    {
        QFETCH(QByteArray, json);
        QFETCH(qsizetype, offset);
        QFETCH(qsizetype, size);
        QFETCH(QString, word);
        const auto fault = findJsonFault(json);
        QVERIFY(fault);
        QCOMPARE(fault->offset, offset);
        QCOMPARE(fault->size, size);
        QVERIFY2(fault->words.contains(word), qPrintable(fault->words));
    }

    void refusesWhatIsTooDeep()
    {
        const QByteArray deep = QByteArray(1200, '[') + QByteArray(1200, ']');
        QVERIFY(findJsonFault(deep)->words.contains(QStringLiteral("deep")));
    }

    void countsLinesAndCharacters()
    {
        const QByteArray text = "ab\n\xc3\xa9\xe2\x82\xacx\n";
        QCOMPARE(textPosition(text, 0).column, 1);
        QCOMPARE(textPosition(text, 8).line, 2);
        QCOMPARE(textPosition(text, 8).column, 3);
        QCOMPARE(textPosition(text, 10).line, 3);
        QCOMPARE(textPosition(text, 10).column, 1);
    }
};

QTEST_APPLESS_MAIN(TestJsonFault)
#include "tst_jsonfault.moc"
