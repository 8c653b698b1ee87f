// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/needles.h"

#include <QTest>

using namespace Redaction;

/// All that are there are found, the longest of those that begin together.
class TestNeedles : public QObject
{
    Q_OBJECT

private slots:
    void findsTheFirstAndLongest();
    void findsAtTheEnds();
    void looksForNothing();
};

void TestNeedles::findsTheFirstAndLongest()
{
    Needles needles;
    needles.add("secret", 1);
    needles.add("secret-long", 2);
    needles.add("other", 3);
    needles.add("abc", 4); // too short
    needles.prepare();
    QCOMPARE(needles.longest(), 11);
    const QByteArray text = "abc secre secret-lon other secret-long";
    auto hit = needles.find(text);
    QVERIFY(hit);
    QCOMPARE(hit->offset, text.indexOf("secret-lon"));
    QCOMPARE(hit->tag, 1U);
    hit = needles.find(text, hit->offset + hit->length);
    QCOMPARE(hit->tag, 3U);
    hit = needles.find(text, hit->offset + hit->length);
    QCOMPARE(hit->tag, 2U);
    QCOMPARE(hit->offset + hit->length, text.size());
    QVERIFY(!needles.find(text, hit->offset + 1));
}

void TestNeedles::findsAtTheEnds()
{
    Needles needles;
    needles.add("wxyz", 0);
    needles.prepare();
    QCOMPARE(needles.find("wxyz")->offset, 0);
    QVERIFY(!needles.find("wxy"));
    QVERIFY(!needles.find(""));
    QCOMPARE(needles.find(QByteArray(10, '\0') + "wxyz")->offset, 10);
}

void TestNeedles::looksForNothing()
{
    Needles needles;
    needles.prepare();
    QVERIFY(needles.isEmpty());
    QVERIFY(!needles.find("anything"));
}

QTEST_GUILESS_MAIN(TestNeedles)
#include "tst_needles.moc"
