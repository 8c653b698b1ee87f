// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/summary.h"

#include <QTest>

using namespace Capture;

class TestSummary : public QObject
{
    Q_OBJECT

private slots:
    void arguments_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<QByteArray>("expected");
        const auto add
            = [](const char *name, const char *json, bool isWhole, const char *expected) {
                  QTest::newRow(name) << QByteArray(json) << isWhole << QByteArray(expected);
              };
        add("one", R"(["a",{"b":1}])", true, R"({"b":1})");
        add("several", R"(["a","b",[2]])", true, R"("b",[2])");
        add("none", R"(["a"])", true, "");
        add("spaces", "[ \"a\" , 1 ]", true, "1 ");
        add("quotes in the name", "[\"a\\\"]\\\\\",1]", true, "1");
        add("number as name", "[7,1]", true, "1");
        add("cut", R"(["a",{"b":[1)", false, R"({"b":[1)");
        add("cut in the name", "[\"aaa", false, "");
        add("no array", R"({"a":1})", true, R"({"a":1})");
        add("nothing", "", true, "");
    }

    void arguments()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, isWhole);
        QFETCH(QByteArray, expected);
        QCOMPARE(eventArguments(json, isWhole), expected);
    }

    void keysAreCut_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        const auto add = [](const char *name, const char *json, const char *expected) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(expected);
        };
        add("sid", R"({"sid":"Ab3xK42A","a":1})", R"({"sid":"Ab3x…","a":1})");
        add("pid too", R"({"sid" : "Ab3xK","pid":"P5L4zzzz"})",
            R"({"sid" : "Ab3x…","pid":"P5L4…"})");
        add("cut", "{\"sid\":\"Ab3xK42A", "{\"sid\":\"Ab3x…");
        add("short", R"({"sid":"Ab"})", R"({"sid":"Ab"})");
        add("no string", R"({"sid":12})", R"({"sid":12})");
        add("none", R"({"message":"sid"})", R"({"message":"sid"})");
    }

    void keysAreCut()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, expected);
        QCOMPARE(withoutKeys(json), expected);
    }

    void attachments_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("expected");
        const auto add = [](const char *name, const char *json, const char *expected) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(expected);
        };
        add("one", R"([{"_placeholder":true,"num":0}])", "[<0>]");
        add("order and space", R"([{ "num" : 12 , "_placeholder" : true }])", "[<12>]");
        add("two", R"({"a":{"_placeholder":true,"num":1},"b":{"_placeholder":true,"num":0}})",
            R"({"a":<1>,"b":<0>})");
        add("in a string", "[\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"]",
            "[\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"]");
        add("not quite", R"([{"_placeholder":false,"num":0}])",
            R"([{"_placeholder":false,"num":0}])");
        add("cut", "[{\"_placeholder\":true,\"nu", "[{\"_placeholder\":true,\"nu");
    }

    void attachments()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, expected);
        QCOMPARE(withAttachments(
                     json, [](qint64 number) { return '<' + QByteArray::number(number) + '>'; }),
                 expected);
    }

    void closes()
    {
        MessageRow row;
        row.record.kind = Kind::Close;
        row.record.isBinary = true;
        QCOMPARE(eventSummary(row), QString());
        QCOMPARE(dataSummary(row, 100), QString());
        row.record.content = QByteArray("\x03\xe9Going Away");
        QCOMPARE(eventSummary(row), QStringLiteral("1001"));
        QCOMPARE(dataSummary(row, 100), QStringLiteral("Going Away"));
    }

    void binary()
    {
        MessageRow row;
        row.record.kind = Kind::Binary;
        row.record.isBinary = true;
        row.record.content = QByteArray("\x01\x02");
        QCOMPARE(dataSummary(row, 100), QStringLiteral("▣ 2 B  01 02"));
        row.record.content.bytes = QByteArray(512, 'a');
        row.record.content.size = 49'152;
        QVERIFY(dataSummary(row, 100).startsWith(QStringLiteral("▣ 48 KB  61 61")));
    }

    void acks()
    {
        MessageRow row;
        row.record.kind = Kind::Ack;
        QCOMPARE(eventSummary(row), QStringLiteral("→ ?"));
        row.record.ackOf = 41;
        QCOMPARE(eventSummary(row), QStringLiteral("→ 41"));
    }
};

QTEST_GUILESS_MAIN(TestSummary)
#include "tst_summary.moc"
