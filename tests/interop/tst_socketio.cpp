// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/packets.h"
#include "tests/interop/peer.h"
#include "tests/interop/tappedcapture.h"

#include <QSet>
#include <QTest>

/// Servers and clients of socket.io 2, 3 and 4, directly and then with a tap between them.
class TestSocketIo : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhatBothSidesSaid_data();
    void holdsWhatBothSidesSaid();
};

void TestSocketIo::holdsWhatBothSidesSaid_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("transport");
    QTest::addColumn<QString>("parser");
    QTest::addColumn<bool>("deflate");
    for (const char *version : {"v2", "v3", "v4"}) {
        for (const char *transport : {"polling", "websocket", "upgrade"}) {
            for (const char *parser : {"default", "msgpack"}) {
                for (const bool deflate : {false, true}) {
                    if (deflate && qstrcmp(transport, "websocket") != 0)
                        continue;
                    QTest::addRow("%s %s %s%s", version, transport, parser,
                                  deflate ? " deflate" : "")
                        << QString::fromLatin1(version) << QString::fromLatin1(transport)
                        << QString::fromLatin1(parser) << deflate;
                }
            }
        }
    }
}

void TestSocketIo::holdsWhatBothSidesSaid()
{
    QFETCH(const QString, version);
    QFETCH(const QString, transport);
    QFETCH(const QString, parser);
    QFETCH(const bool, deflate);
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    const QString node = QStringLiteral(SOCKSCOPE_NODE);
    QJsonObject options {{QStringLiteral("parser"), parser}, {QStringLiteral("deflate"), deflate}};
    const auto arguments = [&](const QString &script) {
        const QByteArray json = QJsonDocument(options).toJson(QJsonDocument::Compact);
        return QStringList {here + script, here + version, QString::fromUtf8(json)};
    };
    Peer server(node, arguments(QStringLiteral("peer-server.js")));
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server.errors().constData());

    options.insert(QStringLiteral("transport"), transport);
    options.insert(QStringLiteral("run"), QStringLiteral("direct"));
    options.insert(QStringLiteral("port"), port);
    Peer direct(node, arguments(QStringLiteral("peer-client.js")));
    QVERIFY2(direct.finish() == 0, direct.errors().constData());

    TappedCapture capture(static_cast<quint16>(port));
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    options.insert(QStringLiteral("run"), QStringLiteral("tapped"));
    options.insert(QStringLiteral("port"), capture.port());
    Peer tapped(node, arguments(QStringLiteral("peer-client.js")));
    QVERIFY2(tapped.finish() == 0, tapped.errors().constData());
    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    server.signal(SIGTERM);
    server.finish();

    const QString run = QStringLiteral("tapped");
    const QStringList ofClient = logged(objectsOf(tapped.output()), run, QLatin1String("said"));
    const QStringList ofServer = logged(objectsOf(server.output()), run, QLatin1String("heard"));
    const QStringList held = captured(lines);
    QVERIFY(ofClient.size() > 120);
    const QString apart = difference(ofServer, ofClient);
    QVERIFY2(apart.isEmpty(), qPrintable(apart));
    const QString wrong = difference(ofClient, held);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QSet<qint64> sessions;
    for (const QJsonObject &line : lines) {
        for (const QJsonValue &problem : line.value(QLatin1String("problems")).toArray())
            QVERIFY2(problem == QLatin1String("sio-connect-error"),
                     QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
        if (line.contains(QLatin1String("socketio")))
            sessions.insert(line.value(QLatin1String("session")).toInteger());
    }
    QCOMPARE(sessions.size(), 1);
}

QTEST_GUILESS_MAIN(TestSocketIo)

#include "tst_socketio.moc"
