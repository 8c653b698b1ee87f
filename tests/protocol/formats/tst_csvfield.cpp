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
};

QTEST_APPLESS_MAIN(TestCsvField)
#include "tst_csvfield.moc"
