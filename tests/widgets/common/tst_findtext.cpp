// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/findtext.h"

#include <QTest>

using Span = FindText::Span;

class TestFindText : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matchesCase");
        QTest::addColumn<bool>("isRegex");
        QTest::addColumn<int>("count");
        QTest::newRow("either case") << QStringLiteral("ab") << false << false << 2;
        QTest::newRow("as written") << QStringLiteral("ab") << true << false << 1;
        QTest::newRow("no pattern") << QStringLiteral("a.") << false << false << 0;
        QTest::newRow("a pattern") << QStringLiteral("a.|c") << false << true << 3;
        QTest::newRow("of nothing") << QStringLiteral("x*") << false << true << 0;
        QTest::newRow("broken") << QStringLiteral("(") << false << true << 0;
        QTest::newRow("nothing") << QString() << false << false << 0;
    }

    void finds()
    {
        QFETCH(QString, text);
        QFETCH(bool, matchesCase);
        QFETCH(bool, isRegex);
        const FindText wanted {.text = text, .matchesCase = matchesCase, .isRegex = isRegex};
        const auto spans = FindMarker(wanted).spansIn(QStringLiteral("ab c AB"));
        QTEST(static_cast<int>(spans.size()), "count");
        QCOMPARE(wanted.isValid(), text != QStringLiteral("("));
    }

    void saysWhere()
    {
        const FindMarker marker({.text = QStringLiteral("ab")});
        QCOMPARE(marker.spansIn(QStringLiteral("ab c AB")),
                 (std::vector {Span {.start = 0, .size = 2}, Span {.start = 5, .size = 2}}));
        QCOMPARE(marker
                     .spansIn(QString(4000, QLatin1Char('a'))
                                  .replace(QStringLiteral("aa"), QStringLiteral("ab")))
                     .size(),
                 FindText::MostSpans);
    }

    /// Letters that are not ASCII are compared as letters, not as bytes.
    void becomesATerm()
    {
        const auto term = [](const char *text, bool matchesCase, bool isRegex) {
            return FindText {QString::fromUtf8(text), matchesCase, isRegex}.term();
        };
        QCOMPARE(term("a.b", false, false).op, Query::Operator::Equal);
        QCOMPARE(term("a.b", false, false).text(), QByteArray("a.b"));
        QCOMPARE(term("a.b", false, true).op, Query::Operator::Regex);
        QVERIFY(term("a", true, false).matchesCase);
        QCOMPARE(term("\xc3\xbc", true, false).op, Query::Operator::Equal);
        QCOMPARE(term("\xc3\xbc", false, false).op, Query::Operator::Regex);
    }
};

QTEST_GUILESS_MAIN(TestFindText)
#include "tst_findtext.moc"
