// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/interop/tappedcapture.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/goldentrace.h"

#include <QFileInfo>
#include <QTest>

#include <map>

namespace {

/// Both ends of a connection of a trace, with the tap between them.
struct Pair
{
    BlockingSocket client;
    BlockingSocket server;
    bool clientFinished = false;
    bool serverFinished = false;
};

/// Plays the clients and the server of a trace, one entry after the other.
class Replay
{
public:
    Replay(const BlockingServer &server, quint16 tapPort)
        : m_server(server)
        , m_tapPort(tapPort)
    {
    }

    /// Says the entry and hears it at the other end; what went wrong, or nothing.
    QString play(const GoldenTrace::Entry &entry)
    {
        const auto [it, isNew] = m_pairs.try_emplace(entry.connection);
        Pair &pair = it->second;
        if (isNew) {
            pair.client = BlockingSocket::connectTo(m_tapPort);
            pair.server = m_server.accept();
            if (!pair.client.isOpen() || !pair.server.isOpen())
                return QStringLiteral("no connection");
        }
        BlockingSocket &from = entry.isSent ? pair.client : pair.server;
        BlockingSocket &to = entry.isSent ? pair.server : pair.client;
        bool &finished = entry.isSent ? pair.clientFinished : pair.serverFinished;
        if (entry.kind == QLatin1String("tcp-fin"))
            return finished ? QString() : finish(from, to, finished);
        if (!from.send(entry.bytes))
            return QStringLiteral("could not send");
        const QByteArray heard = to.receive(entry.bytes.size());
        if (heard != entry.bytes)
            return QStringLiteral("heard \"%1\" for \"%2\"")
                .arg(QString::fromLatin1(heard.left(200).toPercentEncoding(" /?=&")),
                     QString::fromLatin1(entry.bytes.left(200).toPercentEncoding(" /?=&")));
        return {};
    }

    /// Closes what the trace left open, clients first: nothing more may come.
    QString finishAll()
    {
        for (auto &[number, pair] : m_pairs) {
            if (!pair.clientFinished) {
                if (const QString wrong = finish(pair.client, pair.server, pair.clientFinished);
                    !wrong.isEmpty())
                    return wrong;
            }
            if (!pair.serverFinished) {
                if (const QString wrong = finish(pair.server, pair.client, pair.serverFinished);
                    !wrong.isEmpty())
                    return wrong;
            }
        }
        return {};
    }

private:
    static QString finish(BlockingSocket &from, BlockingSocket &to, bool &finished)
    {
        finished = true;
        from.finish();
        const QByteArray more = to.receiveAll();
        if (!more.isEmpty())
            return QStringLiteral("%1 bytes that nobody said").arg(more.size());
        return to.end() == BlockingSocket::End::Fin ? QString() : QStringLiteral("no FIN came");
    }

    const BlockingServer &m_server;
    quint16 m_tapPort;
    std::map<int, Pair> m_pairs;
};

/// What the trace's own peers did against the rules, and is rightly named in the capture.
const QSet<QString> &expectedProblems()
{
    static const QSet<QString> codes {QStringLiteral("sio-connect-error")};
    return codes;
}

} // namespace

/// Every recorded conversation goes through a real tap once more.
class TestGolden : public QObject
{
    Q_OBJECT

private slots:
    void passesAndUnderstands_data();
    void passesAndUnderstands();
};

void TestGolden::passesAndUnderstands_data()
{
    QTest::addColumn<QString>("path");
    const QStringList paths = GoldenTrace::paths();
    QVERIFY(!paths.isEmpty());
    for (const QString &path : paths)
        QTest::newRow(qPrintable(QFileInfo(path).completeBaseName())) << path;
}

void TestGolden::passesAndUnderstands()
{
    QFETCH(const QString, path);
    const GoldenTrace trace = GoldenTrace::load(path);
    QVERIFY(!trace.name.isEmpty());
    const BlockingServer server;
    TappedCapture capture(server.port());
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    {
        Replay replay(server, capture.port());
        for (const GoldenTrace::Entry &entry : trace.inOrder()) {
            const QString wrong = replay.play(entry);
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QStringLiteral("entry %1: %2").arg(entry.number).arg(wrong)));
        }
        const QString wrong = replay.finishAll();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    const QList<QJsonObject> lines = capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    QVERIFY(!lines.isEmpty() || trace.entries.isEmpty());
    if (trace.isMsgpack) {
        qsizetype packets = 0;
        for (const QJsonObject &line : lines)
            packets += line.contains(QLatin1String("socketio")) ? 1 : 0;
        QCOMPARE(packets, trace.messageCount());
    } else {
        const QStringList wrong = differences(trace, lines);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 10).join(u'\n')));
    }
    if (trace.isRaw)
        return;
    for (const QJsonObject &line : lines) {
        for (const QJsonValue &problem : line.value(QLatin1String("problems")).toArray())
            QVERIFY2(expectedProblems().contains(problem.toString()),
                     QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    }
}

QTEST_GUILESS_MAIN(TestGolden)

#include "tst_golden.moc"
