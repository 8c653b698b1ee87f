// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/event.h"
#include "protocol/server/socketdescription.h"
#include "tests/support/json.h"
#include "tests/support/rawclient.h"
#include "tests/support/socketioserver.h"

#include <QTest>

/// A client that begins with what the row says, and is described.
class TestSocketDescription : public QObject
{
    Q_OBJECT
private slots:
    void handshakes_data();
    void handshakes();
    void isReadAsWritten();

private:
    static QByteArray description(const QByteArray &query, const QByteArray &fields);
};

QByteArray TestSocketDescription::description(const QByteArray &query, const QByteArray &fields)
{
    SocketIoServer server;
    QByteArray described;
    server.sockets.at("/").onConnected = [&](const std::shared_ptr<Server::Socket> &socket) {
        socket->join("a \"room\"");
        socket->setData(R"({"n":1.50})");
        described = Server::describe(*socket);
    };
    const QByteArray target = "/socket.io/?EIO=4&transport=polling";
    RawClient client(server.poller, server.server.address());
    client.request("GET", target + query, {}, fields);
    if (!QTest::qWaitFor([&] { return client.responses().size() == 1; }))
        return {};
    const QByteArray sid
        = jsonValue(client.responses()[0].body.mid(1)).toObject()[u"sid"].toString().toLatin1();
    client.request("POST", target + "&sid=" + sid, "40");
    if (!QTest::qWaitFor([&] { return client.responses().size() == 2; }))
        return {};
    return described;
}

void TestSocketDescription::handshakes_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("crosses");
    const QByteArray none;
    const QByteArray home = "127.0.0.1";
    QTest::newRow("plain") << none << none << none << none << home << false;
    QTest::newRow("from another page")
        << none << QByteArray("Origin: http://a\r\n") << QByteArray(R"(,"origin":"http://a")")
        << none << home << true;
    QTest::newRow("behind a proxy") << none << QByteArray("X-Forwarded-For: 10.0.0.7\r\n")
                                    << QByteArray(R"(,"x-forwarded-for":"10.0.0.7")") << none
                                    << QByteArray("10.0.0.7") << false;
    QTest::newRow("fields that come twice")
        << none
        << QByteArray("Cookie: a=1\r\nX-A: 1\r\ncookie: b=2\r\nx-a: 2\r\nUser-Agent: x\r\n"
                      "User-Agent: y\r\n")
        << QByteArray(R"(,"cookie":"a=1; b=2","x-a":"1, 2","user-agent":"x")") << none << home
        << false;
    QTest::newRow("Latin-1 and quotes") << none << QByteArray("X-B: \"\xe9\\\r\n")
                                        << QByteArray(R"(,"x-b":"\"é\\")") << none << home << false;
    QTest::newRow("parameters") << QByteArray("&token=a%20%22b%22&x=1&x=%C3%A9&y") << none << none
                                << QByteArray(R"(,"token":"a \"b\"","x":["1","é"],"y":"")") << home
                                << false;
    QTest::newRow("no UTF-8") << QByteArray("&z=%ff") << none << none
                              << QByteArray(",\"z\":\"\xef\xbf\xbd\"") << home << false;
}

void TestSocketDescription::handshakes()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, address);
    QFETCH(bool, crosses);
    const QByteArray json = description(query, fields);
    const QByteArray expected = R"("data":{"n":1.50},"handshake":{"address":")" + address
        + R"(","headers":{"host":"demo")" + headers
        + R"(},"query":{"EIO":"4","transport":"polling")" + parameters + R"(},"issued":)";
    QVERIFY2(json.contains(expected), (json + "\n" + expected).constData());
    QVERIFY2(json.contains(R"("url":"/socket.io/?EIO=4&transport=polling)" + query
                           + R"(","xdomain":)" + (crosses ? "true}" : "false}")),
             json.constData());
    QVERIFY(!QJsonDocument::fromJson(json).isNull());
}

void TestSocketDescription::isReadAsWritten()
{
    const QByteArray json = description({}, {});
    const Admin::Event event = Admin::readEvent("all_sockets", R"(["all_sockets",[)" + json + "]]");
    QVERIFY(!event.isBad);
    QCOMPARE(event.sockets.size(), std::size_t(1));
    const Admin::Socket &socket = event.sockets.front();
    QCOMPARE(socket.id.size(), 20);
    QCOMPARE(socket.clientId.size(), 12);
    QCOMPARE(socket.nsp, "/");
    QCOMPARE(socket.transport, "polling");
    QCOMPARE(socket.address, "127.0.0.1");
    QCOMPARE(socket.data, R"({"n":1.50})");
    QCOMPARE(socket.rooms, (QByteArrayList {socket.id, "a \"room\""}));
}

QTEST_GUILESS_MAIN(TestSocketDescription)
#include "tst_socketdescription.moc"
