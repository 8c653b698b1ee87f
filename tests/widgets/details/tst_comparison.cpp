// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/comparison.h"

#include <QRandomGenerator>
#include <QTest>

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void compares_data()
    {
        QTest::addColumn<QString>("before"); // a line a character
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("lines");
        const auto row = [](const char *before, const char *after, const char *lines) {
            QTest::addRow("%s, %s", before, after)
                << QString::fromUtf8(before) << QString::fromUtf8(after)
                << QString::fromUtf8(lines);
        };
        row("abc", "abc", "  a|  b|  c");
        row("abc", "axc", "  a|- b|+ x|  c");
        row("abc", "ac", "  a|- b|  c");
        row("ac", "abc", "  a|+ b|  c");
        row("", "ab", "+ a|+ b");
        row("ab", "", "- a|- b");
        row("aab", "ab", "  a|- a|  b");
        row("abcdef", "axcyef", "  a|- b|+ x|  c|- d|+ y|  e|  f");
    }

    void compares()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(compareLines(linesOf(before), linesOf(after)).join(QLatin1Char('|')), "lines");
    }

    /// What went and what stayed is all of before; what came and what stayed all of after.
    void leavesNothingOut()
    {
        QRandomGenerator random(1);
        const auto some = [&random] {
            QStringList lines;
            for (int left = random.bounded(20); left > 0; --left)
                lines << QString(QLatin1Char(static_cast<char>('a' + random.bounded(3))));
            return lines;
        };
        for (int i = 0; i < 500; ++i) {
            const QStringList before = some();
            const QStringList after = some();
            const QStringList lines = compareLines(before, after);
            QCOMPARE(without(QLatin1Char('+'), lines), before);
            QCOMPARE(without(QLatin1Char('-'), lines), after);
        }
    }

    void comparesLongTexts()
    {
        QStringList before;
        QStringList after;
        for (int i = 0; i < 5000; ++i) {
            before << QStringLiteral("before %1").arg(i);
            after << QStringLiteral("after %1").arg(i);
        }
        const QStringList lines = compareLines(before, after);
        QCOMPARE(without(QLatin1Char('+'), lines), before);
        QCOMPARE(without(QLatin1Char('-'), lines), after);
    }

private:
    static QStringList linesOf(const QString &text)
    {
        return text.split(QString(), Qt::SkipEmptyParts);
    }

    static QStringList without(QLatin1Char sign, const QStringList &lines)
    {
        QStringList left;
        for (const QString &line : lines) {
            if (!line.startsWith(sign))
                left << line.mid(2);
        }
        return left;
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
