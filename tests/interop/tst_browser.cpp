// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/echoserver.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

/// `sockscope demo --echo` and the official clients in a browser, on a page of the same origin and
/// of another, in all transports; and the plain WebSockets beside them.
class TestBrowser : public QObject
{
    Q_OBJECT

private slots:
    void answersPages_data();
    void answersPages();
};

void TestBrowser::answersPages_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QJsonObject>("page");
    const QString pings = QStringLiteral("--ping-interval 500 --ping-timeout 10000");
    const QString old = pings + QStringLiteral(" --eio3");
    const QJsonObject same {{QStringLiteral("sameOrigin"), true}};
    for (const QString &version :
         {QStringLiteral("v4"), QStringLiteral("v3"), QStringLiteral("v2")}) {
        const QString &server = version == QLatin1String("v2") ? old : pings;
        QTest::addRow("%s, same origin", qPrintable(version)) << server << version << same;
        QTest::addRow("%s, another origin", qPrintable(version))
            << server << version << QJsonObject();
    }
    QTest::newRow("v4, another origin, compressed, cookie")
        << pings + QStringLiteral(" --deflate --cookie") << QStringLiteral("v4") << QJsonObject();
    QTest::newRow("v2, another origin, JSONP")
        << old << QStringLiteral("v2") << QJsonObject {{QStringLiteral("jsonp"), true}};
}

void TestBrowser::answersPages()
{
    QFETCH(QString, server);
    QFETCH(QString, version);
    QFETCH(QJsonObject, page);
    const QString chromium = QStringLiteral(SOCKSCOPE_CHROMIUM);
    QVERIFY2(QFileInfo(chromium).isExecutable(), "this needs Chromium; ./test.sh installs it");
    EchoServer echo(server.split(u' '));
    QVERIFY(echo.url().startsWith(QLatin1String("http://127.0.0.1:")));
    const QTemporaryDir folder;
    page[QStringLiteral("url")] = echo.url();
    page[QStringLiteral("chromium")] = chromium;
    page[QStringLiteral("folder")] = folder.path();
    Peer browser(QStringLiteral(SOCKSCOPE_NODE),
                 {QStringLiteral(SOCKSCOPE_INTEROP "browser-client.js"),
                  QStringLiteral(SOCKSCOPE_INTEROP) + version,
                  QString::fromUtf8(QJsonDocument(page).toJson(QJsonDocument::Compact))});
    const int code = browser.finish();
    QVERIFY2(code == 0, browser.errors().constData());
    QCOMPARE(browser.nextObject(), (QJsonObject {{QStringLiteral("done"), true}}));
    QVERIFY(echo.endsWell());
}

QTEST_GUILESS_MAIN(TestBrowser)
#include "tst_browser.moc"
