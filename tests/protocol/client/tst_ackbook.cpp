// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/ackbook.h"

#include <QTest>

using Book = Client::AckBook<int>;

class TestAckBook : public QObject
{
    Q_OBJECT

private slots:
    void countsInEachNamespace();
    void answersOnce();
    void givesUpANamespace();
    void givesUpAll();
    void neverUsesAnIdTwice();
};

void TestAckBook::countsInEachNamespace()
{
    Book book;
    QCOMPARE(book.add("/", 10), 0U);
    QCOMPARE(book.add("/chat", 20), 0U);
    QCOMPARE(book.add("/", 11), 1U);
    QCOMPARE(book.take("/chat", 0), 20);
    QCOMPARE(book.take("/", 1), 11);
    QCOMPARE(book.take("/", 0), 10);
    QCOMPARE(book.takeAll().size(), 0U);
}

void TestAckBook::answersOnce()
{
    Book book;
    const quint64 id = book.add("/", 5);
    *book.find("/", id) = 6;
    QVERIFY(!book.take("/", id + 1));
    QVERIFY(!book.take("/other", id));
    QCOMPARE(book.take("/", id), 6);
    QVERIFY(!book.take("/", id));
    QVERIFY(!book.find("/", id));
}

void TestAckBook::givesUpANamespace()
{
    Book book;
    book.add("/a", 1);
    book.add("/ab", 2);
    book.add("/a", 3);
    book.add("/", 4);
    QCOMPARE(book.takeAll("/a"), (std::vector<int> {1, 3}));
    QCOMPARE(book.takeAll(), (std::vector<int> {4, 2}));
}

void TestAckBook::givesUpAll()
{
    Book book;
    book.add("/b", 1);
    book.add("/a", 2);
    QCOMPARE(book.takeAll().size(), 2U);
    QCOMPARE(book.takeAll().size(), 0U);
}

void TestAckBook::neverUsesAnIdTwice()
{
    Book book;
    book.add("/", 1);
    book.takeAll();
    QCOMPARE(book.add("/", 2), 1U);
}

QTEST_GUILESS_MAIN(TestAckBook)

#include "tst_ackbook.moc"
