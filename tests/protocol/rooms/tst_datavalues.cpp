// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/datavalues.h"
#include "tests/support/records.h"

#include <QTest>

using Rooms::DataValues;

class TestDataValues : public QObject
{
    Q_OBJECT

private slots:
    void parsesPointers()
    {
        QCOMPARE(Rooms::parsePointer(""), std::optional(QByteArrayList()));
        QCOMPARE(Rooms::parsePointer("/"), std::optional(QByteArrayList {""}));
        QCOMPARE(Rooms::parsePointer("/a~1b/~0/0"),
                 std::optional(QByteArrayList {"a/b", "~", "0"}));
        for (const char *text : {"a", "0/", "/~", "/~2", "/a~"})
            QVERIFY2(!Rooms::parsePointer(text), text);
    }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("first");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArrayList>("texts");
        const auto row
            = [](const char *json, int first, const char *pointer, const QByteArrayList &texts) {
                  QTest::addRow("%s at %s", json, pointer)
                      << QByteArray(json) << first << QByteArray(pointer) << texts;
              };
        row(R"(["e","x"])", 1, "/0", {"x"});
        row(R"(["e","x"])", 0, "/0", {"e"});
        row(R"(["e","x"])", 1, "/1", {});
        row(R"(["e","x"])", 1, "/-1", {});
        row(R"(["e","x"])", 1, "/00", {});
        row(R"(["e",["x","y"]])", 1, "/0", {"x", "y"});
        row(R"(["e",["x","y"]])", 1, "/0/1", {"y"});
        row(R"({"a":12345678901234567890.10})", 0, "/a", {"12345678901234567890.10"});
        row(R"({"a":true,"b":null})", 0, "/a", {"true"});
        row(R"({"a":true,"b":null})", 0, "/b", {});
        row(R"({"a":{"":1}})", 0, "/a/", {"1"});
        row(R"({"a":1,"a":2})", 0, "/a", {"1"});
        row(R"({"a":)", 0, "/a", {});
        row("7", 0, "", {});
        row("", 0, "/a", {});
    }

    void reads()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, first);
        QFETCH(QByteArray, pointer);
        DataValues values;
        QTEST(values.at(json, first, *Rooms::parsePointer(pointer)), "texts");
    }

    void reachesNoFurtherThanAsked()
    {
        DataValues values;
        QCOMPARE(values.at("[[1,2,3]]", 0, {"0"}, 2), (QByteArrayList {"1", "2"}));
    }

    void walks()
    {
        DataValues values;
        QByteArrayList found;
        values.forEach(R"(["e","x",{"a/b":7,"c":{"d":{"e":1}},"f":[1],"g":[{}],"h":true},[["y"]]])",
                       1, 3, [&found](const DataValues::Found &one) {
                           found.append(one.pointer + '=' + one.text.toByteArray()
                                        + (one.isString ? "!" : "") + (one.isList ? "[]" : ""));
                           return true;
                       });
        QCOMPARE(found, (QByteArrayList {"/0=x!", "/1/a~1b=7", "/1/f=[]"}));
    }

    void stopsWalking()
    {
        DataValues values;
        int count = 0;
        values.forEach(R"(["a","b","c"])", 0, 3,
                       [&count](const DataValues::Found &) { return ++count < 2; });
        QCOMPARE(count, 2);
    }

    void findsData()
    {
        DataValues values;
        auto message = Samples::eventMessage(1, "say", "7");
        QCOMPARE(values.dataOf(message, 5), R"(["say",7])");
        message.attachments = {Capture::Content(QByteArray())};
        message.content = QByteArray(R"(451-["say",{"_placeholder":true,"num":0}])");
        message.dataOffset = 4;
        message.socketIoBytes = 3;
        QVERIFY(values.dataOf(message, 5).startsWith(R"(["say",{"$binary":)"));
        message.content.size += 1; // it is not there whole
        QCOMPARE(values.dataOf(message, 5), QByteArray());
        Capture::MessageRecord text;
        text.kind = Capture::Kind::Text;
        text.content = QByteArray("{}");
        QCOMPARE(values.dataOf(text, 0), "{}");
        text.kind = Capture::Kind::Binary;
        QCOMPARE(values.dataOf(text, 0), QByteArray());
        Capture::MessageRecord msgpack; // {"type":2,"data":["hello",7],"nsp":"/"}
        msgpack.kind = Capture::Kind::Event;
        msgpack.socketIo = 2;
        msgpack.isBinary = msgpack.isMsgpack = true;
        msgpack.content
            = QByteArray::fromHex("83a47479706502a46461746192a568656c6c6f07a36e7370a12f");
        QCOMPARE(values.dataOf(msgpack, 5), R"(["hello",7])");
    }
};

QTEST_GUILESS_MAIN(TestDataValues)
#include "tst_datavalues.moc"
