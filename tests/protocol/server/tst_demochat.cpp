// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/demochat.h"
#include "tests/support/socketiopeer.h"

#include <QTest>

using Transports = Client::EngineClient::Transports;

namespace {

/// Two in a chat.
class Chat
{
public:
    QByteArray ask(SocketIoPeer &peer, const QByteArray &event, const QByteArray &json)
    {
        QByteArray answer;
        peer.client.send("/", event, {json, {}},
                         [&](const SocketIo::Arguments &arguments) { answer = arguments.json; });
        if (!QTest::qWaitFor([&] { return !answer.isEmpty(); }))
            return "no answer";
        return answer;
    }
    QByteArray person(const SocketIoPeer &peer, const QByteArray &name) const
    {
        return R"({"name":")" + name + R"(","id":")" + peer.client.socketId("/") + "\"}";
    }

    SocketIoServer server;
    Server::DemoChat chat {server.sockets.at("/")};
    SocketIoPeer ann {server, Transports::WebSocket, {}, "/", R"({"name":"ann"})"};
    SocketIoPeer ben {server, Transports::WebSocket, {}, "/", R"({"name":"ben"})"};
};

} // namespace

class TestDemoChat : public QObject
{
    Q_OBJECT
private slots:
    void rooms();
    void messagesToARoom();
    void tellsWhoIsThere();
    void whoComesBackGoesOn();
    void refuses();
};

void TestDemoChat::rooms()
{
    Chat chat;
    QTRY_VERIFY(chat.ann.log.size() >= 2 && chat.ben.log.size() >= 2);
    QCOMPARE(chat.ask(chat.ann, "join", R"("lunch")"), R"("joined",1)");
    QCOMPARE(chat.ask(chat.ben, "join", R"("lunch")"), R"("joined",2)");
    QCOMPARE(chat.ask(chat.ben, "join", R"("lunch")"), R"("joined",2)");
    QTRY_COMPARE(chat.ann.heard("entered"),
                 QByteArrayList {R"(entered "lunch",)" + chat.person(chat.ben, "ben")});
    const auto &sockets = chat.server.sockets.at("/").sockets();
    QVERIFY(std::all_of(sockets.begin(), sockets.end(), [](const auto &socket) {
        return socket->rooms().contains("lunch")
            && (socket->data() == R"({"name":"ann"})" || socket->data() == R"({"name":"ben"})");
    }));
    QCOMPARE(chat.ask(chat.ben, "leave", R"("lunch")"), R"("left")");
    QCOMPARE(chat.ask(chat.ben, "leave", R"("lunch")"), R"("left")");
    QTRY_COMPARE(chat.ann.log.last(), R"(went "lunch",)" + chat.person(chat.ben, "ben"));
    QCOMPARE(chat.ann.heard("went").size(), 1);
    QCOMPARE(chat.server.sockets.at("/").rooms().members("lunch"),
             QByteArrayList {chat.ann.client.socketId("/")});
}

void TestDemoChat::messagesToARoom()
{
    Chat chat;
    SocketIoPeer cid {chat.server, Transports::WebSocket};
    QTRY_VERIFY(chat.ann.log.size() >= 2 && chat.ben.log.size() >= 2 && cid.log.size() >= 2);
    chat.ask(chat.ben, "join", R"("lunch")");
    QCOMPARE(chat.ask(chat.ann, "chat message", R"({"room":"lunch","text":"soup"})"),
             R"("stored",1)");
    QCOMPARE(chat.ask(chat.ann, "chat message", R"({"text":"all"})"), R"("stored",2)");
    const QByteArrayList toAll {R"(chat message {"text":"all"})"};
    QTRY_COMPARE(cid.heard("chat message"), toAll);
    QTRY_COMPARE(chat.ben.heard("chat message"),
                 QByteArrayList {R"(chat message {"room":"lunch","text":"soup"})"} + toAll);
    QCOMPARE(chat.ann.heard("chat message"), QByteArrayList());
    // What was said in a room is not told to those who ask for all.
    QCOMPARE(chat.ask(cid, "history", {}), R"([[{"text":"all"}]])");
}

void TestDemoChat::tellsWhoIsThere()
{
    Chat chat;
    QTRY_COMPARE(chat.server.sockets.at("/").sockets().size(), std::size_t(2));
    const auto both = [&] {
        return R"(presence {"count":2,"people":[)" + chat.person(chat.ann, "ann") + ','
            + chat.person(chat.ben, "ben") + "]}";
    };
    QTRY_COMPARE(chat.ann.heard("presence").value(1), both());
    QTRY_COMPARE(chat.ben.heard("presence").value(0), both());
    const QByteArray ann = chat.person(chat.ann, "ann");
    chat.ben.client.close();
    QTRY_COMPARE(chat.ann.heard("presence").value(2),
                 R"(presence {"count":1,"people":[)" + ann + "]}");
}

void TestDemoChat::whoComesBackGoesOn()
{
    Server::SocketServer::Options options;
    options.namespaces.recovery = std::chrono::minutes(1);
    SocketIoServer server({}, options);
    const Server::DemoChat chat(server.sockets.at("/"));
    SocketIoPeer ann {server, Transports::WebSocket, {}, "/", R"({"name":"ann"})"};
    SocketIoPeer ben {server, Transports::WebSocket, {}, "/", R"({"name":"ben"})"};
    QTRY_VERIFY(!ben.heard("presence").isEmpty());
    const QByteArray id = ben.client.socketId("/");
    ben.client.send("/", "join", {R"("lunch")", {}});
    QTRY_VERIFY(server.sockets.at("/").rooms().contains(id, "lunch"));
    ben.client.cut();
    QTRY_COMPARE(ann.heard("user left").size(), 1);
    ann.client.send("/", "chat message", {R"({"room":"lunch","text":"soup"})", {}});
    ann.client.send("/", "chat message", {R"({"text":"all"})", {}}, [](const auto &) {});
    ben.log.clear();
    ben.client.open(server.url());
    QTRY_COMPARE(ann.heard("user back").size(), 1);
    QVERIFY(ben.client.isRecovered("/"));
    QCOMPARE(ben.client.socketId("/"), id);
    // What was missed crosses before it is told that it is in.
    const QByteArrayList missed = ben.heard("chat message");
    QCOMPARE(missed.size(), 2);
    QVERIFY(missed[0].startsWith(R"(chat message {"room":"lunch","text":"soup"},")"));
    QVERIFY(missed[1].startsWith(R"(chat message {"text":"all"},")"));
    QVERIFY(ben.log.indexOf("connect /") > ben.log.indexOf(missed[1]));
    QCOMPARE(ben.heard("welcome"), QByteArrayList());
    QCOMPARE(ann.heard("user joined").size(), 1);
    QVERIFY(server.sockets.at("/").rooms().contains(id, "lunch"));
}

void TestDemoChat::refuses()
{
    Chat chat;
    QTRY_VERIFY(chat.ann.log.size() >= 2 && chat.ben.log.size() >= 2);
    const QByteArray refused = R"("refused")";
    for (const QByteArray &json :
         {QByteArray(), QByteArray("7"), QByteArray(R"("")"), '"' + QByteArray(65, 'r') + '"',
          '"' + chat.ben.client.socketId("/") + '"'})
        QCOMPARE(chat.ask(chat.ann, "join", json), refused);
    for (int i = 0; i < 15; ++i)
        QCOMPARE(chat.ask(chat.ann, "join", '"' + QByteArray::number(i) + '"'), R"("joined",1)");
    QCOMPARE(chat.ask(chat.ann, "join", R"("one more")"), refused);
    QCOMPARE(chat.ask(chat.ann, "join", R"("3")"), R"("joined",1)");
    // The own room stays.
    chat.ask(chat.ann, "leave", '"' + chat.ann.client.socketId("/") + '"');
    QVERIFY(chat.server.sockets.at("/").rooms().contains(chat.ann.client.socketId("/"),
                                                         chat.ann.client.socketId("/")));
}

QTEST_GUILESS_MAIN(TestDemoChat)
#include "tst_demochat.moc"
