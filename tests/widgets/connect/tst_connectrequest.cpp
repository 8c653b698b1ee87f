// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/profilefile.h"
#include "widgets/connect/requestjson.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Client;

namespace {

ConnectRequest fullRequest()
{
    ConnectRequest request;
    ClientOptions &options = request.options;
    options.url = "https://me:w0rd@example.org/?token=t0ken";
    options.fields
        = {{"Origin", "https://o"}, {"Cookie", "c00kie"}, {"Authorization", "Bearer b3arer"}};
    options.tls.serverName = "inner.example.org";
    options.tls.keyPassphrase = "passphr4se";
    options.tls.acceptedFingerprint = QByteArray(64, 'b');
    options.proxy = {Tap::UpstreamProxy::Type::Socks5, "127.0.0.1", 1080, "me", "pr0xy"};
    options.offersDeflate = true;
    options.reconnection
        = {false, std::chrono::milliseconds(10), std::chrono::milliseconds(20), 0.25, 7};
    options.openTimeout = std::chrono::milliseconds(1500);
    options.subprotocols = {"a", "b"};
    options.keepAlive = std::chrono::seconds(3);
    options.version = Version::V2;
    options.transports = Transports::Fallback;
    options.path = "/app/";
    options.namespaces = {{"/", R"({"token":"4uth"})", {}}, {"/chat", {}, "q=qu3ry"}};
    options.usesMsgpack = true;
    request.authoritiesFile = QStringLiteral("/ca.pem");
    request.certificateFile = QStringLiteral("/cert.pem");
    request.keyFile = QStringLiteral("/key.pem");
    return request;
}

} // namespace

class TestConnectRequest : public QObject
{
    Q_OBJECT

private slots:
    void throughJsonAndBack()
    {
        const ConnectRequest request = fullRequest();
        QVERIFY(requestFromJson(requestToJson(request)) == request);
        QVERIFY(requestFromJson({}) == ConnectRequest {});
    }

    void secretsComeOutAndGoBack()
    {
        const ConnectRequest request = fullRequest();
        const QList<Secret> secrets = secretsOf(request);
        QCOMPARE(secrets.size(), 7);
        const ConnectRequest bare = withoutSecrets(request);
        const QByteArray json = QJsonDocument(requestToJson(bare)).toJson();
        for (const char *secret :
             {"t0ken", "w0rd", "c00kie", "b3arer", "passphr4se", "pr0xy", "4uth", "qu3ry"})
            QVERIFY2(!json.contains(secret), secret);
        QVERIFY(json.contains("https://o") && json.contains("https://example.org/"));
        QVERIFY(withSecrets(bare, secrets) == request);
        QVERIFY(secretsOf(bare).isEmpty());
    }

    void profilesHoldNoSecrets()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("own/connections.json"));
        ProfileFile file(path);
        QVERIFY(file.load().isEmpty());
        const ConnectProfile profile {QStringLiteral("1"),
                                      QStringLiteral("Local"),
                                      fullRequest(),
                                      {QStringLiteral("auth /")}};
        QVERIFY(file.put(profile).isEmpty());
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray bytes = written.readAll();
        QVERIFY(bytes.contains("Local") && !bytes.contains("4uth") && !bytes.contains("pr0xy"));
        QCOMPARE(written.permissions() & (QFile::ReadOther | QFile::ReadGroup),
                 QFile::Permissions());

        ProfileFile again(path);
        QVERIFY(again.load().isEmpty());
        QCOMPARE(again.profiles().size(), 1);
        QVERIFY(again.profiles().constFirst().request == withoutSecrets(fullRequest()));
        QCOMPARE(again.profiles().constFirst().secretNames, profile.secretNames);
        QVERIFY(again.remove(QStringLiteral("1")).isEmpty());
        QVERIFY(ProfileFile(path).load().isEmpty());
    }

    void seesWhatAnotherWindowSaved()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("connections.json"));
        ProfileFile one(path);
        ProfileFile other(path);
        QCOMPARE(one.load() + other.load(), QString());
        QCOMPARE(one.put({QStringLiteral("1"), QStringLiteral("One"), {}, {}}), QString());
        QCOMPARE(other.put({QStringLiteral("2"), QStringLiteral("Two"), {}, {}}), QString());
        QCOMPARE(other.profiles().size(), 2);
        QCOMPARE(one.remove(QStringLiteral("2")), QString());
        QCOMPARE(one.profiles().size(), 1);
    }

    void aDamagedFileIsKept()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("connections.json"));
        QFile damaged(path);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("[{\"id\":");
        damaged.close();
        ProfileFile file(path);
        QVERIFY(file.load().contains(QLatin1String("connections.json")));
        QVERIFY(!file.put({QStringLiteral("1"), QStringLiteral("n"), {}, {}}).isEmpty());
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        QCOMPARE(damaged.readAll(), QByteArray("[{\"id\":"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<ConnectRequest>("request");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const char *part, auto change) {
            ConnectRequest request;
            request.options.url = "http://h";
            change(request);
            QTest::newRow(name) << request << QString::fromLatin1(part);
        };
        row("scheme", "http://", [](ConnectRequest &r) { r.options.url = "ftp://h"; });
        row("auth", "no valid JSON",
            [](ConnectRequest &r) { r.options.namespaces[0].auth = "{token:1}"; });
        row("auth array", "JSON object",
            [](ConnectRequest &r) { r.options.namespaces[0].auth = "[1]"; });
        row("namespace", "no namespace",
            [](ConnectRequest &r) { r.options.namespaces[0].name = "chat"; });
        row("none", "one namespace", [](ConnectRequest &r) { r.options.namespaces.clear(); });
        row("header", "no name", [](ConnectRequest &r) { r.options.fields = {{"a b", "c"}}; });
        row("header of the connection", "itself", [](ConnectRequest &r) {
            r.options.fields = {{"upgrade", "h2c"}};
        });
        row("file", "/nowhere.pem",
            [](ConnectRequest &r) { r.authoritiesFile = QStringLiteral("/nowhere.pem"); });
        row("proxy", "host and a port",
            [](ConnectRequest &r) { r.options.proxy.type = Tap::UpstreamProxy::Type::Http; });
    }

    void saysWhatIsWrong()
    {
        QFETCH(ConnectRequest, request);
        QFETCH(QString, part);
        QString error;
        QVERIFY(!request.toOptions(&error));
        QVERIFY2(error.contains(part), qPrintable(error));
        ConnectRequest right;
        right.options.url = "http://h";
        QVERIFY(right.toOptions(&error));
        QVERIFY(error.isEmpty());
    }

    void readsCertificates()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ca.pem"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray pem("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
        file.write(pem);
        file.close();
        ConnectRequest request;
        request.options.url = "https://h";
        request.authoritiesFile = path;
        const auto options = request.toOptions();
        QVERIFY(options);
        QCOMPARE(options->tls.authoritiesPem, pem);
        request.authoritiesFile.clear();
        request.certificateFile = path;
        QString error;
        QVERIFY(!request.toOptions(&error));
        QVERIFY(error.contains(QLatin1String("key")));
    }
};

Q_DECLARE_METATYPE(ConnectRequest)
QTEST_APPLESS_MAIN(TestConnectRequest)
#include "tst_connectrequest.moc"
