// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lightwebsocket.h"
#include "protocol/server/echosite.h"
#include "tests/support/rawclient.h"

#include <QRegularExpression>
#include <QTest>

using namespace std::chrono_literals;

namespace {

/// An EchoSite on a free port.
class Site
{
public:
    explicit Site(const Server::EchoSite::Options &options = {})
        : echo(server, options)
    {
        server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    }

    QByteArray webSocketUrl(const QByteArray &path) const
    {
        return "ws://" + server.address().toText() + path;
    }

    Net::Poller poller;
    Server::Server server {poller};
    Server::EchoSite echo;
};

/// A WebSocket that keeps what it hears, binary messages as "<hex>", ids of sockets as "ID".
class Listener
{
public:
    Listener(Site &site, const QByteArray &path)
        : client(site.poller)
    {
        client.onOpened = [this] { isOpen = true; };
        client.onText = [this](const QByteArray &text) { heard.append(plain(text)); };
        client.onBinary = [this](const QByteArray &bytes) { heard.append(hex(bytes)); };
        client.onClosed = [this](quint16 code, const QByteArray &, int) { closed = code; };
        client.open(site.webSocketUrl(path));
    }

    /// Binary messages are written as "<hex>".
    void say(const QByteArray &message)
    {
        if (message.startsWith('<'))
            client.sendBinary(QByteArray::fromHex(message.mid(1).chopped(1)));
        else
            client.sendText(message);
    }

    static QByteArray hex(const QByteArray &bytes) { return '<' + bytes.toHex() + '>'; }

    QByteArrayList heard;
    std::optional<quint16> closed;
    bool isOpen = false;
    Client::LightWebSocket client;

private:
    static QByteArray plain(const QByteArray &text)
    {
        static const QRegularExpression id(QStringLiteral("\"sid\":\"[-_A-Za-z0-9]{20}\""));
        return QString::fromUtf8(text).replace(id, QStringLiteral("\"sid\":\"ID\"")).toUtf8();
    }
};

const QByteArray BarePath = QByteArrayLiteral("/engine.io/?EIO=4&transport=websocket");
const QByteArray SocketPath = QByteArrayLiteral("/socket.io/?EIO=4&transport=websocket");

const QByteArray OldBarePath = QByteArrayLiteral("/engine.io/?EIO=3&transport=websocket");
const QByteArray OldSocketPath = QByteArrayLiteral("/socket.io/?EIO=3&transport=websocket");

Server::EchoSite::Options quick()
{
    Server::EchoSite::Options options;
    options.engine.pingInterval = 300ms;
    options.engine.pingTimeout = 200ms;
    return options;
}

} // namespace

/// The rules of the Engine.IO protocol, revision 4, and of the Socket.IO protocol, revision 5, as
/// their documents write them down, and the events of the echo.
class TestEchoSite : public QObject
{
    Q_OBJECT

private slots:
    void talks_data();
    void talks();
    void closesWhoBreaksTheRules_data();
    void closesWhoBreaksTheRules();
    void oldPayloads();
    void forgetsAnOldSessionWithoutPings();
    void answersRooms();
    void closesWhoEntersNoNamespace();
    void closesWhoDoesNotPong();
    void pingsGoOnWithPongs();
    void forgetsAPollingSessionWithoutPongs();
    void letsPagesOfEveryOriginIn_data();
    void letsPagesOfEveryOriginIn();
    void setsACookieOnce();
    void refusesATransport_data();
    void refusesATransport();
    void plainWebSockets();
    void plainRooms();
    void madeNamespacesAreLimited();
};

void TestEchoSite::talks_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("said");
    QTest::addColumn<QByteArrayList>("heard");
    const auto row
        = [](const char *name, const QByteArray &path, const QByteArrayList &said,
             const QByteArrayList &heard) { QTest::newRow(name) << path << said << heard; };
    row("bare: text", BarePath, {"4h\xc3\xa9llo"}, {"4h\xc3\xa9llo"});
    row("bare: empty", BarePath, {"4"}, {"4"});
    row("bare: binary", BarePath, {"<01020304>"}, {"<01020304>"});

    const QByteArrayList in {R"(40{"sid":"ID"})", R"(42["auth",{}])"};
    row("connect", SocketPath, {"40"}, in);
    row("connect: auth", SocketPath, {R"(40{"token": "123", "n": 1.50})"},
        {in[0], R"(42["auth",{"token": "123", "n": 1.50}])"});
    row("connect: another namespace", SocketPath, {"40/custom,"},
        {R"(40/custom,{"sid":"ID"})", R"(42/custom,["auth",{}])"});
    row("connect: another namespace, auth", SocketPath, {R"(40/custom,{"token":"abc"})"},
        {R"(40/custom,{"sid":"ID"})", R"(42/custom,["auth",{"token":"abc"}])"});
    row("connect: plain", SocketPath, {"40/plain"}, {R"(40/plain,{"sid":"ID"})"});
    row("connect: by number", SocketPath, {"40/dyn-101"}, {R"(40/dyn-101,{"sid":"ID"})"});
    for (const char *unknown : {"/random", "/dyn-", "/dyn-x", "/dyn-1x", "/dyn-1234567890"}) {
        row(unknown, SocketPath, {QByteArray("40") + unknown},
            {QByteArray("44") + unknown + R"(,{"message":"Invalid namespace"})"});
    }
    row("connect: token", SocketPath, {R"(40/chat,{"token":"secret"})"},
        {R"(40/chat,{"sid":"ID"})", R"(42/chat,["welcome","/chat"])"});
    const QByteArray refused
        = R"(44/chat,{"message":"not authorized","data":{"code":"E_AUTH","retry":false}})";
    row("connect: no token", SocketPath, {"40/chat,"}, {refused});
    row("connect: wrong token", SocketPath, {R"(40/chat,{"token":"Secret"})"}, {refused});
    row("connect: refused, then not", SocketPath, {"40/chat,", R"(40/chat,{"token":"secret"})"},
        {refused, R"(40/chat,{"sid":"ID"})", R"(42/chat,["welcome","/chat"])"});
    row("disconnect of one namespace", SocketPath,
        {"40", "40/plain", "41/plain,", R"(42["text","still"])"},
        in + QByteArrayList {R"(40/plain,{"sid":"ID"})", R"(42["text-back","still"])"});
    row("disconnect, and again", SocketPath, {"40/plain", "41/plain,", "40/plain"},
        {R"(40/plain,{"sid":"ID"})", R"(40/plain,{"sid":"ID"})"});

    const auto event
        = [&](const char *name, const QByteArrayList &said, const QByteArrayList &heard) {
              row(name, SocketPath, QByteArrayList {"40"} + said, in + heard);
          };
    event("message", {R"(42["message",1,"2",{"3":[true]}])"},
          {R"(42["message-back",1,"2",{"3":[true]}])"});
    event("message: as spelled", {R"(42["message", 12345678901234567890.10 ,{"b":1,"a":2}])"},
          {R"(42["message-back",12345678901234567890.10 ,{"b":1,"a":2}])"});
    event("message: none", {R"(42["message"])"}, {R"(42["message-back"])"});
    event("message: binary",
          {R"(452-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])",
           "<010203>", "<040506>"},
          {R"(452-["message-back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])",
           "<010203>", "<040506>"});
    event("message-with-ack", {R"(42456["message-with-ack",1,"2",{"3":[false]}])"},
          {R"(43456[1,"2",{"3":[false]}])"});
    event("message-with-ack: binary",
          {R"(451-789["message-with-ack",{"_placeholder":true,"num":0}])", "<07>"},
          {R"(461-789[{"_placeholder":true,"num":0}])", "<07>"});
    event("message-with-ack: no ack wanted", {R"(42["message-with-ack",1])", R"(42["text"])"},
          {R"(42["text-back"])"});
    event("ack-me", {R"(420["ack-me","x",{"y":[]}])"}, {R"(430["acked","x",{"y":[]}])"});
    event("ack-me: none", {R"(421["ack-me"])"}, {R"(431["acked"])"});
    event("never", {R"(420["never"])", R"(421["ack-me"])"}, {R"(431["acked"])"});
    event("please-ask", {R"(42["please-ask"])", R"(430["pong",7])"},
          {R"(420["ask",7])", R"(42["answer-received","pong",7])"});
    event("bin", {R"(451-["bin",{"_placeholder":true,"num":0},[1],"x"])", "<01>"},
          {R"(451-["bin-back",{"first":{"_placeholder":true,"num":0},"rest":[[1],"x"]},"tail"])",
           "<01>"});
    event("bin: none", {R"(42["bin"])"}, {R"(42["bin-back",{"rest":[]},"tail"])"});
    event("bin-ack", {R"(451-3["bin-ack",{"_placeholder":true,"num":0}])", "<0506>"},
          {R"(461-3[{"_placeholder":true,"num":0}])", "<05060506>"});
    event("join, leave",
          {R"(420["join","red"])", R"(421["leave","red"])", R"(422["leave","blue"])"},
          {"430[true]", "431[true]", "432[true]"});
    event("join: no room", {R"(420["join"])", R"(421["join",7])", R"(422["join",""])"},
          {"430[false]", "431[false]", "432[false]"});
    event("set-data", {R"(420["set-data",{"a":[1]}])", R"(421["set-data","no object"])"},
          {"430[true]", "431[false]"});
    event("to-all", {R"(42["to-all",1,"x"])"}, {R"(42["all-msg",1,"x"])"});
    event("kick", {R"(42["kick"])", "40/plain"}, {"41", R"(40/plain,{"sid":"ID"})"});
    event("unknown event", {R"(420["other"])", R"(421["ack-me"])"}, {R"(431["acked"])"});
    event("unknown ack", {"4399[1]", R"(421["ack-me"])"}, {R"(431["acked"])"});

    row("3, bare: text", OldBarePath, {"4x"}, {"4x"});
    row("3, bare: binary", OldBarePath, {"<0401020304>"}, {"<0401020304>"});
    row("3, bare: base64", OldBarePath + "&b64=1", {"b4AQIDBA=="}, {"b4AQIDBA=="});
    row("3, bare: ping", OldBarePath, {"2"}, {"3"});
    const QByteArrayList oldIn {"40", R"(42["auth",{}])"};
    row("3: in at once", OldSocketPath, {}, oldIn);
    row("3: binary", OldSocketPath, {R"(451-0["ack-me",{"_placeholder":true,"num":0}])", "<0409>"},
        oldIn + QByteArrayList {R"(461-0["acked",{"_placeholder":true,"num":0}])", "<0409>"});
    row("3: token", OldSocketPath, {"40/chat?token=secret,"},
        oldIn + QByteArrayList {"40/chat,", R"(42/chat,["welcome","/chat"])"});
    row("3: no token", OldSocketPath, {"40/chat,"},
        oldIn + QByteArrayList {R"(44/chat,{"code":"E_AUTH","retry":false})"});
    row("3: unknown namespace", OldSocketPath, {"40/nope,"},
        oldIn + QByteArrayList {R"(44/nope,"Invalid namespace")"});
}

void TestEchoSite::talks()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArrayList, said);
    QFETCH(QByteArrayList, heard);
    Server::EchoSite::Options options;
    options.engine.revision3 = true;
    Site site(options);
    Listener listener(site, path);
    QTRY_VERIFY(!listener.heard.isEmpty());
    QCOMPARE(listener.heard.takeFirst(),
             R"(0{"sid":"ID","upgrades":[],"pingInterval":25000,"pingTimeout":20000,)"
             R"("maxPayload":1000000})");
    for (const QByteArray &message : said)
        listener.say(message);
    QTRY_COMPARE(listener.heard, heard);
    QVERIFY(!listener.closed);
}

void TestEchoSite::closesWhoBreaksTheRules_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("said");
    const auto row = [](const char *name, const QByteArray &path, const QByteArrayList &said) {
        QTest::newRow(name) << path << said;
    };
    row("bare: no such type", BarePath, {"abc"});
    row("bare: nothing", BarePath, {""});
    row("bare: ping", BarePath, {"2"});
    row("3, bare: pong", OldBarePath, {"3"});
    row("3: second CONNECT", OldSocketPath, {"40"});
    row("no CONNECT", SocketPath, {R"(42["message"])"});
    row("no handshake", SocketPath, {"4abc"});
    row("unannounced bytes first", SocketPath, {"<01>"});
    row("auth is no object", SocketPath, {"40[]"});
    row("second CONNECT", SocketPath, {"40", "40"});
    for (const char *packet :
         {"4abc", "4", "49", "42{}", "42[]", "42[{}]", R"(42abc["message-with-ack",1])", "42[",
          R"(42["disconnect"])", R"(44{"message":"no"})", R"(42/custom,["text"])", "41/custom,",
          R"(4511-["text"])", R"(451-["text",{"_placeholder":true,"num":1}])", R"(450-["text"])",
          R"(45x-["text"])", "<01>"}) {
        const QByteArrayList said
            = packet == QByteArrayView(R"(451-["text",{"_placeholder":true,"num":1}])")
            ? QByteArrayList {"40", packet, "<01>"}
            : QByteArrayList {"40", packet};
        row(packet, SocketPath, said);
    }
    row("text among attachments", SocketPath,
        {"40", R"(451-["text",{"_placeholder":true,"num":0}])", R"(42["text"])"});
    row("kick-close", SocketPath, {"40", R"(42["kick-close"])"});
}

void TestEchoSite::closesWhoBreaksTheRules()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArrayList, said);
    Server::EchoSite::Options options;
    options.engine.revision3 = true;
    Site site(options);
    Listener listener(site, path);
    QTRY_VERIFY(!listener.heard.isEmpty());
    for (const QByteArray &message : said)
        listener.say(message);
    QTRY_COMPARE(listener.closed, std::optional<quint16>(1005));
    // The server goes on.
    Listener other(site, path);
    QTRY_VERIFY(!other.heard.isEmpty());
}

/// The forms of revision 3: lengths in front, in UTF-16 units or bytes.
void TestEchoSite::oldPayloads()
{
    Server::EchoSite::Options options;
    options.engine.revision3 = true;
    Site site(options);
    RawClient client(site.poller, site.server.address());
    const QByteArray target = "/engine.io/?EIO=3&transport=polling";
    client.request("GET", target);
    QTRY_COMPARE(client.responses().size(), 1);
    const QByteArray body = client.responses().first().body;
    QVERIFY(body.endsWith('}'));
    QCOMPARE(body.left(body.indexOf(':')).toInt(), body.size() - body.indexOf(':') - 1);
    const QByteArray session = target + "&sid=" + body.mid(body.indexOf(R"("sid":")") + 7, 20);

    client.request("POST", session, "2:4\xe2\x82\xac");
    QTRY_COMPARE(client.last(), "200 ok");
    client.request("GET", session);
    QTRY_COMPARE(client.last(), "200 2:4\xe2\x82\xac");
    const QByteArray binary = QByteArray::fromHex("0004ff34e282ac0105ff0401020304");
    client.request("POST", session, binary, "Content-Type: application/octet-stream\r\n");
    QTRY_COMPARE(client.responses().size(), 4);
    client.request("GET", session);
    QTRY_COMPARE(client.responses().size(), 5);
    QCOMPARE(client.responses().last().body, binary);
    QCOMPARE(client.responses().last().head.value("Content-Type"), "application/octet-stream");
    client.request("POST", session, "3:4");
    QTRY_COMPARE(client.responses().size(), 6);
    client.request("GET", session);
    QTRY_COMPARE(client.last(), R"(400 {"code":1,"message":"Session ID unknown"})");
}

void TestEchoSite::forgetsAnOldSessionWithoutPings()
{
    Server::EchoSite::Options options = quick();
    options.engine.revision3 = true;
    Site site(options);
    Listener listener(site, OldBarePath);
    QTRY_VERIFY(listener.closed);
    QCOMPARE(listener.heard.size(), 1); // it never pinged
}

void TestEchoSite::answersRooms()
{
    Site site;
    Listener ann(site, SocketPath);
    Listener ben(site, SocketPath);
    Listener cid(site, SocketPath);
    for (Listener *one : {&ann, &ben, &cid}) {
        QTRY_VERIFY(one->isOpen);
        one->say("40/plain");
        QTRY_COMPARE(one->heard.size(), 2);
        one->heard.clear();
    }
    ann.say(R"(42/plain,1["join","red"])");
    ben.say(R"(42/plain,1["join","red"])");
    QTRY_COMPARE(ann.heard, QByteArrayList {"43/plain,1[true]"});
    QTRY_COMPARE(ben.heard, QByteArrayList {"43/plain,1[true]"});
    cid.say(R"(42/plain,["to-room","red","hi",1])");
    QTRY_COMPARE(ann.heard.last(), R"(42/plain,["room-msg","hi",1])");
    QTRY_COMPARE(ben.heard.last(), R"(42/plain,["room-msg","hi",1])");
    ben.say(R"(42/plain,2["leave","red"])");
    QTRY_COMPARE(ben.heard.last(), "43/plain,2[true]");
    ben.say(
        R"(452-/plain,["to-room","red",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])");
    ben.say("<0102>");
    ben.say("<>");
    QTRY_COMPARE(
        ann.heard.mid(2),
        (QByteArrayList {
            R"(452-/plain,["room-msg",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])",
            "<0102>", "<>"}));
    ann.say(R"(42/plain,["to-others","psst"])");
    QTRY_COMPARE(cid.heard, QByteArrayList {R"(42/plain,["others-msg","psst"])"});
    QTRY_COMPARE(ben.heard.last(), R"(42/plain,["others-msg","psst"])");
    QCOMPARE(ann.heard.size(), 5);
}

void TestEchoSite::closesWhoEntersNoNamespace()
{
    Server::EchoSite::Options options;
    options.sockets.connectTimeout = 100ms;
    Site site(options);
    Listener listener(site, SocketPath);
    QTRY_COMPARE(listener.closed, std::optional<quint16>(1005));
    Listener bare(site, BarePath); // has no such thing
    QTRY_COMPARE(bare.heard.size(), 1);
}

void TestEchoSite::closesWhoDoesNotPong()
{
    Site site(quick());
    Listener listener(site, BarePath);
    QTRY_VERIFY(listener.closed);
    QCOMPARE(listener.heard.size(), 2);
    QCOMPARE(listener.heard.last(), "2");
}

void TestEchoSite::pingsGoOnWithPongs()
{
    Site site(quick());
    Listener listener(site, BarePath);
    listener.client.onText = [&](const QByteArray &text) {
        listener.heard.append(text);
        if (text == "2")
            listener.say("3");
    };
    QTRY_COMPARE(listener.heard.mid(1), (QByteArrayList {"2", "2", "2"}));
    QVERIFY(!listener.closed);
}

void TestEchoSite::forgetsAPollingSessionWithoutPongs()
{
    Site site(quick());
    RawClient client(site.poller, site.server.address());
    const QByteArray target = "/engine.io/?EIO=4&transport=polling";
    client.request("GET", target);
    QTRY_COMPARE(client.responses().size(), 1);
    const QByteArray session = target + "&sid=" + client.responses().first().body.mid(9, 20);
    client.request("GET", session);
    QTRY_COMPARE(client.last(), "200 2");
    client.request("GET", session);
    QTRY_COMPARE(client.last(), "200 1");
    client.request("GET", session);
    QTRY_COMPARE(client.last(), R"(400 {"code":1,"message":"Session ID unknown"})");
}

void TestEchoSite::letsPagesOfEveryOriginIn_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::newRow("opens") << QByteArray("GET") << QByteArray("?EIO=4&transport=polling") << 200;
    QTest::newRow("error") << QByteArray("GET") << QByteArray("?EIO=4&transport=x") << 400;
    QTest::newRow("preflight") << QByteArray("OPTIONS") << QByteArray("?EIO=4&transport=polling")
                               << 204;
}

void TestEchoSite::letsPagesOfEveryOriginIn()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    Server::EchoSite::Options options;
    options.engine.cors = true;
    Site site(options);
    for (const char *path : {"/engine.io/", "/socket.io/"}) {
        RawClient client(site.poller, site.server.address());
        client.request(method, path + query, {},
                       "Origin: http://page.test\r\nAccess-Control-Request-Headers: x-a\r\n");
        QTRY_COMPARE(client.responses().size(), 1);
        const Http::Head &head = client.responses().first().head;
        QCOMPARE(head.status, status);
        QCOMPARE(head.value("Access-Control-Allow-Origin"), "http://page.test");
        QCOMPARE(head.value("Access-Control-Allow-Credentials"), "true");
        QVERIFY(head.hasToken("Vary", "Origin"));
        const bool isPreflight = method == "OPTIONS";
        QCOMPARE(head.value("Access-Control-Allow-Headers").has_value(), isPreflight);
        if (isPreflight) {
            QCOMPARE(head.value("Access-Control-Allow-Headers"), "x-a");
            QCOMPARE(head.value("Access-Control-Allow-Methods"), "GET,HEAD,PUT,PATCH,POST,DELETE");
        }
    }
}

void TestEchoSite::setsACookieOnce()
{
    Server::EchoSite::Options options;
    options.engine.cookie = true;
    Site site(options);
    RawClient client(site.poller, site.server.address());
    const QByteArray target = "/socket.io/?EIO=4&transport=polling";
    client.request("GET", target);
    QTRY_COMPARE(client.responses().size(), 1);
    const QByteArray sid = client.responses().first().body.mid(9, 20);
    QCOMPARE(client.responses().first().head.value("Set-Cookie"),
             "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
    client.request("POST", target + "&sid=" + sid, "40");
    QTRY_COMPARE(client.responses().size(), 2);
    QVERIFY(!client.responses().last().head.value("Set-Cookie"));
}

void TestEchoSite::refusesATransport_data()
{
    QTest::addColumn<bool>("polling");
    QTest::addColumn<QByteArray>("upgrades");
    QTest::newRow("polling only") << true << QByteArray(R"("upgrades":[])");
    QTest::newRow("websocket only") << false << QByteArray();
}

void TestEchoSite::refusesATransport()
{
    QFETCH(bool, polling);
    QFETCH(QByteArray, upgrades);
    Server::EchoSite::Options options;
    options.engine.polling = polling;
    options.engine.webSocket = !polling;
    Site site(options);
    RawClient client(site.poller, site.server.address());
    client.request("GET", "/engine.io/?EIO=4&transport=polling");
    QTRY_COMPARE(client.responses().size(), 1);
    if (polling)
        QVERIFY(client.last().contains(upgrades));
    else
        QCOMPARE(client.last(), R"(400 {"code":0,"message":"Transport unknown"})");
    Listener listener(site, BarePath);
    QTRY_COMPARE(listener.isOpen, !polling);
    QTRY_COMPARE(listener.closed.has_value(), polling);
}

void TestEchoSite::plainWebSockets()
{
    Site site;
    Listener echo(site, "/ws/echo");
    Listener ann(site, "/ws/chat");
    Listener ben(site, "/ws/chat");
    Listener ticker(site, "/ws/ticker");
    QTRY_VERIFY(echo.isOpen && ann.isOpen && ben.isOpen);
    echo.say("h\xc3\xa9llo");
    echo.say("<0102>");
    QTRY_COMPARE(echo.heard, (QByteArrayList {"h\xc3\xa9llo", "<0102>"}));
    ann.say("hi");
    ann.say("<03>");
    QTRY_COMPARE(ben.heard, (QByteArrayList {"hi", "<03>"}));
    ben.say("bye");
    QTRY_COMPARE(ann.heard, QByteArrayList {"bye"});
    QTRY_VERIFY(!ticker.heard.isEmpty());
    QVERIFY(ticker.heard.first().startsWith(R"({"type":"price")"));
    RawClient client(site.poller, site.server.address());
    client.request("GET", "/ws/chat");
    QTRY_COMPARE(client.last(), "426 This is a WebSocket.\n");
}

void TestEchoSite::plainRooms()
{
    Site site;
    Listener ann(site, "/ws/chat?room=red%20one");
    Listener ben(site, "/ws/chat?x=y&room=red+one");
    Listener cid(site, "/ws/chat?room=blue");
    Listener dan(site, "/ws/chat");
    QTRY_VERIFY(ann.isOpen && ben.isOpen && cid.isOpen && dan.isOpen);
    ann.say("to red");
    cid.say("to nobody");
    dan.say("to those without");
    QTRY_COMPARE(ben.heard, QByteArrayList {"to red"});
    ben.say("<01>");
    QTRY_COMPARE(ann.heard, QByteArrayList {"<01>"});
    QCOMPARE(cid.heard, QByteArrayList());
    QCOMPARE(dan.heard, QByteArrayList());
}

void TestEchoSite::madeNamespacesAreLimited()
{
    Site site;
    Listener listener(site, SocketPath);
    QTRY_VERIFY(listener.isOpen);
    const int most = Server::SocketServer::MaxDynamic;
    for (int i = 0; i <= most; ++i)
        listener.say("40/dyn-" + QByteArray::number(i));
    QTRY_COMPARE(listener.heard.size(), most + 2);
    const QByteArray last = "/dyn-" + QByteArray::number(most);
    QCOMPARE(listener.heard.last(), "44" + last + R"(,{"message":"Invalid namespace"})");
    listener.say("40/dyn-0"); // is there, and this client in it
    QTRY_VERIFY(listener.closed);
}

QTEST_GUILESS_MAIN(TestEchoSite)
#include "tst_echosite.moc"
