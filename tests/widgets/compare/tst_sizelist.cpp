// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/sizelist.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;

/// Sizes as one writes them.
class TestSizeList : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void whatIsWrittenIsRead_data();
    void whatIsWrittenIsRead();
    void whatIsNoSizeIsRefused_data();
    void whatIsNoSizeIsRefused();
    void whatIsSaidIsReadBack();
};

void TestSizeList::whatIsWrittenIsRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("sizes");
    QTest::newRow("nothing") << u""_s << QList<qint64>();
    QTest::newRow("bytes") << u"16"_s << QList<qint64> {16};
    QTest::newRow("units") << u"16 B, 4 KB,1MB ; 2 MiB"_s
                           << QList<qint64> {16, 4096, 1'000'000, 2 << 20};
    QTest::newRow("any case") << u"4kb 1m"_s << QList<qint64> {4096, 1'000'000};
    QTest::newRow("in order, once") << u"300, 20, 300"_s << QList<qint64> {20, 300};
    QTest::newRow("spaces around") << u"  16 ,  "_s << QList<qint64> {16};
}

void TestSizeList::whatIsWrittenIsRead()
{
    QFETCH(QString, text);
    QFETCH(QList<qint64>, sizes);
    QCOMPARE(sizeListFromText(text), sizes);
}

void TestSizeList::whatIsNoSizeIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"big", "16x", "-4", "1.5 KB", "16, many", "99999999999", "4 KBs"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestSizeList::whatIsNoSizeIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!sizeListFromText(text));
}

void TestSizeList::whatIsSaidIsReadBack()
{
    const QList<qint64> sizes {16, 1000, 4096, 65536, 1'000'000, 1 << 20, 1'234'567};
    QCOMPARE(sizeListText(sizes), u"16 B, 1000 B, 4 KB, 64 KB, 1 MB, 1 MiB, 1234567 B"_s);
    QCOMPARE(sizeListFromText(sizeListText(sizes)), sizes);
}

QTEST_APPLESS_MAIN(TestSizeList)
#include "tst_sizelist.moc"
