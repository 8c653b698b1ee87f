// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/echoserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

/// What the protocol documents ask of a server, tried on the embedded one and the official ones:
/// the embedded one keeps all of it, and docs/conformance.md says what the others do.
///
/// With SOCKSCOPE_WRITE set that page is written instead of compared.
class TestConformance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void embeddedServer_data();
    void embeddedServer();
    void officialServers_data();
    void officialServers();
    void document();

private:
    void addServers(const QString &version);
    /// Tries everything for \a options on the server at \a url and returns what differs.
    QStringList differences(const QString &server, const QString &url, const QString &options);

    QList<QJsonObject> m_options;
    QByteArray m_results; // lines of JSON
    qsizetype m_tried = 0; // servers
};

namespace {

const QString Suite = QStringLiteral(SOCKSCOPE_INTEROP "conformance.js");

} // namespace

void TestConformance::initTestCase()
{
    Peer peer(QStringLiteral(SOCKSCOPE_NODE), {Suite, QStringLiteral("options")});
    QCOMPARE(peer.finish(), 0);
    m_options = objectsOf(peer.output());
    QVERIFY(m_options.size() >= 10);
}

void TestConformance::addServers(const QString &version)
{
    for (const QJsonObject &one : std::as_const(m_options)) {
        const QString options = one.value(QLatin1String("options")).toString();
        const bool isOld = one.value(QLatin1String("revision")) == 3;
        if (version == QLatin1String("v2") && !isOld)
            continue;
        if (version == QLatin1String("v3") && options == QLatin1String("--recovery"))
            continue;
        QTest::addRow("%s %s", qPrintable(version), qPrintable(options)) << version << options;
    }
}

QStringList TestConformance::differences(const QString &server, const QString &url,
                                         const QString &options)
{
    Peer peer(QStringLiteral(SOCKSCOPE_NODE), {Suite, url, options});
    if (const int code = peer.finish(); code != 0)
        return {QString::fromUtf8(peer.errors()) + QString::number(code)};
    ++m_tried;
    QStringList found;
    const QList<QJsonObject> results = objectsOf(peer.output());
    if (results.isEmpty())
        found.append(QStringLiteral("nothing was tried"));
    for (QJsonObject result : results) {
        const QString difference = result.value(QLatin1String("difference")).toString();
        if (!difference.isEmpty())
            found.append(result.value(QLatin1String("rule")).toString() + QLatin1Char('\n')
                         + difference);
        result[QLatin1String("server")] = server;
        m_results += QJsonDocument(result).toJson(QJsonDocument::Compact) + '\n';
    }
    return found;
}

void TestConformance::embeddedServer_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("options");
    addServers(QStringLiteral("own"));
}

void TestConformance::embeddedServer()
{
    QFETCH(QString, version);
    QFETCH(QString, options);
    EchoServer server(options.split(u' ', Qt::SkipEmptyParts));
    const QStringList found = differences(version, server.url(), options);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    QVERIFY(server.endsWell());
}

void TestConformance::officialServers_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("options");
    for (const char *version : {"v4", "v3", "v2"})
        addServers(QString::fromLatin1(version));
}

void TestConformance::officialServers()
{
    QFETCH(QString, version);
    QFETCH(QString, options);
    EchoServer server(version, options.split(u' ', Qt::SkipEmptyParts));
    QVERIFY(server.url().startsWith(QLatin1String("http://127.0.0.1:")));
    const QStringList found = differences(version, server.url(), options);
    QVERIFY2(!found.contains(QStringLiteral("nothing was tried")), qPrintable(found.join(u'\n')));
}

void TestConformance::document()
{
    QVERIFY2(m_tried >= m_options.size() * 3 - 1, "this needs what the other functions found");
    Peer peer(QStringLiteral(SOCKSCOPE_NODE), {Suite, QStringLiteral("document")});
    peer.write(m_results);
    peer.closeInput();
    QCOMPARE(peer.finish(), 0);
    const QByteArray written = peer.output();
    QFile file(QStringLiteral(SOCKSCOPE_DOCS "conformance.md"));
    if (qEnvironmentVariableIsSet("SOCKSCOPE_WRITE")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(written);
        return;
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> is = written.split('\n');
    const QList<QByteArray> says = file.readAll().split('\n');
    for (qsizetype i = 0; i < std::max(is.size(), says.size()); ++i)
        QCOMPARE(says.value(i), is.value(i));
}

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
