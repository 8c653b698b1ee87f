// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/secrettable.h"

#include <QTest>

using namespace Redaction;

/// The same secret has the same stand-in, of the same length.
class TestSecretTable : public QObject
{
    Q_OBJECT

private slots:
    void namesKindAndNumber();
    void keepsLengthAndCharacters_data();
    void keepsLengthAndCharacters();
    void givesEachItsOwn();
    void countsAndPlaces();
    void tellsWordsFromSecrets();
    void givesABeginningTheBeginning();
};

void TestSecretTable::namesKindAndNumber()
{
    SecretTable table;
    table.add(Kind::Sid, "GVE42ACVDI27M4s9AAAi", Place::Address);
    table.add(Kind::Sid, "another0123456789abc", Place::Address);
    table.add(Kind::Token, "Zq81", Place::Address);
    QCOMPARE(table.secrets()[0].standIn, QByteArray("1-sid-redactedxxxxxx"));
    QCOMPARE(table.secrets()[1].standIn, QByteArray("2-sid-redactedxxxxxx"));
    QCOMPARE(table.secrets()[2].standIn, QByteArray("t1xx"));
    QVERIFY(table.isStandIn("t1xx"));
}

void TestSecretTable::keepsLengthAndCharacters_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("standIn");
    QTest::newRow("quotes stay") << QByteArray("ab\"cd\\ef/ghijklm")
                                 << QByteArray("to\"ke\\n-/1-redac");
    QTest::newRow("width") << QByteArray("p\xc3\xa4ssw\xe2\x82\xac"
                                         "rd-and")
                           << QByteArray("t\xc3\xb8oke\xe2\x80\xa6n-1-re");
    QTest::newRow("number") << QByteArray("1234567") << QByteArray("1000001");
    QTest::newRow("fraction") << QByteArray("12.345") << QByteArray("10.001");
}

void TestSecretTable::keepsLengthAndCharacters()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, standIn);
    SecretTable table;
    table.add(Kind::Token, value, Place::Payload);
    QCOMPARE(table.secrets()[0].standIn.size(), value.size());
    QVERIFY(table.secrets()[0].standIn.isValidUtf8());
    QCOMPARE(table.secrets()[0].standIn, standIn);
    const QString text = QString::fromUtf8(table.secrets()[0].standIn);
    QCOMPARE(text.size(), QString::fromUtf8(value).size());
}

void TestSecretTable::givesEachItsOwn()
{
    SecretTable table;
    QSet<QByteArray> standIns;
    for (int i = 0; i < 200; ++i) {
        table.add(Kind::Cookie, QByteArray::number(5000 + i), Place::Head);
        table.add(Kind::Cookie, "c" + QByteArray::number(i, 36).rightJustified(2, '_'),
                  Place::Head);
    }
    for (const Secret &secret : table.secrets()) {
        QVERIFY(secret.standIn != secret.value);
        QVERIFY2(!standIns.contains(secret.standIn), secret.standIn.constData());
        standIns.insert(secret.standIn);
    }
}

void TestSecretTable::countsAndPlaces()
{
    SecretTable table;
    table.add(Kind::Token, "0123456789abcdef", Place::Payload);
    table.add(Kind::Cookie, "0123456789abcdef", Place::Head);
    table.add(Kind::Token, {}, Place::Head);
    QCOMPARE(table.secrets().size(), std::size_t(1));
    QCOMPARE(table.secrets()[0].count, 2);
    QVERIFY(table.secrets()[0].isAt(Place::Payload) && table.secrets()[0].isAt(Place::Head));
    QVERIFY(!table.secrets()[0].isAt(Place::Body));
    QCOMPARE(table.find("0123456789abcdef"), &table.secrets()[0]);
    QVERIFY(table.find("0123") == nullptr);
    table.keepKind(Kind::Token);
    QVERIFY(table.secrets()[0].isKept);
}

void TestSecretTable::tellsWordsFromSecrets()
{
    SecretTable table;
    table.add(Kind::Cookie, "settings", Place::Head);
    table.add(Kind::Password, "websocket", Place::Connect);
    table.add(Kind::Password, "aaaaaaaa", Place::Connect);
    table.add(Kind::Password, "hunter2", Place::Connect);
    table.add(Kind::Password, "abcde", Place::Connect);
    QVERIFY(!table.secrets()[0].isEverywhere);
    QVERIFY(!table.secrets()[1].isEverywhere);
    QVERIFY(!table.secrets()[2].isEverywhere);
    QVERIFY(table.secrets()[3].isEverywhere);
    QVERIFY(!table.secrets()[4].isEverywhere);
    table.add(Kind::Password, "settings", Place::Connect);
    QVERIFY(table.secrets()[0].isEverywhere);
}

void TestSecretTable::givesABeginningTheBeginning()
{
    SecretTable table;
    table.add(Kind::Sid, "GVE42ACVDI27M4s9AAAi", Place::Address);
    table.addBeginning("GVE42ACVDI27M4s9AAAi", 12, Place::Payload);
    QCOMPARE(table.find("GVE42ACVDI27")->standIn, QByteArray("1-sid-redact"));
}

QTEST_GUILESS_MAIN(TestSecretTable)
#include "tst_secrettable.moc"
