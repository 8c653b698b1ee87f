// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/textfinder.h"

#include <QTest>

using Capture::TextFinder;
using Letters = Capture::TextFinder::Letters;

class TestTextFinder : public QObject
{
    Q_OBJECT

private slots:
    void findsTexts()
    {
        QVERIFY(TextFinder("hello").isIn("say HeLLo"));
        QVERIFY(!TextFinder("hello").isIn("hell"));
        QVERIFY(TextFinder("hello", Letters::AsWritten).isIn("say hello"));
        QVERIFY(!TextFinder("hello", Letters::AsWritten).isIn("say Hello"));
        QVERIFY(TextFinder("").isIn("") && TextFinder("", Letters::AsWritten).isIn(""));
        QVERIFY(TextFinder("a.c").isIn("A.C") && !TextFinder("a.c").isIn("abc"));
    }

    void findsRegularExpressions()
    {
        const auto finds = [](const char *pattern, Letters letters, const char *bytes) {
            return TextFinder::ofRegex(pattern, letters).isIn(bytes);
        };
        QVERIFY(finds("a.c$", Letters::AsWritten, "xabc"));
        QVERIFY(!finds("a.c$", Letters::AsWritten, "xABC"));
        QVERIFY(finds("a.c$", Letters::InEitherCase, "xABC"));
        QVERIFY(finds("\xc3\x9c", Letters::InEitherCase, "\xc3\xbc"));
        QVERIFY(!finds("(", Letters::InEitherCase, "("));
        QCOMPARE(TextFinder::ofRegex("a", Letters::AsWritten).size(), TextFinder::RegexReach);
    }
};

QTEST_GUILESS_MAIN(TestTextFinder)
#include "tst_textfinder.moc"
