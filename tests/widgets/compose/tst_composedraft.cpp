// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/records.h"
#include "widgets/compose/composedraft.h"
#include "widgets/compose/draftjson.h"
#include "widgets/compose/outgoing.h"

#include <QJsonDocument>
#include <QTest>

class TestComposeDraft : public QObject
{
    Q_OBJECT

private slots:
    void sendsAgainWhatCrossed_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QList<QByteArray>>("attachments");
        const QByteArray zero = R"({"_placeholder":true,"num":0})";
        const QByteArray one = R"({"_placeholder":true,"num":1})";
        const QList<QByteArray> none;
        QTest::newRow("name alone") << QByteArray(R"(["hello"])") << none;
        QTest::newRow("spelling") << QByteArray(
            R"(["a",12345678901234567890.10,{"b":1,"a":2,"b":3},1e5,-0])")
                                  << none;
        QTest::newRow("strings") << QByteArray(
            "[\"a\",\"plain\",\"\\u00e9\",\"tab\\tquote\\\"\",\"\\u0000\",\"\\/\"]")
                                 << none;
        QTest::newRow("attachments")
            << QByteArray("[\"up\",\"x\"," + zero + ",{\"in\":[1," + one + "]},null]")
            << QList<QByteArray> {QByteArray("\x00\x01", 2), QByteArray("\xff")};
        QTest::newRow("dollar keys")
            << QByteArray(R"(["q",{"$binary":"AQID"},{"$set":{"$$a":1}}])") << none;
        QTest::newRow("braces") << QByteArray(R"(["t","{{name}}",{"a":"{{b}}"}])") << none;
        QTest::newRow("several types") << QByteArray(R"(["t",true,false,null,[],{},""])") << none;
    }

    void sendsAgainWhatCrossed()
    {
        QFETCH(QByteArray, data);
        QFETCH(QList<QByteArray>, attachments);
        const auto draft = ComposeDraft::fromEvent("/chat", data, attachments, true);
        QVERIFY(draft);
        const auto outgoing = Outgoing::make(*draft, {}, &readFileToSend);
        QVERIFY2(outgoing.problems.isEmpty(),
                 outgoing.problems.isEmpty() ? "" : qPrintable(outgoing.problems.front().words));
        const auto message = SocketIo::eventMessage(outgoing.emission.nsp, outgoing.emission.event,
                                                    outgoing.emission.arguments);
        QCOMPARE(message.packet.data, data);
        QCOMPARE(message.attachments, attachments);
        QVERIFY(outgoing.emission.asksForAck);
        QCOMPARE(outgoing.emission.nsp, QByteArray("/chat"));

        // It is the same after a rest in a file.
        const QByteArray file = QJsonDocument(draftToJson(*draft)).toJson();
        const auto again = draftFromJson(QJsonDocument::fromJson(file).object());
        QVERIFY(again);
        QCOMPARE(*again, *draft);
    }

    void showsStringsAndBytesAsSuch()
    {
        const auto draft = ComposeDraft::fromEvent(
            "/", R"(["e","two\nlines",{"_placeholder":true,"num":0},{"a":1},"\u0007"])", {"bytes"},
            false);
        QVERIFY(draft);
        QCOMPARE(draft->event, QByteArray("e"));
        QCOMPARE(draft->arguments.size(), 4);
        QCOMPARE(draft->arguments.at(0).kind, ComposeArgument::Kind::Text);
        QCOMPARE(draft->arguments.at(0).text, QByteArray("two\nlines"));
        QCOMPARE(draft->arguments.at(1).kind, ComposeArgument::Kind::File);
        QCOMPARE(draft->arguments.at(1).bytes, QByteArray("bytes"));
        QCOMPARE(draft->arguments.at(2).text, QByteArray(R"({"a":1})"));
        // A control character is nothing that an editor shows.
        QCOMPARE(draft->arguments.at(3).kind, ComposeArgument::Kind::Json);
        QVERIFY(!draft->asksForAck);
        QVERIFY(draft->usesVariables);
    }

    void refusesWhatHasNoName()
    {
        QVERIFY(!ComposeDraft::fromEvent("/", "[1,2]", {}, false));
        QVERIFY(!ComposeDraft::fromEvent("/", "[]", {}, false));
        QVERIFY(!ComposeDraft::fromEvent("/", "{}", {}, false));
        QVERIFY(!ComposeDraft::fromEvent("/", "[\"a\"", {}, false));
    }

    void takesPlainMessages_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<ComposeDraft::Kind>("kind");
        using Kind = ComposeDraft::Kind;
        QTest::newRow("text") << QByteArray("a {{b}} \x01 c\r\n") << true << Kind::Text;
        QTest::newRow("empty text") << QByteArray("") << true << Kind::Text;
        QTest::newRow("json") << QByteArray("{\"a\": 1.50 }\n") << true << Kind::Json;
        QTest::newRow("bytes") << QByteArray("\x00\x7f\xff", 3) << false << Kind::Binary;
        QTest::newRow("many bytes") << QByteArray(100'000, '\xfe') << false << Kind::Binary;
    }

    void takesPlainMessages()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isText);
        QFETCH(ComposeDraft::Kind, kind);
        const ComposeDraft draft = ComposeDraft::fromPlain(bytes, isText);
        QCOMPARE(draft.kind, kind);
        const auto outgoing = Outgoing::make(draft, {}, &readFileToSend);
        QVERIFY(outgoing.problems.isEmpty());
        QCOMPARE(outgoing.plain.bytes, bytes);
        QCOMPARE(outgoing.plain.kind,
                 isText ? Client::PlainMessage::Kind::Text : Client::PlainMessage::Kind::Binary);
        const auto again = draftFromJson(draftToJson(draft));
        QVERIFY(again);
        QCOMPARE(*again, draft);
    }

    void takesControlFrames()
    {
        Capture::MessageRecord record;
        record.kind = Capture::Kind::Ping;
        const auto ping = ComposeDraft::fromMessage(record, QByteArray("\xff\x00", 2), {});
        QVERIFY(ping);
        auto outgoing = Outgoing::make(*ping, {}, &readFileToSend);
        QCOMPARE(outgoing.plain.kind, Client::PlainMessage::Kind::Ping);
        QCOMPARE(outgoing.plain.bytes, QByteArray("\xff\x00", 2));
        QVERIFY(ComposeDraft::fromMessage(record, "beat", {})->spelling
                == ComposeDraft::Spelling::Text);

        record.kind = Capture::Kind::Close;
        const auto close = ComposeDraft::fromMessage(record,
                                                     "\x0f\xa1"
                                                     "bye",
                                                     {});
        QVERIFY(close);
        outgoing = Outgoing::make(*close, {}, &readFileToSend);
        QCOMPARE(outgoing.closeCode, 4001);
        QCOMPARE(outgoing.closeReason, QByteArray("bye"));

        record.kind = Capture::Kind::EioPing;
        QVERIFY(!ComposeDraft::fromMessage(record, "2", {}));
    }

    void takesACapturedEvent()
    {
        Capture::MessageRecord record;
        record.kind = Capture::Kind::Event;
        record.socketIo = 5;
        record.nsp = "/files";
        record.ackId = 6;
        record.dataOffset = 14;
        const QByteArray content = R"(451-/files,6["up",{"_placeholder":true,"num":0}])";
        record.dataOffset = content.indexOf('[');
        record.content.size = content.size();
        const auto draft = ComposeDraft::fromMessage(record, content, {"abc"});
        QVERIFY(draft);
        QCOMPARE(draft->event, QByteArray("up"));
        QCOMPARE(draft->nsp, QByteArray("/files"));
        QVERIFY(draft->asksForAck);
        QCOMPARE(draft->arguments.front().bytes, QByteArray("abc"));
    }

    void refusesForeignJson()
    {
        QVERIFY(!draftFromJson({}));
        QVERIFY(!draftFromJson({{QStringLiteral("protocol"), QStringLiteral("smtp")}}));
        QVERIFY(!draftFromJson({{QStringLiteral("protocol"), QStringLiteral("websocket")},
                                {QStringLiteral("kind"), QStringLiteral("?")}}));
    }
};

QTEST_APPLESS_MAIN(TestComposeDraft)
#include "tst_composedraft.moc"
