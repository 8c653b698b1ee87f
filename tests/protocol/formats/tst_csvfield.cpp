// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/csvfield.h"

#include <QTest>

/// Fields of CSV as RFC 4180 has them.
class TestCsvField : public QObject
{
    Q_OBJECT

private slots:
    void quotesWhatNeedsIt()
    {
        QCOMPARE(Formats::csvField(""), "");
        QCOMPARE(Formats::csvField("chat message"), "chat message");
        QCOMPARE(Formats::csvField("a,b"), "\"a,b\"");
        QCOMPARE(Formats::csvField("two\nlines"), "\"two\nlines\"");
        QCOMPARE(Formats::csvField("say \"hi\""), "\"say \"\"hi\"\"\"");
    }

    void makesFormulasHarmless()
    {
        QCOMPARE(Formats::harmlessCell("=1+2"), "'=1+2");
        QCOMPARE(Formats::harmlessCell("+49"), "'+49");
        QCOMPARE(Formats::harmlessCell("-1"), "'-1");
        QCOMPARE(Formats::harmlessCell("@sum"), "'@sum");
        QCOMPARE(Formats::harmlessCell("\t=1"), "'\t=1");
        QCOMPARE(Formats::harmlessCell("\r=1"), "'\r=1");
        QCOMPARE(Formats::harmlessCell("'=1"), "''=1");
        QCOMPARE(Formats::harmlessCell("'tis"), "'tis");
        QCOMPARE(Formats::harmlessCell("1=1"), "1=1");
        QCOMPARE(Formats::harmlessCell("'"), "'");
        QCOMPARE(Formats::harmlessCell(""), "");
    }
};

QTEST_APPLESS_MAIN(TestCsvField)
#include "tst_csvfield.moc"
