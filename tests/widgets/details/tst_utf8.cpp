// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/utf8.h"

#include <QTest>

/// RFC 3629 section 4: which sequences are text.
class TestUtf8 : public QObject
{
    Q_OBJECT

private slots:
    void knowsSequences_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qsizetype>("size");
        const auto row = [](const char *name, const QByteArray &bytes, qsizetype size) {
            QTest::newRow(name) << bytes << size;
        };
        row("ASCII", "a", 1);
        row("two bytes", "\xc3\xa9", 2);
        row("three bytes", "\xe2\x82\xac", 3);
        row("four bytes", "\xf0\x9f\x98\x80", 4);
        row("lone continuation", "\x80", 0);
        row("overlong two", "\xc0\xaf", 0);
        row("overlong three", "\xe0\x80\xaf", 0);
        row("overlong four", "\xf0\x80\x80\xaf", 0);
        row("surrogate", "\xed\xa0\x80", 0);
        row("above U+10FFFF", "\xf4\x90\x80\x80", 0);
        row("cut", "\xe2\x82", 0);
        row("broken", "\xe2\x28\xa1", 0);
        row("nothing", "", 0);
    }

    void knowsSequences()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qsizetype, size);
        QCOMPARE(Utf8::sequenceSize(bytes, 0), size);
        QCOMPARE(Utf8::isValid(bytes), size > 0 || bytes.isEmpty());
    }

    void showsBadBytesAsTheyAre()
    {
        qint64 bad = 0;
        QCOMPARE(Utf8::toText("caf\xe9!\xff", &bad), QStringLiteral("caf\\xe9!\\xff"));
        QCOMPARE(bad, 2);
        QCOMPARE(Utf8::toText("caf\xc3\xa9", &bad), QStringLiteral("café"));
        QCOMPARE(bad, 0);
    }

    void keepsTheSizeWhereItReplaces()
    {
        QCOMPARE(Utf8::withoutBadBytes("a\xff\xc3\xa9\xc3"), QByteArray("a?\xc3\xa9?"));
    }

    void leavesOutACutEnd()
    {
        QCOMPARE(Utf8::wholeSequences("ab\xe2\x82"), QByteArrayView("ab"));
        QCOMPARE(Utf8::wholeSequences("ab\xe2\x82\xac"), QByteArrayView("ab\xe2\x82\xac"));
        QCOMPARE(Utf8::wholeSequences("\xf0\x9f\x98"), QByteArrayView(""));
        QCOMPARE(Utf8::wholeSequences(""), QByteArrayView(""));
        QCOMPARE(Utf8::wholeSequences("\x80\x80\x80\x80"), QByteArrayView("\x80\x80\x80\x80"));
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
