// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/lightsocketio.h"
#include "protocol/net/netthread.h"
#include "protocol/server/adminnamespace.h"
#include "protocol/server/server.h"
#include "tests/interop/adminrecording.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

namespace {

QString json(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// The embedded server with clients that come and go; in a thread of its own, ruled from here.
class Crowd
{
public:
    explicit Crowd(const Server::AdminNamespace::Options &options)
    {
        m_thread.run([&] { m_parts = std::make_unique<Parts>(m_thread.poller(), options); });
    }
    ~Crowd()
    {
        m_thread.run([this] { m_parts.reset(); });
    }
    Q_DISABLE_COPY_MOVE(Crowd)

    QString url() const { return QString::fromLatin1(m_parts->url); }

    void addClient()
    {
        ++m_count;
        m_thread.run([this] { m_parts->addClient(m_random); });
    }
    void step()
    {
        const quint32 what = m_random.bounded(10U);
        if (m_count < 3 || (what == 0 && m_count < 20)) {
            addClient();
        } else if (what == 1) {
            --m_count;
            m_thread.run([this] { m_parts->removeClient(m_random); });
        } else {
            m_thread.run([&] { m_parts->changeRoom(m_random, what < 7); });
        }
    }
    /// All who were added and not removed are in.
    bool isSettled()
    {
        bool isSettled = false;
        m_thread.run([&] { isSettled = m_parts->sockets().size() == m_count; });
        return isSettled;
    }
    /// "namespace room member", sorted.
    QStringList rooms()
    {
        QStringList rooms;
        m_thread.run([&] { rooms = m_parts->rooms(); });
        rooms.sort();
        return rooms;
    }

private:
    using SocketPointer = std::shared_ptr<Server::Socket>;

    struct Parts
    {
        Parts(Net::Poller &ofThread, const Server::AdminNamespace::Options &options)
            : server(ofThread)
            , server4(engine)
            , admin(server4, options)
            , poller(ofThread)
        {
            server4.at("/");
            server4.at("/chat");
            server.setHandler("/socket.io/",
                              [this](const auto &exchange) { engine.handle(exchange); });
            server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
            url = "http://" + server.address().toText();
        }

        void addClient(QRandomGenerator &random)
        {
            using Transports = Client::EngineClient::Transports;
            Client::LightSocketIo::Options options;
            options.transports = std::array {Transports::Polling, Transports::WebSocket,
                                             Transports::PollingThenWebSocket}[random.bounded(3U)];
            const QByteArray nsp = random.bounded(2) == 0 ? "/" : "/chat";
            auto client = std::make_unique<Client::LightSocketIo>(poller, options);
            client->onOpened = [self = client.get(), nsp] { self->connectTo(nsp); };
            client->open(url);
            clients.push_back(std::move(client));
        }
        std::vector<SocketPointer> sockets() const
        {
            std::vector<SocketPointer> all;
            for (const auto &[name, nsp] : server4.namespaces()) {
                if (name != "/admin")
                    all.insert(all.end(), nsp->sockets().begin(), nsp->sockets().end());
            }
            return all;
        }
        void removeClient(QRandomGenerator &random)
        {
            const auto all = sockets();
            const SocketPointer socket = all[random.bounded(quint32(all.size()))];
            const auto client = std::find_if(clients.begin(), clients.end(), [&](const auto &one) {
                return one->socketId(socket->nsp().name()) == socket->id();
            });
            if (client == clients.end() || random.bounded(3) == 0)
                socket->disconnect(random.bounded(2) == 0);
            else if (random.bounded(2) == 0)
                (*client)->close();
            else
                (*client)->cut();
        }
        void changeRoom(QRandomGenerator &random, bool joins)
        {
            const auto all = sockets();
            const SocketPointer socket = all[random.bounded(quint32(all.size()))];
            const QByteArray room = "room " + QByteArray::number(random.bounded(6));
            if (joins)
                socket->join(room);
            else
                socket->leave(room);
        }
        QStringList rooms() const
        {
            QStringList all;
            for (const char *name : {"/", "/chat"}) {
                const Server::Rooms &rooms = server4.namespaces().at(name)->rooms();
                for (const QByteArray &room : rooms.names()) {
                    for (const QByteArray &member : rooms.members(room))
                        all.append(QString::fromUtf8(name + (' ' + room) + ' ' + member));
                }
            }
            return all;
        }

        QByteArray url;
        Server::Server server;
        Server::EngineServer engine;
        Server::SocketServer server4;
        Server::AdminNamespace admin;
        Net::Poller &poller;
        std::vector<std::unique_ptr<Client::LightSocketIo>> clients;
    };

    Net::NetThread m_thread;
    std::unique_ptr<Parts> m_parts; // of the thread
    QRandomGenerator m_random {1};
    std::size_t m_count = 0; // of clients
};

/// Where two lines begin to differ, with what stands around it.
QByteArray difference(const QByteArray &real, const QByteArray &ours)
{
    const auto at = std::mismatch(real.begin(), real.end(), ours.begin(), ours.end()).first;
    const qsizetype from = std::max<qsizetype>(at - real.begin() - 150, 0);
    return real.left(40) + "\nreal: " + real.mid(from, 400) + "\nours: " + ours.mid(from, 400);
}

} // namespace

/// The admin namespace of the embedded server: as our own client reads it, and beside the real one.
class TestAdminServer : public QObject
{
    Q_OBJECT
private slots:
    void init() { QVERIFY(m_folder.isValid()); }
    void isFollowed_data();
    void isFollowed();
    void doesWhatTheRealOneDoes_data();
    void doesWhatTheRealOneDoes();

private:
    QTemporaryDir m_folder;
};

void TestAdminServer::isFollowed_data()
{
    QTest::addColumn<bool>("hasPassword");
    QTest::addColumn<bool>("isReadOnly");
    QTest::addColumn<QByteArray>("words");
    const QByteArray takesCommands = "/admin attached: rooms and sockets; takes commands";
    QTest::newRow("open") << false << false << takesCommands;
    QTest::newRow("password") << true << false << takesCommands;
    QTest::newRow("read-only") << false << true
                               << QByteArray("rooms and sockets; read-only, it takes no commands");
}

/// Hundreds of joins, leaves, and clients that come and go in every way.
void TestAdminServer::isFollowed()
{
    QFETCH(bool, hasPassword);
    QFETCH(bool, isReadOnly);
    QFETCH(QByteArray, words);
    Server::AdminNamespace::Options options;
    options.isReadOnly = isReadOnly;
    QStringList login;
    if (hasPassword) {
        options.user = "keeper";
        options.password = "open sesame";
        QFile secret(m_folder.filePath(QStringLiteral("password")));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("open sesame\n") > 0);
        login = {QStringLiteral("--admin-user"), QStringLiteral("keeper"),
                 QStringLiteral("--admin-password-file"), secret.fileName()};
    }
    Crowd crowd(options);
    for (int i = 0; i < 5; ++i)
        crowd.addClient();
    QTRY_VERIFY(crowd.isSettled());
    AdminRecording recording(
        crowd.url(),
        m_folder.filePath(QLatin1String(QTest::currentDataTag()) + QStringLiteral(".sockscope")),
        login);
    const QByteArray said = recording.said();
    QVERIFY2(said.endsWith(words), said.constData());
    for (int batch = 0; batch < 25; ++batch) {
        for (int i = 0; i < 10; ++i) {
            QTRY_VERIFY(crowd.isSettled());
            crowd.step();
        }
        QTRY_VERIFY(crowd.isSettled());
        const QStringList rooms = crowd.rooms();
        QVERIFY(!rooms.isEmpty());
        QCOMPARE(recording.waitFor(rooms), rooms);
    }
    recording.peer().signal(SIGTERM);
    QCOMPARE(recording.peer().finish(), 0);
}

void TestAdminServer::doesWhatTheRealOneDoes_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("open") << QJsonObject() << QStringList {QStringLiteral("--admin")};
    QTest::newRow("password") << QJsonObject {{QStringLiteral("user"), QStringLiteral("keeper")},
                                              {QStringLiteral("password"), QStringLiteral("a:b")}}
                              << QStringList {QStringLiteral("--admin"),
                                              QStringLiteral("keeper:a:b")};
    QTest::newRow("read-only") << QJsonObject {{QStringLiteral("readonly"), true}}
                               << QStringList {QStringLiteral("--admin-readonly")};
}

/// A client of socket.io hears the same from both, event by event and key by key, and both do what
/// it tells them.
void TestAdminServer::doesWhatTheRealOneDoes()
{
    QFETCH(QJsonObject, options);
    QFETCH(QStringList, arguments);
    const QString folder = QStringLiteral(SOCKSCOPE_INTEROP "v4");
    const auto node = [&](const char *script, const QJsonObject &more) {
        return QStringList {QStringLiteral(SOCKSCOPE_INTEROP) + QLatin1String(script), folder,
                            json(more)};
    };
    Peer real(QStringLiteral(SOCKSCOPE_NODE), node("admin-chat.js", options));
    Peer ours(QStringLiteral(SOCKSCOPE_PROGRAM),
              QStringList {QStringLiteral("demo"), QStringLiteral("--listen"),
                           QStringLiteral("127.0.0.1:0")}
                  + arguments);
    const auto heard = [&](const QString &url) {
        QJsonObject more = options;
        more[QStringLiteral("url")] = url;
        Peer client(QStringLiteral(SOCKSCOPE_NODE), node("admin-client.js", more));
        client.finish();
        return client.output().split('\n');
    };
    const QByteArray said = ours.nextErrorLine();
    QVERIFY2(said.startsWith("server http://"), said.constData());
    const QByteArrayList fromOurs = heard(QString::fromUtf8(said.mid(7)));
    const QByteArrayList fromReal = heard(real.nextObject()[QStringLiteral("url")].toString());
    QVERIFY2(fromReal.size() >= 15, fromReal.join('\n').constData());
    for (qsizetype i = 0; i < fromReal.size(); ++i) {
        const QByteArray line = fromOurs.value(i);
        QVERIFY2(line == fromReal[i], difference(fromReal[i], line).constData());
    }
    QCOMPARE(fromOurs.size(), fromReal.size());
}

QTEST_GUILESS_MAIN(TestAdminServer)
#include "tst_adminserver.moc"
