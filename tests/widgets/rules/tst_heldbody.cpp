// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/heldmessages.h"
#include "widgets/rules/heldbody.h"

#include <QTest>

using Capture::Kind;
using Form = HeldBody::Form;
Q_DECLARE_METATYPE(Acting::HeldMessage)
Q_DECLARE_METATYPE(HeldBody::Form)

namespace {

Acting::HeldMessage ofKind(Kind kind, const QByteArray &body)
{
    Acting::HeldMessage held = HeldMessages::question(1);
    held.message.kind = kind;
    held.message.body = body;
    return held;
}

Acting::HeldMessage closing(const QByteArray &payload)
{
    Acting::HeldMessage held = HeldMessages::plain(1, payload, true);
    held.message.kind = Kind::Close;
    held.message.closeCode = 1000;
    return held;
}

Acting::HeldMessage fixedEvent()
{
    Acting::HeldMessage held = HeldMessages::question(1);
    held.canEdit = false;
    return held;
}

} // namespace

class TestHeldBody : public QObject
{
    Q_OBJECT

private slots:
    void choosesAForm_data()
    {
        QTest::addColumn<Acting::HeldMessage>("held");
        QTest::addColumn<HeldBody::Form>("form");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("event") << HeldMessages::question(1) << Form::Json
                               << QByteArray("[\"chat message\",{\"text\":\"hi\"}]");
        QTest::newRow("packet without data")
            << ofKind(Kind::Disconnect, {}) << Form::Json << QByteArray();
        QTest::newRow("broken data")
            << ofKind(Kind::Event, "[\"a\",") << Form::Json << QByteArray("[\"a\",");
        QTest::newRow("text") << HeldMessages::plain(1, "hello") << Form::Text
                              << QByteArray("hello");
        QTest::newRow("empty text") << HeldMessages::plain(1, "") << Form::Text << QByteArray();
        QTest::newRow("JSON text")
            << HeldMessages::plain(1, "{\"a\":1}") << Form::JsonText << QByteArray("{\"a\":1}");
        QTest::newRow("text in bytes")
            << HeldMessages::plain(1, "hello", true) << Form::Text << QByteArray("hello");
        QTest::newRow("bytes") << HeldMessages::plain(1, QByteArray("\xff\x00", 2), true)
                               << Form::Fixed << QByteArray("ff 00");
        QTest::newRow("text that is none")
            << HeldMessages::plain(1, "\xc3") << Form::Fixed << QByteArray("c3");
        QTest::newRow("packet that is no text")
            << ofKind(Kind::Event, "[\"\xc3\"]") << Form::Fixed << QByteArray("[\"\\xc3\"]");
        QTest::newRow("close") << closing(QByteArray("\x03\xe8", 2) + "bye") << Form::Fixed
                               << QByteArray("1000 Normal Closure: bye");
        QTest::newRow("as the tap says")
            << fixedEvent() << Form::Fixed << HeldMessages::question(1).message.body;
    }
    void choosesAForm()
    {
        QFETCH(Acting::HeldMessage, held);
        const HeldBody body = HeldBody::of(held);
        QTEST(body.form, "form");
        QTEST(body.text, "text");
        QCOMPARE(body.why.isEmpty(), body.canEdit());
        if (body.form == Form::Json && held.message.body.size() > 6)
            QVERIFY(!body.problem(held, body.text));
    }

    void showsTheBeginningOfLargeOnes()
    {
        const auto held = HeldMessages::plain(1, QByteArray(HeldBody::MaxEdited, 'x') + "\xc3\xa4");
        const HeldBody body = HeldBody::of(held);
        QVERIFY(!body.canEdit());
        QVERIFY(body.text.size() < 20'000);
        QVERIFY(body.why.contains(QStringLiteral("256 KB")));
        QVERIFY(
            HeldBody::of(HeldMessages::plain(1, QByteArray(HeldBody::MaxEdited, 'x'))).canEdit());
    }

    void findsWhatCannotStandThere()
    {
        const auto event = HeldMessages::question(1);
        const HeldBody body = HeldBody::of(event);
        QVERIFY(!body.problem(event, R"(["a",{"$binary":"AQI="}])"));
        const auto fault = body.problem(event, "[\"a\",]");
        QVERIFY(fault);
        QCOMPARE(fault->offset, 4);
        QVERIFY(fault->words.startsWith(QStringLiteral("Line 1, column 5")));
        QVERIFY(body.problem(event, ""));
        QCOMPARE(body.problem(event, R"(["a",{"$binary":"?"}])")->offset, 5);
        // MessagePack has more than JSON can say.
        auto packed = event;
        packed.message.isBinary = true;
        QVERIFY(!HeldBody::of(packed).problem(packed, R"(["a",{"$binary":"AQI=","$type":5}])"));

        const auto leave = ofKind(Kind::Disconnect, {});
        QVERIFY(!HeldBody::of(leave).problem(leave, " "));
        QVERIFY(HeldBody::of(leave).problem(leave, "x"));

        const auto text = HeldMessages::plain(1, "{}");
        QVERIFY(!HeldBody::of(text).problem(text, "{"));
        auto ping = HeldMessages::plain(1, "a", true);
        ping.message.kind = Kind::Ping;
        QVERIFY(!HeldBody::of(ping).problem(ping, QByteArray(125, 'x')));
        QVERIFY(HeldBody::of(ping).problem(ping, QByteArray(126, 'x')));
    }

    void remarksOnWhatMayBeWanted_data()
    {
        QTest::addColumn<Acting::HeldMessage>("held");
        QTest::addColumn<QByteArray>("edited");
        QTest::addColumn<QString>("part");
        const auto event = HeldMessages::question(1);
        const auto ack = ofKind(Kind::Ack, "[1]");
        const auto json = HeldMessages::plain(1, "{\"a\":1}");
        QTest::newRow("as it came") << event << event.message.body << QString();
        QTest::newRow("another event") << event << QByteArray(" [ \"b\" ]") << QString();
        QTest::newRow("a number as name") << event << QByteArray("[7]") << QString();
        QTest::newRow("no name") << event << QByteArray("[]") << QStringLiteral("its name");
        QTest::newRow("an object as name")
            << event << QByteArray("[{}]") << QStringLiteral("its name");
        QTest::newRow("no array") << event << QByteArray("{}") << QStringLiteral("its name");
        QTest::newRow("an answer") << ack << QByteArray("[]") << QString();
        QTest::newRow("no answer") << ack << QByteArray("{}") << QStringLiteral("are an array");
        QTest::newRow("JSON still") << json << QByteArray("{}") << QString();
        QTest::newRow("no JSON") << json << QByteArray("{") << QStringLiteral("no JSON any more");
        QTest::newRow("text") << HeldMessages::plain(1, "a") << QByteArray("{") << QString();
    }
    void remarksOnWhatMayBeWanted()
    {
        QFETCH(Acting::HeldMessage, held);
        QFETCH(QByteArray, edited);
        QFETCH(QString, part);
        const QString remark = HeldBody::of(held).remark(held, edited);
        QCOMPARE(remark.isEmpty(), part.isEmpty());
        QVERIFY2(remark.contains(part), qPrintable(remark));
    }

    void checksAnswers_data()
    {
        QTest::addColumn<QByteArray>("values");
        QTest::addColumn<int>("offset"); // -1: nothing is wrong
        QTest::newRow("nothing") << QByteArray() << -1;
        QTest::newRow("values") << QByteArray("\"ok\", {\"id\": 1}") << -1;
        QTest::newRow("lines") << QByteArray("1,\n2") << -1;
        QTest::newRow("bytes") << QByteArray("{\"$binary\":\"AQI=\"}") << -1;
        QTest::newRow("no value") << QByteArray("ok") << 0;
        QTest::newRow("a comma") << QByteArray("1,") << 1;
        QTest::newRow("in line 2") << QByteArray("1,\nx") << 3;
        QTest::newRow("open") << QByteArray("[1") << 2;
        QTest::newRow("closed") << QByteArray("1]") << 2;
        QTest::newRow("no base64") << QByteArray("1,{\"$binary\":\"?\"}") << 2;
    }
    void checksAnswers()
    {
        QFETCH(QByteArray, values);
        const auto problem = findAnswerProblem(values);
        QTEST(problem ? int(problem->offset) : -1, "offset");
        QVERIFY(!problem || !problem->words.isEmpty());
    }

    void tellsTheLineOfAnAnswer()
    {
        QVERIFY(findAnswerProblem("1,\nx")->words.startsWith(QStringLiteral("Line 2, column 1")));
        QVERIFY(findAnswerProblem("x")->words.startsWith(QStringLiteral("Line 1, column 1")));
    }
};

QTEST_MAIN(TestHeldBody)
#include "tst_heldbody.moc"
