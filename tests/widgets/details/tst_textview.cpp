// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/details/textview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QTextBlock>

class TestTextView : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatItShows_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("lines") << QStringLiteral("one\ntwo\n\nfour\n");
        QTest::newRow("one long line") << QString(10'001, QLatin1Char('x'));
        QTest::newRow("exactly one piece") << QString(TextView::MaxPiece, QLatin1Char('x'));
        QTest::newRow("a piece and a line's end")
            << QString(TextView::MaxPiece, QLatin1Char('x')) + QStringLiteral("\nnext");
        QString emoji;
        for (int i = 0; i < 3000; ++i)
            emoji += QStringLiteral("😀");
        QTest::newRow("surrogates") << QLatin1Char('x') + emoji;
    }

    void givesBackWhatItShows()
    {
        QFETCH(QString, text);
        const Theme theme;
        TextView view(theme);
        view.setContent(text);
        QCOMPARE(view.content(), text);
        for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next())
            QVERIFY(block.length() <= TextView::MaxPiece + 1);

        view.selectAll();
        view.copy();
        if (!text.isEmpty())
            QCOMPARE(QGuiApplication::clipboard()->text(), text);
    }

    void goesOnWhereItEnded()
    {
        const Theme theme;
        TextView view(theme);
        view.setContent(QStringLiteral("one\ntw"));
        view.appendContent(QStringLiteral("o\nthree"));
        QCOMPARE(view.content(), QStringLiteral("one\ntwo\nthree"));
    }

    void showsControlCharacters()
    {
        const Theme theme;
        TextView view(theme);
        view.setContent(QStringLiteral("a\rb"));
        QCOMPARE(view.document()->blockCount(), 1);
        QCOMPARE(view.content(), QStringLiteral("a␍b"));
    }
};

QTEST_MAIN(TestTextView)
#include "tst_textview.moc"
