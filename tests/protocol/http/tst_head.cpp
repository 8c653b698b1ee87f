// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/head.h"

#include <QTest>

using namespace Http;

class HeadTest : public QObject
{
    Q_OBJECT
private slots:
    void findsValues();
    void splitsLists_data();
    void splitsLists();
    void findsTokens();
    void tellsWhatAsksForUpgrade();
    void tellsInterimResponses();
    void tellsWhatKeepsAlive();
    void listsBodyCodings();
};

void HeadTest::findsValues()
{
    Head head;
    head.fields = {{"Set-Cookie", "a"}, {"Host", "h"}, {"set-cookie", "b"}};
    QCOMPARE(head.value("SET-COOKIE").value(), "a");
    QCOMPARE(head.values("Set-Cookie"), QList<QByteArray>({"a", "b"}));
    QVERIFY(!head.value("Set-Cookie2"));
    QVERIFY(head.values("Set").isEmpty());
}

void HeadTest::splitsLists_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArrayList>("elements");
    QTest::newRow("RFC 9110 5.6.1: empty elements")
        << QByteArray(" ,foo \t,,bar,charlie,") << QByteArrayList {"foo", "bar", "charlie"};
    QTest::newRow("RFC 9110 5.6.4: quoted strings")
        << QByteArray(R"(a="b,c\",d", e)") << QByteArrayList {R"(a="b,c\",d")", "e"};
    QTest::newRow("a quote that does not end")
        << QByteArray("a=\"b, c\\") << QByteArrayList {"a=\"b, c\\"};
    QTest::newRow("nothing") << QByteArray() << QByteArrayList();
}

void HeadTest::splitsLists()
{
    QFETCH(QByteArray, value);
    QTEST(QByteArrayList(listElements(value)), "elements");
}

void HeadTest::findsTokens()
{
    Head head;
    head.fields = {{"Connection", "keep-alive"}, {"connection", "x, Upgrade"}};
    QVERIFY(head.hasToken("Connection", "upgrade"));
    QVERIFY(head.hasToken("Connection", "KEEP-ALIVE"));
    QVERIFY(!head.hasToken("Connection", "up"));
}

void HeadTest::tellsWhatAsksForUpgrade()
{
    Head head;
    head.fields = {{"Connection", "Upgrade"}};
    QVERIFY(!head.asksForUpgrade());
    head.fields.append(Field {"Upgrade", "websocket"});
    QVERIFY(head.asksForUpgrade());
    head.isRequest = false;
    QVERIFY(!head.asksForUpgrade());
}

void HeadTest::tellsInterimResponses()
{
    Head head;
    head.isRequest = false;
    for (const int status : {100, 103, 199}) {
        head.status = status;
        QVERIFY(head.isInterim() && !head.switchesProtocols());
    }
    head.status = 101;
    QVERIFY(!head.isInterim() && head.switchesProtocols());
    head.status = 200;
    QVERIFY(!head.isInterim() && !head.switchesProtocols());
}

void HeadTest::tellsWhatKeepsAlive()
{
    Head head;
    QVERIFY(!head.keepsAlive());
    head.majorVersion = 1;
    QVERIFY(!head.keepsAlive());
    head.fields = {{"Connection", "Keep-Alive"}};
    QVERIFY(head.keepsAlive());
    head.minorVersion = 1;
    head.fields = {};
    QVERIFY(head.keepsAlive());
    head.fields = {{"Connection", "close"}};
    QVERIFY(!head.keepsAlive());
}

void HeadTest::listsBodyCodings()
{
    Head head;
    QVERIFY(head.bodyCodings().isEmpty());
    head.fields = {{"Transfer-Encoding", "GZip ;q=1, Chunked"},
                   {"Content-Encoding", "identity, br"},
                   {"Content-Encoding", "Deflate"}};
    QCOMPARE(head.bodyCodings(), QList<QByteArray>({"br", "deflate", "gzip"}));
}

QTEST_GUILESS_MAIN(HeadTest)
#include "tst_head.moc"
