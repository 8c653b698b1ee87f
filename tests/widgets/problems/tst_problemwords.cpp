// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/problems/problemwords.h"

#include <QFile>
#include <QSet>
#include <QTest>

class TestProblemWords : public QObject
{
    Q_OBJECT

private slots:
    void hasWordsForEachProblem()
    {
        QSet<QString> titles;
        for (std::size_t i = 0; i < ProblemCount; ++i) {
            const ProblemWords words = problemWords(static_cast<Problem>(i));
            QVERIFY(!words.title.isEmpty());
            QVERIFY(words.title.size() <= 40);
            QVERIFY(QStringLiteral(".?)").contains(words.meaning.back()));
            titles.insert(words.title);
        }
        QCOMPARE(titles.size(), static_cast<qsizetype>(ProblemCount));
    }

    /// docs/problems.md is this table, row by row and in the same order.
    void isDocumented()
    {
        QFile file(QStringLiteral(SOCKSCOPE_TEST_DATA "/../../docs/problems.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList rows;
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("| `"))
                rows += QString::fromUtf8(line);
        }
        QStringList expected = problemTableMarkdown().split(QLatin1Char('\n'));
        expected.removeLast();
        QCOMPARE(rows, expected);
    }
};

QTEST_GUILESS_MAIN(TestProblemWords)
#include "tst_problemwords.moc"
