// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/harwriter.h"
#include "tests/interop/echoserver.h"
#include "tests/support/exporting.h"
#include "tests/support/goldencapture.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

/// HARs of ours and the schema of HAR 1.2, as har-validator has it.
class TestHar : public QObject
{
    Q_OBJECT

private slots:
    void isValid();
};

void TestHar::isValid()
{
    const QTemporaryDir captures;
    const QTemporaryDir hars;
    QStringList names;
    const auto add = [&](const QString &capture, const QString &name) {
        names.append(name + QStringLiteral(".har"));
        QVERIFY(Exporting::intoFile(capture, hars.filePath(names.constLast()), Formats::writeHar));
    };
    for (const QString &path : GoldenTrace::paths()) {
        const QString name = QFileInfo(path).completeBaseName();
        const QString capture = captures.filePath(name);
        QVERIFY(GoldenCapture::record(GoldenTrace::load(path), capture));
        add(capture, name);
    }
    const SampleCapture sample;
    add(sample.path(), QStringLiteral("sample"));
    // Recorded by the program from its own server.
    EchoServer echo({});
    const QString recorded = captures.filePath(QStringLiteral("recorded.sockscope"));
    Peer recording(QStringLiteral(SOCKSCOPE_PROGRAM),
                   {QStringLiteral("record"), QStringLiteral("--connect"), echo.url(),
                    QStringLiteral("--connect"),
                    QString(echo.url()).replace(QLatin1String("http:"), QLatin1String("ws:"))
                        + QStringLiteral("/ws/ticker"),
                    QStringLiteral("--for"), QStringLiteral("2s"), QStringLiteral("-o"), recorded});
    QCOMPARE(recording.finish(), 0);
    QVERIFY(echo.endsWell());
    add(recorded, QStringLiteral("recorded"));

    Peer check(QStringLiteral(SOCKSCOPE_NODE),
               {QStringLiteral(SOCKSCOPE_INTEROP "har-check.js"),
                QStringLiteral(SOCKSCOPE_INTEROP "har"), hars.path()});
    QVERIFY2(check.finish() == 0, check.errors().constData());
    const QList<QJsonObject> results = objectsOf(check.output());
    QCOMPARE(results.size(), names.size());
    int entries = 0; // a connection that said nothing has none
    for (const QJsonObject &result : results) {
        const QByteArray line = QJsonDocument(result).toJson();
        QVERIFY2(result[QStringLiteral("wrong")] == QJsonArray(), line.constData());
        entries += result[QStringLiteral("entries")].toInt();
    }
    QVERIFY(entries > 2 * names.size());
}

QTEST_GUILESS_MAIN(TestHar)
#include "tst_har.moc"
