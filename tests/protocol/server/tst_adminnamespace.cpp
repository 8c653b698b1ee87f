// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/admin/event.h"
#include "protocol/server/adminnamespace.h"
#include "protocol/server/socketdescription.h"
#include "tests/support/socketiopeer.h"

#include <QRegularExpression>
#include <QTest>

using Server::AdminNamespace;
using Transports = Client::EngineClient::Transports;

namespace {

using namespace std::chrono_literals;

/// A server with an admin namespace, and an admin.
class Administered
{
public:
    explicit Administered(AdminNamespace::Options options = {}, const QByteArray &auth = {},
                          Transports transports = Transports::WebSocket)
        : space(server.sockets, std::move(options))
        , admin(server, transports, {}, "/admin", auth)
    {
        server.sockets.at("/chat");
        server.sockets.at("/").onConnected = [](const std::shared_ptr<Server::Socket> &socket) {
            Server::Socket *self = socket.get();
            socket->onEvent
                = [self](const Server::Event &event) { self->send("back", event.arguments); };
        };
    }

    /// What the admin was told, ids, times and quotes replaced; without the statistics.
    QByteArrayList told(const SocketIoPeer *peer = nullptr) const
    {
        static const QRegularExpression time(QStringLiteral(R"("\d{4}-[-\d]+T[:\d]+\.\d{3}Z")"));
        static const QRegularExpression session(QStringLiteral(R"(session "[0-9a-f]{16}")"));
        QByteArrayList lines;
        for (const QByteArray &line : admin.log) {
            QString text = QString::fromUtf8(line);
            text.replace(time, QStringLiteral("<time>"));
            text.replace(session, QStringLiteral("session <id>"));
            const auto name = [&](const QByteArray &id, const char *with) {
                if (!id.isEmpty())
                    text.replace(QString::fromLatin1(id), QLatin1String(with));
            };
            name(admin.client.socketId("/admin"), "admin");
            if (peer != nullptr)
                name(peer->client.socketId("/"), "peer");
            text.replace(u'"', u'\'');
            if (text.startsWith(u"socket_connected") || text.startsWith(u"all_sockets"))
                text.truncate(text.indexOf(u' '));
            if (!text.startsWith(u"server_stats"))
                lines.append(text.toUtf8());
        }
        return lines;
    }
    void tell(const QByteArray &name, const QByteArray &json, const QList<QByteArray> &bytes = {})
    {
        admin.client.send("/admin", name, {json, bytes});
    }

    SocketIoServer server;
    AdminNamespace space;
    SocketIoPeer admin;
};

QByteArrayList welcome()
{
    return {"room_joined '/admin','admin','admin',<time>", "connect /admin", "socket_connected",
            "config {'supportedFeatures':['EMIT','JOIN','LEAVE','DISCONNECT','MJOIN','MLEAVE',"
            "'MDISCONNECT','AGGREGATED_EVENTS','ALL_EVENTS']}",
            "all_sockets"};
}

} // namespace

class TestAdminNamespace : public QObject
{
    Q_OBJECT
private slots:
    void login_data();
    void login();
    void sessions();
    void readOnly();
    void tells();
    void tellsOfUpgrades();
    void tellsOfData();
    void statistics();
    void commands();
    void disconnects();
    void badCommands_data();
    void badCommands();
    void goesBeforeItsServer();
};

void TestAdminNamespace::login_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<bool>("getsIn");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("right") << QByteArray(R"({"username":"keeper","password":"open sesame"})")
                           << true;
    QTest::newRow("wrong password")
        << QByteArray(R"({"username":"keeper","password":"x"})") << false;
    QTest::newRow("wrong name") << QByteArray(R"({"username":"x","password":"open sesame"})")
                                << false;
    QTest::newRow("no password") << QByteArray(R"({"username":"keeper"})") << false;
    QTest::newRow("numbers") << QByteArray(R"({"username":1,"password":2})") << false;
    QTest::newRow("a session that is not")
        << QByteArray(R"({"sessionId":"0123456789abcdef"})") << false;
    QTest::newRow("no session") << QByteArray(R"({"sessionId":""})") << false;
}

void TestAdminNamespace::login()
{
    QFETCH(QByteArray, auth);
    QFETCH(bool, getsIn);
    AdminNamespace::Options options;
    options.user = "keeper";
    options.password = "open sesame";
    const Administered one(options, auth);
    if (getsIn)
        QTRY_COMPARE(one.told(), QByteArrayList {"session <id>"} + welcome());
    else
        QTRY_COMPARE(one.told(),
                     QByteArrayList {"refused /admin {'message':'invalid credentials'}"});
}

void TestAdminNamespace::sessions()
{
    AdminNamespace::Options options;
    options.user = "keeper";
    options.password = "open sesame";
    Administered one(options, R"({"username":"keeper","password":"open sesame"})");
    QTRY_VERIFY(one.admin.log.size() > 1);
    const QByteArray session = one.admin.log[0].mid(8);
    const SocketIoPeer second(one.server, Transports::Polling, {}, "/admin",
                              R"({"sessionId":)" + session + '}');
    QTRY_VERIFY(!second.heard("all_sockets").isEmpty());
    QVERIFY(second.heard("session").isEmpty());
}

void TestAdminNamespace::readOnly()
{
    AdminNamespace::Options options;
    options.isReadOnly = true;
    Administered one(options);
    SocketIoPeer peer(one.server, Transports::WebSocket);
    QTRY_VERIFY(
        one.told().contains("config {'supportedFeatures':['AGGREGATED_EVENTS','ALL_EVENTS']}"));
    QTRY_VERIFY(!peer.log.isEmpty());
    one.tell("_disconnect", R"("/",true)");
    one.tell("join", R"("/","r")");
    // Its own connection hears of what comes behind.
    one.admin.client.connectTo("/chat");
    QTRY_VERIFY(one.admin.log.contains("connect /chat"));
    QVERIFY(one.server.sockets.at("/").rooms().members("r").isEmpty());
    QCOMPARE(one.server.sockets.at("/").sockets().size(), std::size_t(1));
}

void TestAdminNamespace::tells()
{
    Administered one;
    QTRY_COMPARE(one.told(), welcome());
    SocketIoPeer peer(one.server, Transports::WebSocket);
    QTRY_COMPARE(peer.log.size(), 1);
    const auto socket = one.server.sockets.at("/").sockets().front();
    socket->join("red");
    peer.client.send("/", "ask",
                     {R"(12345678901234567890.10,)" + SocketIo::placeholder(0), {"\x01"}},
                     [](const SocketIo::Arguments & /*answer*/) {});
    QTRY_COMPARE(peer.log.size(), 2);
    socket->leave("red");
    peer.client.disconnectFrom("/");
    const QByteArray behind = ",12345678901234567890.10,{'_placeholder':true,'num':0}],<time> 01";
    const QByteArray id = socket->id();
    const QByteArrayList expected = welcome()
        + QByteArrayList {"room_joined '/','peer','peer',<time>",
                          "socket_connected",
                          "room_joined '/','red','peer',<time>",
                          "event_received '/','peer',['ask'" + behind,
                          "event_sent '/','peer',['back'" + behind,
                          "room_left '/','red','peer',<time>",
                          "socket_disconnected '/','peer','client namespace disconnect',<time>",
                          "room_left '/','peer','peer',<time>"};
    const auto told = [&] {
        QByteArrayList lines = one.told();
        for (QByteArray &line : lines)
            line.replace(id, "peer");
        return lines;
    };
    QTRY_COMPARE(told(), expected);
    for (const QByteArray &line : one.admin.log) {
        const QByteArray name = line.left(line.indexOf(' '));
        if (name != "connect")
            QVERIFY2(!Admin::readEvent(name, "[\"" + name + "\"," + line.mid(name.size() + 1) + ']')
                             .isBad
                         || line.endsWith(" 01"),
                     line.constData());
    }
}

void TestAdminNamespace::tellsOfUpgrades()
{
    Administered one;
    QTRY_COMPARE(one.told(), welcome());
    const SocketIoPeer peer(one.server, Transports::PollingThenWebSocket);
    QTRY_VERIFY(
        one.told(&peer).contains("socket_updated {'id':'peer','nsp':'/','transport':'websocket'}"));
    QVERIFY(one.admin.heard("socket_connected").last().contains(R"("transport":"polling")"));
    QVERIFY(Server::describe(*one.server.sockets.at("/").sockets().front())
                .contains(R"("transport":"websocket")"));
}

void TestAdminNamespace::tellsOfData()
{
    Administered one;
    const SocketIoPeer peer(one.server, Transports::WebSocket);
    QTRY_VERIFY(!peer.log.isEmpty());
    QTRY_COMPARE(one.told().mid(0, 5), welcome());
    const auto socket = one.server.sockets.at("/").sockets().front();
    socket->setData(R"({"name":"ann"})");
    QTRY_VERIFY(
        one.told(&peer).contains("socket_updated {'id':'peer','nsp':'/','data':{'name':'ann'}}"));
}

void TestAdminNamespace::statistics()
{
    AdminNamespace::Options options;
    options.serverId = "here";
    options.statsInterval = 20ms;
    Administered one(options, {}, Transports::Polling);
    SocketIoPeer peer(one.server, Transports::WebSocket);
    QTRY_VERIFY(peer.log.size() == 1);
    const auto stats = [&] { return one.admin.heard("server_stats"); };
    QTRY_VERIFY(!stats().isEmpty() && stats().last().contains(R"("clientsCount":2)"));
    const QByteArray last = stats().last();
    QVERIFY(last.startsWith(R"(server_stats {"serverId":"here","hostname":")"));
    QVERIFY(last.contains(R"(,"clientsCount":2,"pollingClientsCount":1,"aggregatedEvents":[)"));
    QVERIFY(last.endsWith(
        R"(,"namespaces":[{"name":"/","socketsCount":1},{"name":"/admin","socketsCount":1},{"name":"/chat","socketsCount":0}]})"));
    const Admin::Event event
        = Admin::readEvent("server_stats", "[\"server_stats\"," + last.mid(13) + ']');
    QCOMPARE(event.server.pid, QCoreApplication::applicationPid());
    QVERIFY(event.server.uptimeMs > 0);

    const auto counted = [&](const QByteArray &text) {
        return std::any_of(one.admin.log.cbegin(), one.admin.log.cend(),
                           [&](const QByteArray &line) { return line.contains(text); });
    };
    peer.client.close();
    for (const char *type :
         {R"("type":"rawConnection")", R"("type":"packetsIn")", R"("type":"bytesIn")",
          R"("type":"packetsOut")", R"("type":"bytesOut")",
          R"("type":"rawDisconnection","subType":"transport close")"})
        QTRY_VERIFY2(counted(type), type);
    QTRY_VERIFY(stats().last().contains(R"("clientsCount":1)"));
}

void TestAdminNamespace::commands()
{
    Administered one;
    QTRY_COMPARE(one.told(), welcome());
    SocketIoPeer ann(one.server, Transports::WebSocket);
    QTRY_COMPARE(ann.log.size(), 1);
    SocketIoPeer ben(one.server, Transports::Polling);
    QTRY_COMPARE(ben.log.size(), 1);
    const Server::Rooms &rooms = one.server.sockets.at("/").rooms();
    const QByteArray annsId = ann.client.socketId("/");
    const QByteArray bensId = ben.client.socketId("/");
    one.tell("join", R"("/","red",)" + SocketIo::jsonString(annsId));
    QTRY_COMPARE(rooms.members("red"), QByteArrayList {annsId});
    one.tell("join", R"("/","all")");
    QTRY_COMPARE(rooms.members("all"), (QByteArrayList {annsId, bensId}));
    one.tell("join", R"("/","of red","red")");
    QTRY_COMPARE(rooms.members("of red"), QByteArrayList {annsId});
    one.tell("leave", R"("/","all","red")");
    QTRY_COMPARE(rooms.members("all"), QByteArrayList {bensId});
    one.tell("leave", R"("/","all",null)");
    QTRY_COMPARE(rooms.members("all"), QByteArrayList());

    one.tell("emit", R"("/",null,"to all",1.50)");
    one.tell("emit", R"("/","red","to red",)" + SocketIo::placeholder(0), {"\x02"});
    one.tell("emit", R"("/",)" + SocketIo::jsonString(bensId) + R"(,"to ben")");
    one.tell("emit", R"("/nowhere",null,"lost")");
    one.tell("emit", R"("/",null,"end")");
    QTRY_COMPARE(ann.log,
                 (QByteArrayList {"connect /", "to all 1.50",
                                  "to red " + SocketIo::placeholder(0) + " 02", "end "}));
    QTRY_COMPARE(ben.log, (QByteArrayList {"connect /", "to all 1.50", "to ben ", "end "}));
}

void TestAdminNamespace::disconnects()
{
    Administered one;
    QTRY_COMPARE(one.told(), welcome());
    SocketIoPeer ann(one.server, Transports::WebSocket);
    SocketIoPeer ben(one.server, Transports::Polling);
    QTRY_VERIFY(!ann.log.isEmpty() && !ben.log.isEmpty());
    one.tell("_disconnect", R"("/",false,)" + SocketIo::jsonString(ann.client.socketId("/")));
    QTRY_COMPARE(ann.log.last(), "out /");
    QVERIFY(ann.closed.isEmpty());
    QVERIFY(!ben.log.contains("out /"));
    one.tell("_disconnect", R"("/",true)");
    QTRY_VERIFY(!ben.closed.isEmpty());
    QVERIFY(one.admin.heard("socket_disconnected").last().contains("server namespace disconnect"));
    // Itself, with what it is told of that.
    one.tell("_disconnect", R"("/admin",true)");
    QTRY_VERIFY(!one.admin.closed.isEmpty());
    QCOMPARE(one.server.sockets.clientCount(), 1); // ann, in no namespace
}

void TestAdminNamespace::badCommands_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("unknown") << QByteArray("fetch") << QByteArray(R"("/")");
    QTest::newRow("nothing") << QByteArray("emit") << QByteArray();
    QTest::newRow("numbers") << QByteArray("join") << QByteArray("1,2,3");
    QTest::newRow("reserved event") << QByteArray("emit") << QByteArray(R"("/",null,"connect")");
    QTest::newRow("an object for all") << QByteArray("_disconnect") << QByteArray(R"("/",true,{})");
    QTest::newRow("no such namespace") << QByteArray("_disconnect") << QByteArray(R"("/x",true)");
    QTest::newRow("nobody") << QByteArray("_disconnect") << QByteArray(R"("/",true,"nobody")");
}

/// Nothing happens, and the server goes on.
void TestAdminNamespace::badCommands()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, json);
    Administered one;
    SocketIoPeer peer(one.server, Transports::WebSocket);
    QTRY_VERIFY(!peer.log.isEmpty() && one.admin.log.size() >= 5);
    one.tell(name, json);
    one.tell("emit", R"("/",null,"end")");
    QTRY_COMPARE(peer.log, (QByteArrayList {"connect /", "end "}));
    QVERIFY(one.admin.closed.isEmpty());
}

void TestAdminNamespace::goesBeforeItsServer()
{
    SocketIoServer server;
    auto space = std::make_unique<AdminNamespace>(server.sockets, AdminNamespace::Options());
    SocketIoPeer admin(server, Transports::WebSocket, {}, "/admin");
    QTRY_VERIFY(!admin.heard("all_sockets").isEmpty());
    space.reset();
    admin.client.send("/admin", "_disconnect", {R"("/admin",true)", {}});
    const SocketIoPeer late(server, Transports::WebSocket, {}, "/admin");
    QTRY_COMPARE(late.log, QByteArrayList {R"(refused /admin {"message":"Invalid namespace"})"});
    QVERIFY(admin.closed.isEmpty());
}

QTEST_GUILESS_MAIN(TestAdminNamespace)
#include "tst_adminnamespace.moc"
