// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composehistory.h"

#include <QTemporaryDir>
#include <QTest>

class TestComposeHistory : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheLastInFront()
    {
        ComposeHistory history;
        for (int i = 0; i < 250; ++i)
            history.add(message(QByteArray::number(i)), at(i));
        QCOMPARE(history.entries().size(), ComposeHistory::MaxEntries);
        QCOMPARE(history.entries().front().draft, message("249"));
        QCOMPARE(history.entries().back().draft, message("50"));
        history.add(message("100"), at(300));
        QCOMPARE(history.entries().size(), ComposeHistory::MaxEntries);
        QCOMPARE(history.entries().front().time, at(300));
        QCOMPARE(history.entries().at(1).draft, message("249"));
    }

    void comesBack()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history.json"));
        ComposeHistory history;
        QCOMPARE(history.load(path), QString());
        history.add(message("a"), at(1));
        history.add(message(QByteArray(ComposeHistory::MaxSavedSize + 1, 'x')), at(2));
        history.add(message("b"), at(3));
        QCOMPARE(history.save(), QString());
        ComposeHistory again;
        QCOMPARE(again.load(path), QString());
        QCOMPARE(again.entries().size(), 2); // the large one is not written down
        QCOMPARE(again.entries().front().draft, message("b"));
        QCOMPARE(again.entries().front().time, at(3));
        QCOMPARE(again.entries().back().draft, message("a"));
    }

    void comesTogetherWithThatOfAnotherWindow()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history.json"));
        ComposeHistory one;
        ComposeHistory other;
        QCOMPARE(one.load(path) + other.load(path), QString());
        one.add(message("a"), at(1));
        one.add(message("both"), at(2));
        QCOMPARE(one.save(), QString());
        other.add(message("both"), at(4));
        other.add(message("b"), at(3));
        QCOMPARE(other.save(), QString());
        QCOMPARE(other.entries().size(), 3);
        QCOMPARE(other.entries().front().draft, message("both"));
        QCOMPARE(other.entries().front().time, at(4));
        QCOMPARE(one.save(), QString());
        QCOMPARE(one.entries().size(), 3);
        QCOMPARE(one.entries().at(1).draft, message("b"));
    }

private:
    static ComposeDraft message(const QByteArray &text)
    {
        return ComposeDraft::fromPlain(text, true);
    }
    static QDateTime at(int second)
    {
        return QDateTime::fromMSecsSinceEpoch(1'790'000'000'000 + second * 1000LL, Qt::UTC);
    }
};

QTEST_APPLESS_MAIN(TestComposeHistory)
#include "tst_composehistory.moc"
