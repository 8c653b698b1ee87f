// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/echoserver.h"

#include <QTest>

/// `sockscope demo --echo` and clients of other makes.
class TestEcho : public QObject
{
    Q_OBJECT

private slots:
    void answersSocketIoClients_data();
    void answersSocketIoClients();
    void answersEngineIoClients_data();
    void answersEngineIoClients();
    void answersPythonClients_data();
    void answersPythonClients();
    void refusesWrongUse_data();
    void refusesWrongUse();
};

void TestEcho::answersSocketIoClients_data()
{
    QTest::addColumn<QStringList>("server");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QJsonObject>("client");
    QTest::addColumn<QString>("transport");
    struct Case
    {
        const char *name;
        QString server;
        QString version;
        QJsonObject client;
    };
    const QList<Case> cases {
        {"4", {}, QStringLiteral("v4"), {}},
        {"4, quick pings, cookie",
         QStringLiteral("--ping-interval 300 --ping-timeout 200 --cookie"),
         QStringLiteral("v4"),
         {}},
        {"4, deflate",
         QStringLiteral("--deflate"),
         QStringLiteral("v4"),
         {{QStringLiteral("deflate"), true}}},
        {"4, recovery",
         QStringLiteral("--recovery"),
         QStringLiteral("v4"),
         {{QStringLiteral("recovery"), true}}},
        {"4, msgpack",
         QStringLiteral("--parser msgpack"),
         QStringLiteral("v4"),
         {{QStringLiteral("parser"), QStringLiteral("msgpack")}}},
        {"3", {}, QStringLiteral("v3"), {}},
        {"2, quick pings",
         QStringLiteral("--eio3 --ping-interval 300 --ping-timeout 200"),
         QStringLiteral("v2"),
         {}},
        {"4 where 2 may come too", QStringLiteral("--eio3"), QStringLiteral("v4"), {}},
    };
    for (const Case &one : cases) {
        for (const char *transport : {"polling", "websocket", "upgrade"}) {
            QTest::addRow("%s, %s", one.name, transport)
                << one.server.split(u' ', Qt::SkipEmptyParts) << one.version << one.client
                << QString::fromLatin1(transport);
        }
    }
}

void TestEcho::answersSocketIoClients()
{
    QFETCH(QStringList, server);
    QFETCH(QString, version);
    QFETCH(QJsonObject, client);
    QFETCH(QString, transport);
    EchoServer echo(server);
    QVERIFY(echo.url().startsWith(QLatin1String("http://127.0.0.1:")));
    client[QStringLiteral("url")] = echo.url();
    client[QStringLiteral("transport")] = transport;
    Peer peer(QStringLiteral(SOCKSCOPE_NODE),
              {QStringLiteral(SOCKSCOPE_INTEROP "echo-client.js"),
               QStringLiteral(SOCKSCOPE_INTEROP) + version,
               QString::fromUtf8(QJsonDocument(client).toJson(QJsonDocument::Compact))});
    const int code = peer.finish();
    QVERIFY2(code == 0, peer.errors().constData());
    QVERIFY(echo.endsWell());
}

void TestEcho::answersEngineIoClients_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("base64");
    QTest::addColumn<QString>("transport");
    const QString pings = QStringLiteral("--ping-interval 300 --ping-timeout 200");
    for (const char *transport : {"polling", "websocket", "upgrade"}) {
        const QString name = QString::fromLatin1(transport);
        QTest::addRow("4, %s", transport) << pings << QStringLiteral("v4") << false << name;
        QTest::addRow("4, base64, %s", transport) << pings << QStringLiteral("v4") << true << name;
        QTest::addRow("4, deflate, %s", transport)
            << pings + QStringLiteral(" --deflate") << QStringLiteral("v4") << false << name;
        QTest::addRow("3, %s", transport) << pings << QStringLiteral("v3") << false << name;
        QTest::addRow("2, %s", transport)
            << pings + QStringLiteral(" --eio3") << QStringLiteral("v2") << false << name;
        QTest::addRow("2, base64, %s", transport)
            << pings + QStringLiteral(" --eio3") << QStringLiteral("v2") << true << name;
    }
}

void TestEcho::answersEngineIoClients()
{
    QFETCH(QString, server);
    QFETCH(QString, version);
    QFETCH(bool, base64);
    QFETCH(QString, transport);
    EchoServer echo(server.split(u' '));
    const QJsonObject client {{QStringLiteral("url"), echo.url()},
                              {QStringLiteral("transport"), transport},
                              {QStringLiteral("base64"), base64}};
    Peer peer(QStringLiteral(SOCKSCOPE_NODE),
              {QStringLiteral(SOCKSCOPE_INTEROP "engine-client.js"),
               QStringLiteral(SOCKSCOPE_INTEROP) + version,
               QString::fromUtf8(QJsonDocument(client).toJson(QJsonDocument::Compact))});
    const int code = peer.finish();
    QVERIFY2(code == 0, peer.errors().constData());
    QVERIFY(echo.endsWell());
}

void TestEcho::answersPythonClients_data()
{
    QTest::addColumn<QString>("transport");
    for (const char *transport : {"polling", "websocket", "upgrade"})
        QTest::newRow(transport) << QString::fromLatin1(transport);
}

void TestEcho::answersPythonClients()
{
    QFETCH(QString, transport);
    EchoServer echo({});
    Peer peer(QStringLiteral("/usr/bin/python3"),
              {QStringLiteral(SOCKSCOPE_INTEROP "echo-client.py"), echo.url(), transport});
    const int code = peer.finish();
    QVERIFY2(code == 0, peer.errors().constData());
    QVERIFY(echo.endsWell());
}

void TestEcho::refusesWrongUse_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("without --echo")
        << QStringLiteral("--ping-interval 5") << QByteArray("--ping-interval goes with --echo");
    QTest::newRow("no number") << QStringLiteral("--echo --ping-timeout soon")
                               << QByteArray("--ping-timeout takes a number of milliseconds from "
                                             "1 to 86400000, not \"soon\"");
    QTest::newRow("too large") << QStringLiteral("--echo --max-payload 256000001")
                               << QByteArray("--max-payload takes a number of bytes from 1 to "
                                             "256000000, not \"256000001\"");
    QTest::newRow("no parser") << QStringLiteral("--echo --parser json")
                               << QByteArray("--parser takes default or msgpack, not \"json\"");
    QTest::newRow("Engine.IO 3") << QStringLiteral("--echo --eio3 --parser msgpack")
                                 << QByteArray("--eio3 does not go with --parser msgpack");
    QTest::newRow("no transport") << QStringLiteral("--echo --transports polling,pigeon")
                                  << QByteArray("not \"polling,pigeon\"");
}

void TestEcho::refusesWrongUse()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, words);
    Peer peer(QStringLiteral(SOCKSCOPE_PROGRAM),
              QStringList {QStringLiteral("demo")} + arguments.split(u' '));
    QCOMPARE(peer.finish(), 2);
    const QByteArray said = peer.errors();
    QVERIFY2(said.contains(words), said.constData());
}

QTEST_GUILESS_MAIN(TestEcho)
#include "tst_echo.moc"
