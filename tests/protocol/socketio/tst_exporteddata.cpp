// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/data.h"
#include "protocol/socketio/exporteddata.h"

#include <QTest>

using SocketIo::ExportedData;

class TestExportedData : public QObject
{
    Q_OBJECT

private slots:
    void isTheReverseOfRendering_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QList<QByteArray>>("attachments");
        const QByteArray zero = R"({"_placeholder":true,"num":0})";
        const QByteArray one = R"({"_placeholder":true,"num":1})";
        QTest::newRow("nothing special")
            << QByteArray(R"(["a", {"b" : 1.50} ,null])") << QList<QByteArray> {};
        QTest::newRow("numbers as spelled")
            << QByteArray(R"([12345678901234567890.10,1E5,-0,{"a":1,"a":2}])")
            << QList<QByteArray> {};
        QTest::newRow("two attachments")
            << QByteArray("[\"up\",{\"deep\":[" + zero + "]}," + one + ",\"tail\"]")
            << QList<QByteArray> {QByteArray("\x00\xff", 2), QByteArray()};
        QTest::newRow("own dollar keys")
            << QByteArray(R"([{"$set":{"$binary":"AQID"},"$$x":1,"\u0024y":2}])")
            << QList<QByteArray> {};
        QTest::newRow("own marker beside an attachment")
            << QByteArray("[{\"$binary\":\"AQID\"}," + zero + "]")
            << QList<QByteArray> {QByteArray("abc")};
        QTest::newRow("placeholder of nothing")
            << QByteArray("[" + zero + "]") << QList<QByteArray> {};
        QTest::newRow("strings with braces")
            << QByteArray("[\"{\\\"$binary\\\":\\\"AQID\\\"}\",\"\\\\\"]") << QList<QByteArray> {};
    }

    void isTheReverseOfRendering()
    {
        QFETCH(QByteArray, data);
        QFETCH(QList<QByteArray>, attachments);
        const auto parsed
            = SocketIo::parseExported(SocketIo::dataWithAttachments(data, attachments));
        QCOMPARE(parsed.error, ExportedData::Error::None);
        QCOMPARE(parsed.arguments.json, data);
        QCOMPARE(parsed.arguments.attachments, attachments);
    }

    void numbersFromWhereItIsTold()
    {
        const auto parsed
            = SocketIo::parseExported(R"({ "a" : { "$binary" : "AQID" }, "b":{"$binary":""}})", 3);
        QCOMPARE(parsed.arguments.json,
                 QByteArray(R"({ "a" : {"_placeholder":true,"num":3}, )"
                            R"("b":{"_placeholder":true,"num":4}})"));
        QCOMPARE(parsed.arguments.attachments,
                 (QList<QByteArray> {QByteArray("\x01\x02\x03"), QByteArray("")}));
    }

    void saysWhereAMarkerIsWrong()
    {
        const auto bad = SocketIo::parseExported(R"([1,{"$binary":"not base64!"}])");
        QCOMPARE(bad.error, ExportedData::Error::BadBase64);
        QCOMPARE(bad.offset, 3);
        const auto extension = SocketIo::parseExported(R"({"$binary":"AQID","$type":5})");
        QCOMPARE(extension.error, ExportedData::Error::ExtensionType);
        QCOMPARE(extension.offset, 0);
        QCOMPARE(SocketIo::parseExported("[1,]").error, ExportedData::Error::BadJson);
    }

    void rendersWhatOnlyMessagePackSays()
    {
        const auto parsed = SocketIo::parseExported(
            R"([{"$date":"2020-01-01T00:00:00.000Z"},{"$number":"NaN"},{"$undefined":true}])");
        QCOMPARE(parsed.arguments.json, QByteArray(R"(["2020-01-01T00:00:00.000Z",null,null])"));
    }

    void keepsWhatIsNoMarker()
    {
        const QByteArray json = R"([{"$binary":"AQID","x":1},{"$other":1},{"$binary":7}])";
        const auto parsed = SocketIo::parseExported(json);
        QCOMPARE(parsed.error, ExportedData::Error::None);
        QCOMPARE(parsed.arguments.json, json);
        QVERIFY(parsed.arguments.attachments.isEmpty());
    }

    void takesArraysApart_data()
    {
        QTest::addColumn<QByteArray>("array");
        QTest::addColumn<QList<QByteArray>>("elements");
        QTest::newRow("none") << QByteArray(" [ ] ") << QList<QByteArray> {};
        QTest::newRow("one") << QByteArray("[1]") << QList<QByteArray> {"1"};
        QTest::newRow("spaced") << QByteArray("[ \"a,]\" ,\n {\"b\":[1, 2]} , [] ]")
                                << QList<QByteArray> {"\"a,]\"", "{\"b\":[1, 2]}", "[]"};
        QTest::newRow("quotes") << QByteArray("[\"\\\"\",\"\\\\\",-1.5e3]")
                                << QList<QByteArray> {"\"\\\"\"", R"("\\")", "-1.5e3"};
    }

    void takesArraysApart()
    {
        QFETCH(QByteArray, array);
        QFETCH(QList<QByteArray>, elements);
        QList<QByteArray> taken;
        for (const QByteArrayView element : SocketIo::arrayElements(array))
            taken.append(element.toByteArray());
        QCOMPARE(taken, elements);
    }
};

QTEST_APPLESS_MAIN(TestExportedData)
#include "tst_exporteddata.moc"
