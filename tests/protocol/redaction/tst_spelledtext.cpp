// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/spelledtext.h"

#include <QTest>

using namespace Redaction;

/// What is spelled otherwise reads as what it says, and is written back in its room.
class TestSpelledText : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWrites_data();
    void readsAndWrites();
    void unchangedStaysAsItWas_data();
    void unchangedStaysAsItWas();
    void aCharacterWithoutRoomStays();
};

void TestSpelledText::readsAndWrites_data()
{
    QTest::addColumn<Spelling>("spelling");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("now"); // x for each character
    QTest::newRow("percent") << Spelling::Percent << QByteArray("a%41%2fb") << QByteArray("aA/b")
                             << QByteArray("x%78%78x");
    QTest::newRow("plus is itself")
        << Spelling::Percent << QByteArray("a+%20") << QByteArray("a+ ") << QByteArray("xx%78");
    QTest::newRow("form") << Spelling::Form << QByteArray("a+%20") << QByteArray("a  ")
                          << QByteArray("xx%78");
    QTest::newRow("json unicode") << Spelling::Json << QByteArray(R"(A\u0041\u005A)")
                                  << QByteArray("AAZ") << QByteArray(R"(x\u0078\u0078)");
    QTest::newRow("broken escapes") << Spelling::Json << QByteArray(R"(\u12 \q)")
                                    << QByteArray(R"(\u12 \q)") << QByteArray("xxxxxxx");
    QTest::newRow("broken percents") << Spelling::Percent << QByteArray("%4%zz%")
                                     << QByteArray("%4%zz%") << QByteArray("xxxxxx");
    QTest::newRow("plain") << Spelling::Plain << QByteArray(R"(%41\n)") << QByteArray(R"(%41\n)")
                           << QByteArray("xxxxx");
}

void TestSpelledText::readsAndWrites()
{
    QFETCH(Spelling, spelling);
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, now);
    SpelledText spelled(written, spelling);
    QCOMPARE(spelled.text(), text);
    QCOMPARE(spelled.written(), written);
    spelled.text().fill('x');
    QCOMPARE(spelled.written(), now);
}

void TestSpelledText::unchangedStaysAsItWas_data()
{
    QTest::addColumn<Spelling>("spelling");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("surrogates") << Spelling::Json << QByteArray(R"(\ud83d\ude00 x\n\t\/)");
    QTest::newRow("half of a pair") << Spelling::Json << QByteArray(R"(\ud83d \ude00)");
    QTest::newRow("a backslash at the end") << Spelling::Json << QByteArray("ab\\");
    QTest::newRow("lower hex") << Spelling::Percent << QByteArray("%c3%bc%2f");
}

void TestSpelledText::unchangedStaysAsItWas()
{
    QFETCH(Spelling, spelling);
    QFETCH(QByteArray, written);
    SpelledText spelled(written, spelling);
    QCOMPARE(spelled.written(), written);
    // What is around a change too.
    const qsizetype size = spelled.text().size();
    SpelledText more("abc" + written, spelling);
    QCOMPARE(more.text().size(), size + 3);
    more.text().replace(0, 3, "xyz");
    QCOMPARE(more.written(), "xyz" + written);
}

void TestSpelledText::aCharacterWithoutRoomStays()
{
    SpelledText spelled(R"(a\nb)", Spelling::Json);
    spelled.text() = "xyz"; // y has no escape of two characters
    QCOMPARE(spelled.written(), QByteArray(R"(x\nz)"));
}

QTEST_GUILESS_MAIN(TestSpelledText)
#include "tst_spelledtext.moc"
