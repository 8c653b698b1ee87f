// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/outgoing.h"

#include <QTemporaryDir>
#include <QTest>

using Argument = ComposeArgument;
using Kind = ComposeDraft::Kind;
using Place = DraftProblem::Place;
using Spelling = ComposeDraft::Spelling;

class TestOutgoing : public QObject
{
    Q_OBJECT

private slots:
    void putsArgumentsTogether()
    {
        ComposeDraft draft;
        draft.nsp = "chat";
        draft.event = "up{{n}}";
        draft.arguments = {
            {Argument::Kind::Json, R"( {"a":{"$binary":"AQID"},"n":{{n}}} )", {}, {}},
            {Argument::Kind::Text, "say \"{{who}}\"\n", {}, {}},
            {Argument::Kind::File, {}, "raw", {}},
            {Argument::Kind::Json, R"({"$binary":"/w=="})", {}, {}},
            {Argument::Kind::Json, " ", {}, {}},
        };
        draft.asksForAck = true;
        draft.isVolatile = true;
        const Variables::Values values {{QStringLiteral("n"), QStringLiteral("3")},
                                        {QStringLiteral("who"), QStringLiteral("x\"y")}};
        const auto outgoing = Outgoing::make(draft, values, &readFileToSend);
        QVERIFY(outgoing.problems.isEmpty());
        const Client::Emission &emission = outgoing.emission;
        QCOMPARE(emission.nsp, QByteArray("/chat"));
        QCOMPARE(emission.event, QByteArray("up3"));
        QCOMPARE(emission.arguments.json,
                 QByteArray(
                     "{\"a\":{\"_placeholder\":true,\"num\":0},\"n\":3},\"say \\\"x\\\"y\\\"\\n\","
                     R"({"_placeholder":true,"num":1},{"_placeholder":true,"num":2})"));
        QCOMPARE(emission.arguments.attachments,
                 (QList<QByteArray> {"\x01\x02\x03", "raw", "\xff"}));
        QVERIFY(emission.asksForAck);
        QVERIFY(emission.isVolatile);
        QCOMPARE(emission.ackTimeout, std::chrono::milliseconds(5000));
    }

    void readsFilesWhenSent()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("a.bin"));
        ComposeDraft draft;
        draft.event = "f";
        draft.arguments = {{Argument::Kind::File, {}, {}, name}};
        auto outgoing = Outgoing::make(draft, {}, &readFileToSend);
        QCOMPARE(outgoing.problems.size(), 1);
        QVERIFY(outgoing.problems.front().words.startsWith(QStringLiteral("a.bin cannot be read")));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x00\x01", 2);
        file.close();
        outgoing = Outgoing::make(draft, {}, &readFileToSend);
        QVERIFY(outgoing.problems.isEmpty());
        QCOMPARE(outgoing.emission.arguments.attachments.front(), QByteArray("\x00\x01", 2));
    }

    void refusesWithPlaceAndWords_data()
    {
        QTest::addColumn<QList<ComposeArgument>>("arguments");
        QTest::addColumn<int>("argument");
        QTest::addColumn<qsizetype>("offset");
        QTest::addColumn<QString>("word");
        const Argument fine {Argument::Kind::Json, "1", {}, {}};
        const auto json = [](const char *text) {
            return Argument {Argument::Kind::Json, text, {}, {}};
        };
        QTest::newRow("JSON") << QList<Argument> {fine, json("{\n \"a\":,}")} << 1 << qsizetype(7)
                              << QStringLiteral("Line 2, column 6");
        QTest::newRow("behind a variable") << QList<Argument> {json("[{{known}},,1]")} << 0
                                           << qsizetype(11) << QStringLiteral("column 12");
        QTest::newRow("unknown variable")
            << QList<Argument> {json("[{{nobody}}]")} << 0 << qsizetype(1)
            << QStringLiteral("{{nobody}} has no value");
        QTest::newRow("unknown variable in text")
            << QList<Argument> {{Argument::Kind::Text, "ab {{nobody}}", {}, {}}} << 0
            << qsizetype(3) << QStringLiteral("nobody");
        QTest::newRow("base64") << QList<Argument> {json(R"({"$binary":"*"})")} << 0 << qsizetype(0)
                                << QStringLiteral("base64");
        QTest::newRow("empty between")
            << QList<Argument> {json(""), fine} << 0 << qsizetype(-1) << QStringLiteral("null");
    }

    void refusesWithPlaceAndWords()
    {
        QFETCH(QList<ComposeArgument>, arguments);
        QFETCH(int, argument);
        QFETCH(qsizetype, offset);
        QFETCH(QString, word);
        ComposeDraft draft;
        draft.event = "e";
        draft.arguments = arguments;
        const Variables::Values values {{QStringLiteral("known"), QStringLiteral("123456")}};
        const auto outgoing = Outgoing::make(draft, values, &readFileToSend);
        QCOMPARE(outgoing.problems.size(), 1);
        const DraftProblem &problem = outgoing.problems.front();
        QCOMPARE(problem.place, Place::Argument);
        QCOMPARE(problem.argument, argument);
        QCOMPARE(problem.offset, offset);
        QVERIFY2(problem.words.contains(word), qPrintable(problem.words));
    }

    void checksNames()
    {
        ComposeDraft draft;
        QCOMPARE(problemOf(draft).place, Place::Event);
        draft.event = "disconnect";
        QCOMPARE(problemOf(draft).place, Place::Event);
        draft.event = "ok {{x}}";
        QCOMPARE(problemOf(draft).offset, 3);
        draft.usesVariables = false;
        QVERIFY(problemOf(draft).words.isEmpty());
        draft.nsp = "/a,b";
        QCOMPARE(problemOf(draft).place, Place::Namespace);
    }

    void leavesBracesWithoutVariables()
    {
        ComposeDraft draft;
        draft.event = "{{a}}";
        draft.arguments = {{Argument::Kind::Json, R"("{{b}}")", {}, {}}};
        draft.usesVariables = false;
        const auto outgoing = Outgoing::make(draft, {}, &readFileToSend);
        QVERIFY(outgoing.problems.isEmpty());
        QCOMPARE(outgoing.emission.event, QByteArray("{{a}}"));
        QCOMPARE(outgoing.emission.arguments.json, QByteArray(R"("{{b}}")"));
    }

    void sendsPlainJsonAsItStands()
    {
        ComposeDraft draft = plain(Kind::Json, " {\"$binary\":\"?\", \"n\":1.50}\n");
        const auto outgoing = Outgoing::make(draft, {}, &readFileToSend);
        QVERIFY(outgoing.problems.isEmpty());
        QCOMPARE(outgoing.plain.bytes, draft.text);
        draft.text = "{";
        QVERIFY(problemOf(draft).words.startsWith(QStringLiteral("Line 1, column 2")));
    }

    void readsDigits_data()
    {
        QTest::addColumn<Spelling>("spelling");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isFine");
        QTest::newRow("hex") << Spelling::Hex << QByteArray("01 ff\nA0:b1,0x020x03")
                             << QByteArray("\x01\xff\xa0\xb1\x02\x03") << true;
        QTest::newRow("no hex") << Spelling::Hex << QByteArray() << QByteArray() << true;
        QTest::newRow("half a byte")
            << Spelling::Hex << QByteArray("01 f") << QByteArray() << false;
        QTest::newRow("split byte") << Spelling::Hex << QByteArray("0 1") << QByteArray() << false;
        QTest::newRow("other letters")
            << Spelling::Hex << QByteArray("0g") << QByteArray() << false;
        QTest::newRow("base64") << Spelling::Base64 << QByteArray("AQ\n ID")
                                << QByteArray("\x01\x02\x03") << true;
        QTest::newRow("no base64") << Spelling::Base64 << QByteArray("A*") << QByteArray() << false;
    }

    void readsDigits()
    {
        QFETCH(Spelling, spelling);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isFine);
        ComposeDraft draft = plain(Kind::Binary, text);
        draft.spelling = spelling;
        const auto outgoing = Outgoing::make(draft, {}, &readFileToSend);
        QCOMPARE(outgoing.problems.isEmpty(), isFine);
        if (isFine)
            QCOMPARE(outgoing.plain.bytes, bytes);
    }

    void keepsControlFramesSmall()
    {
        ComposeDraft draft = plain(Kind::Ping, QByteArray(125, 'p'));
        draft.spelling = Spelling::Text;
        QVERIFY(problemOf(draft).words.isEmpty());
        draft.text += 'p';
        QVERIFY(problemOf(draft).words.contains(QStringLiteral("126")));
        draft = plain(Kind::Close, QByteArray(123, 'c'));
        QVERIFY(problemOf(draft).words.isEmpty());
        draft.text = QByteArray(122, 'c') + "\xc3\xa9";
        QVERIFY(problemOf(draft).words.contains(QStringLiteral("124")));
    }

    void knowsLegalCloseCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("isLegal");
        const std::array legal {1000, 1001, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999};
        const std::array illegal {0, 999, 1004, 1005, 1006, 1015, 2000, 2999, 5000};
        for (const int code : legal)
            QTest::addRow("%d", code) << code << true;
        for (const int code : illegal)
            QTest::addRow("%d", code) << code << false;
    }

    void knowsLegalCloseCodes()
    {
        QFETCH(int, code);
        QFETCH(bool, isLegal);
        ComposeDraft draft = plain(Kind::Close, "bye");
        draft.closeCode = static_cast<quint16>(code);
        const auto outgoing = Outgoing::make(draft, {}, &readFileToSend);
        QCOMPARE(outgoing.problems.isEmpty(), isLegal);
        if (!isLegal)
            QCOMPARE(outgoing.problems.front().place, Place::CloseCode);
    }

private:
    static ComposeDraft plain(Kind kind, const QByteArray &text)
    {
        ComposeDraft draft;
        draft.protocol = Client::Protocol::WebSocket;
        draft.kind = kind;
        draft.text = text;
        return draft;
    }

    static DraftProblem problemOf(const ComposeDraft &draft)
    {
        const auto outgoing = Outgoing::make(draft, {}, &readFileToSend);
        return outgoing.problems.isEmpty() ? DraftProblem {} : outgoing.problems.front();
    }
};

QTEST_APPLESS_MAIN(TestOutgoing)
#include "tst_outgoing.moc"
