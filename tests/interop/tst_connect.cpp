// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/peer.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace {

QString program()
{
    return QStringLiteral(SOCKSCOPE_PROGRAM);
}

/// `sockscope record` with a file of its own.
struct Run
{
    explicit Run(const QStringList &arguments)
        : peer(program(),
               QStringList {QStringLiteral("record"), QStringLiteral("-o"),
                            folder.filePath(QStringLiteral("a.sockscope"))}
                   + arguments)
    {
    }

    QTemporaryDir folder;
    Peer peer;
};

/// The embedded server as a program of its own.
struct DemoServer
{
    DemoServer()
        : peer(program(),
               {QStringLiteral("demo"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")})
        , url(QString::fromUtf8(peer.nextErrorLine()).remove(QStringLiteral("server ")))
    {
    }

    Peer peer;
    QString url;
};

/// Answers every request with the same bytes, while the test's event loop runs.
class PageServer
{
public:
    explicit PageServer(const QByteArray &answer)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, answer] {
            while (QTcpSocket *const socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                    if (!socket->readAll().contains("\r\n\r\n") || answer.isEmpty())
                        return;
                    socket->write(answer);
                    socket->disconnectFromHost();
                });
            }
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    QString url(const QString &scheme = QStringLiteral("http")) const
    {
        return QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_server.serverPort());
    }

private:
    QTcpServer m_server;
};

QByteArray page(const char *status, const QByteArray &body, const QByteArray &fields = {})
{
    return QByteArray("HTTP/1.1 ") + status + "\r\n" + fields + "Content-Length: "
        + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

/// `sockscope record --connect`, the program as scripts use it.
class TestConnect : public QObject
{
    Q_OBJECT

private slots:
    void sendsAndIsAnswered_data();
    void sendsAndIsAnswered();
    void talksToAPlainWebSocket();
    void endsOnASignal();
    void saysWhyItNeverConnected_data();
    void saysWhyItNeverConnected();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void triesAgainUntilTheServerIsThere();
    void tellsOfAnAckThatDoesNotCome();
};

void TestConnect::sendsAndIsAnswered_data()
{
    QTest::addColumn<QString>("transport");
    for (const char *transport : {"polling", "websocket", "upgrade", "fallback"})
        QTest::newRow(transport) << QString::fromLatin1(transport);
}

void TestConnect::sendsAndIsAnswered()
{
    QFETCH(QString, transport);
    DemoServer server;
    QVERIFY(server.url.startsWith(QLatin1String("http://127.0.0.1:")));
    Run run({QStringLiteral("--connect"), server.url, QStringLiteral("--socketio"),
             QStringLiteral("--transport"), transport, QStringLiteral("--auth"),
             QStringLiteral(R"({"name":"script"})"), QStringLiteral("--emit"),
             QStringLiteral(R"(["chat message", 12345678901234567890.10 ,{"b":1,"a":2}])"),
             QStringLiteral("--emit-ack"), QStringLiteral(R"(["upload",{"$binary":"AQID"}])"),
             QStringLiteral("--emit-ack"), QStringLiteral(R"(["history"])"),
             QStringLiteral("--until-done"), QStringLiteral("--print")});
    QCOMPARE(run.peer.finish(), 0);
    const QByteArray errors = run.peer.errors();
    QVERIFY2(errors.contains("connected " + server.url.toUtf8() + " / (Socket.IO 4)"),
             errors.constData());

    const QByteArray output = run.peer.output();
    QVERIFY(output.contains(R"(["chat message", 12345678901234567890.10 ,{"b":1,"a":2}])"));
    QList<QJsonObject> sent;
    QList<QJsonObject> acks;
    for (const QJsonObject &line : objectsOf(output)) {
        if (line[QLatin1String("direction")] == QLatin1String("sent")
            && line[QLatin1String("kind")] == QLatin1String("event"))
            sent.append(line);
        else if (line[QLatin1String("kind")] == QLatin1String("ack"))
            acks.append(line);
    }
    QCOMPARE(sent.size(), 3);
    QCOMPARE(sent.at(0)[QLatin1String("event")].toString(), QStringLiteral("chat message"));
    QCOMPARE(sent.at(1)[QLatin1String("event")].toString(), QStringLiteral("upload"));
    QCOMPARE(sent.at(2)[QLatin1String("event")].toString(), QStringLiteral("history"));
    QCOMPARE(acks.size(), 2);
    QCOMPARE(acks.at(0)[QLatin1String("data")].toArray(),
             (QJsonArray {QStringLiteral("stored"), 3}));
    QCOMPARE(acks.at(0)[QLatin1String("ackOf")], sent.at(1)[QLatin1String("id")]);
}

void TestConnect::talksToAPlainWebSocket()
{
    DemoServer server;
    QString url = server.url + QStringLiteral("/echo");
    url.replace(QLatin1String("http:"), QLatin1String("ws:"));
    Run run({QStringLiteral("--connect"), url, QStringLiteral("--deflate"),
             QStringLiteral("--send"), QStringLiteral("first"), QStringLiteral("--send"),
             QStringLiteral("zweite Grüße"), QStringLiteral("--until-done"),
             QStringLiteral("--print")});
    QCOMPARE(run.peer.finish(), 0);
    QStringList sent;
    QStringList received;
    for (const QJsonObject &line : objectsOf(run.peer.output())) {
        if (line[QLatin1String("kind")] != QLatin1String("text"))
            continue;
        const bool isSent = line[QLatin1String("direction")] == QLatin1String("sent");
        (isSent ? sent : received).append(line[QLatin1String("text")].toString());
    }
    QCOMPARE(sent, (QStringList {QStringLiteral("first"), QStringLiteral("zweite Grüße")}));
    QCOMPARE(received, sent);
}

void TestConnect::endsOnASignal()
{
    DemoServer server;
    Run run({QStringLiteral("--connect"), server.url, QStringLiteral("--socketio")});
    QVERIFY(run.peer.nextErrorLine().startsWith("connected "));
    run.peer.signal(SIGINT);
    QCOMPARE(run.peer.finish(), 0);
    QVERIFY(QFile::exists(run.folder.filePath(QStringLiteral("a.sockscope"))));
}

void TestConnect::saysWhyItNeverConnected_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &answer, const QStringList &arguments,
                        const char *words) {
        QTest::newRow(name) << answer << arguments << QString::fromLatin1(words);
    };
    const QStringList any {QStringLiteral("--socketio")};
    const QByteArray html("<html>hello</html>");
    const QByteArray json("Content-Type: application/json\r\n");
    row("not found", page("404 Not Found", html), any, "no Socket.IO.*path");
    row("a page", page("200 OK", html), any, "no Socket.IO");
    row("bad gateway", page("502 Bad Gateway", html), any, "502.*behind it");
    row("redirect", page("301 Moved", {}, "Location: https://example.org/x\r\n"), any,
        "redirects to https://example.org/x");
    row("newer",
        page("400 Bad Request", R"({"code":5,"message":"Unsupported protocol version"})", json),
        {QStringLiteral("--socketio=2")}, "speaks Engine.IO 4");
    row("older",
        page("200 OK", R"(97:0{"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":1})"),
        {QStringLiteral("--socketio=4")}, "Socket.IO 2");
    row("forbidden", page("403 Forbidden", R"({"code":4,"message":"Forbidden"})", json), any,
        "code 4");
    row("silent", {}, any + QStringList {QStringLiteral("--timeout"), QStringLiteral("300ms")},
        "did not answer within 0.3 s");
    row("silent WebSocket", {},
        {QStringLiteral("--timeout"), QStringLiteral("300ms"), QStringLiteral("--plain")},
        "did not answer within 0.3 s");
    row("no WebSocket", page("200 OK", html), {QStringLiteral("--plain")}, "HTTP server");
    row("no path", page("404 Not Found", html), {QStringLiteral("--plain")}, "Check the path");
    row("garbage", "SSH-2.0-OpenSSH_9.2\r\n", any, "127.0.0.1.*no HTTP server");
}

void TestConnect::saysWhyItNeverConnected()
{
    QFETCH(QByteArray, answer);
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const PageServer server(answer);
    const bool isPlain = arguments.removeAll(QStringLiteral("--plain")) > 0;
    const QString url = server.url(isPlain ? QStringLiteral("ws") : QStringLiteral("http"));
    Run run(QStringList {QStringLiteral("--connect"), url, QStringLiteral("--no-reconnect")}
            + arguments);
    QCOMPARE(run.peer.finish(), 1);
    const QString errors = QString::fromUtf8(run.peer.errors());
    QVERIFY2(QRegularExpression(QStringLiteral("^sockscope: .*") + words + QStringLiteral(".*\n$"))
                 .match(errors)
                 .hasMatch(),
             qPrintable(errors));
    QCOMPARE(errors.count(u'\n'), 1);
}

void TestConnect::refusesWrongUse_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const QString &arguments) {
        QTest::newRow(name) << arguments.split(u' ');
    };
    row("scheme", QStringLiteral("--connect ftp://h"));
    row("no host", QStringLiteral("--connect http://"));
    row("version", QStringLiteral("--connect http://h --socketio=5"));
    row("transport", QStringLiteral("--connect http://h --transport pigeon"));
    row("parser", QStringLiteral("--connect http://h --parser xml"));
    row("auth", QStringLiteral("--connect http://h --auth [1]"));
    row("namespace", QStringLiteral("--connect http://h --namespace chat"));
    row("header", QStringLiteral("--connect http://h --header nothing"));
    row("emit without", QStringLiteral("--tap 0=http://127.0.0.1:1 --emit [\"a\"]"));
    row("emit with two", QStringLiteral("--connect http://h --connect http://i --emit [\"a\"]"));
    row("emit to plain", QStringLiteral("--connect ws://h --emit [\"a\"]"));
    row("send to Socket.IO", QStringLiteral("--connect http://h --send a"));
    row("no array", QStringLiteral("--connect http://h --emit {}"));
    row("no name", QStringLiteral("--connect http://h --emit [1]"));
    row("bad JSON", QStringLiteral("--connect http://h --emit [\"a\","));
    row("bad binary", QStringLiteral("--connect http://h --emit [\"a\",{\"$binary\":\"?\"}]"));
    row("until done", QStringLiteral("--tap 0=http://127.0.0.1:1 --until-done"));
    row("cert alone", QStringLiteral("--connect https://h --cert /dev/null"));
    row("timeout", QStringLiteral("--connect http://h --timeout soon"));
    row("proxy", QStringLiteral("--connect http://h --proxy ftp://h"));
    row("fingerprint", QStringLiteral("--connect http://h --accept-fingerprint ab"));
}

void TestConnect::refusesWrongUse()
{
    QFETCH(QStringList, arguments);
    Run run(arguments);
    const int status = run.peer.finish();
    // A file that cannot be used is a failure; everything else is wrong use.
    QVERIFY(status == 2 || (status == 1 && arguments.contains(QStringLiteral("--cert"))));
    const QByteArray errors = run.peer.errors();
    QVERIFY2(errors.startsWith("sockscope: ") && errors.count('\n') == 1, errors.constData());
    QVERIFY(!QFile::exists(run.folder.filePath(QStringLiteral("a.sockscope"))));
}

void TestConnect::triesAgainUntilTheServerIsThere()
{
    QTcpServer place;
    QVERIFY(place.listen(QHostAddress::LocalHost));
    const quint16 port = place.serverPort();
    place.close();
    Run run({QStringLiteral("--connect"), QStringLiteral("http://127.0.0.1:%1").arg(port),
             QStringLiteral("--socketio"), QStringLiteral("--emit-ack"),
             QStringLiteral(R"(["history"])"), QStringLiteral("--until-done")});
    QVERIFY(run.peer.nextErrorLine().contains("Nobody listens"));
    Peer server(program(),
                {QStringLiteral("demo"), QStringLiteral("--listen"),
                 QStringLiteral("127.0.0.1:%1").arg(port)});
    QVERIFY(server.nextErrorLine().startsWith("server "));
    QVERIFY(run.peer.nextErrorLine().startsWith("connected "));
    QCOMPARE(run.peer.finish(), 0);
}

void TestConnect::tellsOfAnAckThatDoesNotCome()
{
    DemoServer server;
    Run run({QStringLiteral("--connect"), server.url, QStringLiteral("--socketio"),
             QStringLiteral("--emit-ack"), QStringLiteral(R"(["nobody answers this"])"),
             QStringLiteral("--ack-timeout"), QStringLiteral("100ms"),
             QStringLiteral("--until-done")});
    QCOMPARE(run.peer.finish(), 0);
    QVERIFY(run.peer.errors().contains("No ack for \"nobody answers this\" within 100 ms."));
}

QTEST_GUILESS_MAIN(TestConnect)
#include "tst_connect.moc"
