// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/adminrecording.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// A real server with @socket.io/admin-ui.
class AdminServer
{
public:
    explicit AdminServer(const QJsonObject &options)
        : m_peer(QStringLiteral(SOCKSCOPE_NODE),
                 {QStringLiteral(SOCKSCOPE_INTEROP "admin-server.js"),
                  QStringLiteral(SOCKSCOPE_INTEROP "v4"), QString::fromUtf8(json(options))})
        , m_port(m_peer.nextObject()[QStringLiteral("port")].toInt())
    {
    }

    int port() const { return m_port; }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    /// Who is in which room, as the server has it: "namespace room member", sorted.
    QStringList ask(const QByteArray &command)
    {
        m_peer.write(command + '\n');
        QStringList answer;
        const QJsonArray all = QJsonDocument::fromJson(m_peer.nextLine()).array();
        for (const QJsonValue &one : all)
            answer.append(one.toString());
        return answer;
    }

private:
    Peer m_peer;
    int m_port;
};

} // namespace

/// Rooms that `record --admin` tells, against what the servers themselves have.
class TestAdmin : public QObject
{
    Q_OBJECT
private slots:
    void init() { QVERIFY(m_folder.isValid()); }
    void randomWalk_data();
    void randomWalk();
    void words_data();
    void words();

private:
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    /// Of the row that runs.
    QString captureFile() const
    {
        return m_folder.filePath(QLatin1String(QTest::currentDataTag())
                                 + QStringLiteral(".sockscope"));
    }
    QStringList login(const QByteArray &password);

    QTemporaryDir m_folder;
};

QStringList TestAdmin::login(const QByteArray &password)
{
    QFile secret(file("password"));
    if (!secret.open(QIODevice::WriteOnly) || secret.write(password + '\n') < 0)
        return {};
    return {QStringLiteral("--admin-user"), QStringLiteral("keeper"),
            QStringLiteral("--admin-password-file"), secret.fileName()};
}

void TestAdmin::randomWalk_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QStringList>("arguments");
    const QStringList msgpack {QStringLiteral("--admin-msgpack")};
    const auto with = [](const char *key) {
        return QJsonObject {{QStringLiteral("clients"), 5}, {QLatin1String(key), true}};
    };
    QTest::newRow("open") << with("open") << QStringList();
    QTest::newRow("msgpack") << with("msgpack") << msgpack;
    QTest::newRow("recovery") << with("recovery") << QStringList();
    QTest::newRow("password")
        << QJsonObject {{QStringLiteral("clients"), 5},
                        {QStringLiteral("auth"),
                         QJsonObject {{QStringLiteral("user"), QStringLiteral("keeper")},
                                      {QStringLiteral("password"), QStringLiteral("open sesame")}}}}
        << login("open sesame");
}

/// Hundreds of joins, leaves, clients that come and go, and cuts of our own connection.
void TestAdmin::randomWalk()
{
    QFETCH(QJsonObject, options);
    QFETCH(QStringList, arguments);
    AdminServer server(options);
    QVERIFY(server.port() != 0);
    const QString capture = captureFile();
    AdminRecording recording(server.url(), capture, arguments);
    const QByteArray attached = recording.said();
    QVERIFY2(attached.endsWith("/admin attached: rooms and sockets; takes commands"),
             attached.constData());
    QStringList rooms = server.ask(R"(["rooms"])");
    QCOMPARE(recording.waitFor(rooms), rooms);
    for (int i = 0; i < 20; ++i) {
        rooms = server.ask(R"(["steps",10])");
        QCOMPARE(recording.waitFor(rooms), rooms);
    }
    for (int i = 0; i < 2; ++i) {
        rooms = server.ask(R"(["cut",10])");
        QCOMPARE(recording.waitFor(rooms), rooms);
        rooms = server.ask(R"(["steps",10])");
        QCOMPARE(recording.waitFor(rooms), rooms);
    }
    recording.peer().signal(SIGTERM);
    QCOMPARE(recording.peer().finish(), 0);

    QFile written(capture);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray bytes = written.readAll();
    QVERIFY(bytes.contains("all_sockets"));
    QVERIFY(!bytes.contains("open sesame"));
    QVERIFY(!bytes.contains("keeper"));
}

void TestAdmin::words_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("isAttached");
    const QJsonObject secret {
        {QStringLiteral("auth"),
         QJsonObject {{QStringLiteral("user"), QStringLiteral("keeper")},
                      {QStringLiteral("password"), QStringLiteral("right")}}}};
    QTest::newRow("wrong password")
        << secret << login("wrong") << QByteArray("takes neither this user name nor this password.")
        << false;
    QTest::newRow("no password") << secret << QStringList()
                                 << QByteArray("asks for a user name and a password.") << false;
    QTest::newRow("no such namespace")
        << QJsonObject() << QStringList {QStringLiteral("--admin-namespace"), QStringLiteral("/x")}
        << QByteArray("has no namespace /x: instrument() of @socket.io/admin-ui is not called "
                      "there, or names another.")
        << false;
    QTest::newRow("production")
        << QJsonObject {{QStringLiteral("mode"), QStringLiteral("production")}} << QStringList()
        << QByteArray("this server tells no rooms: it runs in production mode; takes commands")
        << true;
    QTest::newRow("read-only") << QJsonObject {{QStringLiteral("readonly"), true}} << QStringList()
                               << QByteArray("rooms and sockets; read-only, it takes no commands")
                               << true;
}

void TestAdmin::words()
{
    QFETCH(QJsonObject, options);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, words);
    QFETCH(bool, isAttached);
    AdminServer server(options);
    AdminRecording recording(server.url(), captureFile(), arguments);
    const QByteArray said = recording.said();
    QVERIFY2(said.endsWith(words), said.constData());
    if (isAttached)
        recording.peer().signal(SIGTERM);
    QCOMPARE(recording.peer().finish(), isAttached ? 0 : 1);
}

QTEST_GUILESS_MAIN(TestAdmin)
#include "tst_admin.moc"
