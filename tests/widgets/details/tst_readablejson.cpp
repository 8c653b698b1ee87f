// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/readablejson.h"

#include <QTest>

class TestReadableJson : public QObject
{
    Q_OBJECT

private slots:
    void breaksLines_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("readable");
        const auto row = [](const char *json, const char *readable) {
            QTest::newRow(json) << QByteArray(json) << QByteArray(readable);
        };
        row("", "");
        row("1.50e+2", "1.50e+2");
        row("[]", "[]");
        row("[ ]", "[]");
        row("{\t}", "{}");
        row("[1,2]", "[\n  1,\n  2\n]");
        row("{\"b\":1,\"a\":[],\"a\":2}", "{\n  \"b\": 1,\n  \"a\": [],\n  \"a\": 2\n}");
        row("[\"a,[\\\"]b\\\\\",{\"k\" : null}]",
            "[\n  \"a,[\\\"]b\\\\\",\n  {\n    \"k\": null\n  }\n]");
        // What is no JSON, or only the beginning of it.
        row("]]", "\n]\n]");
        row("[1", "[\n  1");
        row("[\"open\\", "[\n  \"open\\");
        row("hello", "hello");
    }

    void breaksLines()
    {
        QFETCH(QByteArray, json);
        QTEST(readableJson(json), "readable");
    }

    void staysSmallHoweverDeep()
    {
        const QByteArray deep(100'000, '[');
        QVERIFY(readableJson(deep).size() < 70 * deep.size());
    }
};

QTEST_GUILESS_MAIN(TestReadableJson)
#include "tst_readablejson.moc"
