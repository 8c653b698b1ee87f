// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/variables.h"

#include <QTest>

class TestVariables : public QObject
{
    Q_OBJECT

private slots:
    void putsValuesIn()
    {
        const Variables::Values values {{QStringLiteral("who"), QStringLiteral("Zoë")},
                                        {QStringLiteral("n-1.x"), QStringLiteral("7")}};
        const auto expanded = Variables::expand("hi {{who}}, {{ n-1.x }}{{who}}", values);
        QCOMPARE(expanded.text, QByteArray("hi Zo\xc3\xab, 7Zo\xc3\xab"));
        QCOMPARE(expanded.uses.size(), 3);
        QVERIFY(expanded.unknownNames().isEmpty());
        QCOMPARE(expanded.uses.at(1).offset, 12);
        QCOMPARE(expanded.uses.at(1).size, 11);
    }

    void saysWhatIsUnknown()
    {
        const auto expanded = Variables::expand("{{a}} {{b}} {{a}}", {});
        QCOMPARE(expanded.unknownNames(), (QStringList {QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(expanded.text, QByteArray("0 0 0"));
    }

    void doesNotLookIntoValues()
    {
        const auto expanded
            = Variables::expand("{{a}}", {{QStringLiteral("a"), QStringLiteral("{{b}}")}});
        QCOMPARE(expanded.text, QByteArray("{{b}}"));
        QVERIFY(expanded.unknownNames().isEmpty());
    }

    void leavesOtherBraces_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nested JSON") << QByteArray(R"({"a":{"b":{}}})");
        QTest::newRow("no end") << QByteArray("{{a");
        QTest::newRow("no name") << QByteArray("{{}} {{ }} {{1a}} {{a b}}");
        QTest::newRow("not closed") << QByteArray("{{a} }");
    }

    void leavesOtherBraces()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!Variables::isUsedIn(text));
        QCOMPARE(Variables::expand(text, {}).text, text);
    }

    void findsTheInnermost()
    {
        const Variables::Values values {{QStringLiteral("a"), QStringLiteral("1")}};
        QCOMPARE(Variables::expand("{{{a}}}", values).text, QByteArray("{1}"));
    }

    void mapsPlacesBack()
    {
        const Variables::Values values {{QStringLiteral("long"), QStringLiteral("123456789")},
                                        {QStringLiteral("none"), QString()}};
        const auto expanded = Variables::expand("a{{long}}b{{none}}c", values);
        QCOMPARE(expanded.text, QByteArray("a123456789bc"));
        QCOMPARE(expanded.sourceOffset(0), 0);
        QCOMPARE(expanded.sourceOffset(1), 1);
        QCOMPARE(expanded.sourceOffset(9), 1);
        QCOMPARE(expanded.sourceOffset(10), 9);
        QCOMPARE(expanded.sourceOffset(11), 18);
        QCOMPARE(expanded.sourceOffset(12), 19);
    }

    void knowsNames()
    {
        QVERIFY(Variables::isName(QStringLiteral("_a.b-c1")));
        QVERIFY(!Variables::isName(QStringLiteral("1a")));
        QVERIFY(!Variables::isName(QString()));
        QVERIFY(!Variables::isName(QStringLiteral("a b")));
    }
};

QTEST_APPLESS_MAIN(TestVariables)
#include "tst_variables.moc"
