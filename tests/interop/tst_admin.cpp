// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/adminrecording.h"
#include "tests/interop/adminserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

QStringList msgpackArguments()
{
    return {QStringLiteral("--admin-msgpack")};
}

/// As it is, and what of it base64 is sure to have, wherever it begins.
QByteArrayList spellings(const QByteArray &secret)
{
    QByteArrayList all {secret};
    for (qsizetype before = 0; before < 3; ++before) {
        const QByteArray coded = (QByteArray(before, 'x') + secret).toBase64();
        const qsizetype whole = (before + secret.size()) / 3 * 4;
        const qsizetype first = before == 0 ? 0 : 4;
        all.append(coded.sliced(first, whole - first));
    }
    return all;
}

} // namespace

/// Rooms that `record --admin` tells, against what the servers themselves have.
class TestAdmin : public QObject
{
    Q_OBJECT
private slots:
    void init() { QVERIFY(m_folder.isValid()); }
    void randomWalk_data();
    void randomWalk();
    void cluster();
    void words_data();
    void words();

private:
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    /// Of the row that runs.
    QString captureFile() const
    {
        const char *const row = QTest::currentDataTag();
        return m_folder.filePath(QLatin1String(row != nullptr ? row : QTest::currentTestFunction())
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
    return {QStringLiteral("--admin-user"), QStringLiteral("keeper of the rooms"),
            QStringLiteral("--admin-password-file"), secret.fileName()};
}

void TestAdmin::randomWalk_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("atOnce");
    const QStringList msgpack = msgpackArguments();
    const QString v3 = QStringLiteral("v3");
    const QString v4 = QStringLiteral("v4");
    const auto with = [](const char *key) {
        return QJsonObject {{QStringLiteral("clients"), 5}, {QLatin1String(key), true}};
    };
    QJsonObject secret {
        {QStringLiteral("clients"), 5},
        {QStringLiteral("auth"),
         QJsonObject {{QStringLiteral("user"), QStringLiteral("keeper of the rooms")},
                      {QStringLiteral("password"), QStringLiteral("open sesame")}}}};
    QTest::newRow("4: a thousand steps, one by one") << v4 << with("open") << QStringList() << 1;
    QTest::newRow("4: msgpack") << v4 << with("msgpack") << msgpack << 10;
    QTest::newRow("4: recovery") << v4 << with("recovery") << QStringList() << 10;
    QTest::newRow("4: password") << v4 << secret << login("open sesame") << 10;
    QJsonObject packed = secret;
    packed[QStringLiteral("msgpack")] = true;
    QTest::newRow("4: msgpack, password") << v4 << packed << login("open sesame") + msgpack << 100;
    QTest::newRow("3: open") << v3 << with("open") << QStringList() << 1;
    QTest::newRow("3: msgpack") << v3 << with("msgpack") << msgpack << 10;
    QTest::newRow("3: password") << v3 << secret << login("open sesame") << 10;
}

/// A thousand joins, leaves, clients that come, go and come again, and cuts of our own connection.
void TestAdmin::randomWalk()
{
    QFETCH(QString, version);
    QFETCH(QJsonObject, options);
    QFETCH(QStringList, arguments);
    QFETCH(int, atOnce);
    AdminServer server(options, version);
    QVERIFY(server.port() != 0);
    const QString capture = captureFile();
    AdminRecording recording(server.url(), capture, arguments);
    const QByteArray attached = recording.said();
    QVERIFY2(attached.endsWith("/admin attached: rooms and sockets; takes commands"),
             attached.constData());
    QStringList rooms = server.ask(R"(["rooms"])");
    QCOMPARE(recording.waitFor(rooms), rooms);
    const QByteArray steps = R"(["steps",)" + QByteArray::number(atOnce) + ']';
    for (int done = 0; done < 1000; done += atOnce) {
        rooms = server.ask(steps);
        QCOMPARE(recording.waitFor(rooms), rooms);
    }
    for (int i = 0; i < 2; ++i) {
        rooms = server.ask(R"(["cut",10])");
        QCOMPARE(recording.waitFor(rooms), rooms);
        rooms = server.ask(R"(["steps",10])");
        QCOMPARE(recording.waitFor(rooms), rooms);
    }
    const QStringList sessions = server.ask(R"(["sessions"])");
    QCOMPARE(sessions.isEmpty(), arguments.isEmpty() || arguments == msgpackArguments());
    recording.peer().signal(SIGTERM);
    QCOMPARE(recording.peer().finish(), 0);

    QFile written(capture);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray bytes = written.readAll();
    QVERIFY(bytes.contains("all_sockets"));
    for (const QString &secret :
         QStringList {QStringLiteral("open sesame"), QStringLiteral("keeper of the rooms")}
             + sessions) {
        for (const QByteArray &spelling : spellings(secret.toUtf8()))
            QVERIFY2(!bytes.contains(spelling), spelling.constData());
    }
}

/// Two processes behind a Redis: one of them tells of both.
void TestAdmin::cluster()
{
    RedisServer redis;
    QVERIFY(redis.isReady());
    const auto options = [&redis](int seed) {
        return QJsonObject {{QStringLiteral("clients"), 4},
                            {QStringLiteral("redis"), redis.path()},
                            {QStringLiteral("seed"), seed}};
    };
    AdminServer one(options(1));
    AdminServer other(options(2));
    QVERIFY(one.port() != 0 && other.port() != 0);
    AdminRecording recording(one.url(), captureFile(), {});
    QVERIFY(recording.said().endsWith("/admin attached: rooms and sockets; takes commands"));
    QStringList rooms = one.ask(R"(["rooms"])");
    QCOMPARE(recording.waitFor(rooms), rooms);
    for (int i = 0; i < 500; ++i) {
        rooms = (i % 2 == 0 ? one : other).ask(R"(["steps",1])");
        QCOMPARE(recording.waitFor(rooms), rooms);
    }
    recording.peer().signal(SIGTERM);
    QCOMPARE(recording.peer().finish(), 0);
}

void TestAdmin::words_data()
{
    QTest::addColumn<QJsonObject>("options");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("isAttached");
    const QJsonObject secret {
        {QStringLiteral("auth"),
         QJsonObject {{QStringLiteral("user"), QStringLiteral("keeper of the rooms")},
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
