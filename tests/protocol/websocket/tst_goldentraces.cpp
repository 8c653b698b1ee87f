// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/handshake.h"
#include "tests/protocol/websocket/decoding.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>

using namespace WebSocket;

/// Decodes what real peers said to each other, and compares with what an independent decoder made
/// of it.
class GoldenTracesTest : public QObject
{
    Q_OBJECT
private slots:
    void decodes_data();
    void decodes();
};

namespace {

struct Entry
{
    QByteArray kind;
    QByteArray payload; // of a fragment as it crossed, still deflated
    bool isDeflatedFragment = false;
    QByteArray messageText; // of the last fragment of a text
};

/// One direction of one connection.
struct Side
{
    QByteArray wire;
    QList<Entry> entries;
    bool hasIncomplete = false;
};

struct Connection
{
    HandshakeFields request;
    HandshakeFields response;
    bool isWebSocket = false;
    std::array<Side, 2> sides; // client, server
};

void addHead(HandshakeFields &fields, const QByteArray &head)
{
    const QByteArrayList lines = head.left(head.indexOf("\r\n\r\n")).split('\n');
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        fields.add(line.left(colon), line.sliced(colon + 1));
    }
}

QByteArray fromBase64(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

std::map<int, Connection> readTrace(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::map<int, Connection> connections;
    const QJsonObject trace = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonArray entries = trace.value(QStringLiteral("entries")).toArray();
    for (const auto &value : entries) {
        const QJsonObject entry = value.toObject();
        const QByteArray kind = entry.value(QStringLiteral("kind")).toString().toLatin1();
        const QByteArray bytes = fromBase64(entry.value(QStringLiteral("bytes_base64")));
        Connection &connection = connections[entry.value(QStringLiteral("conn")).toInt()];
        if (kind == "ws-handshake-request") {
            addHead(connection.request, bytes);
        } else if (kind == "ws-handshake-response") {
            connection.isWebSocket = bytes.startsWith("HTTP/1.1 101");
            addHead(connection.response, bytes);
        } else if (connection.isWebSocket && (kind.startsWith("ws-") || kind == "incomplete")) {
            const bool fromServer
                = entry.value(QStringLiteral("direction")).toString() == QLatin1String("s2c");
            Side &side = connection.sides[fromServer ? 1 : 0];
            side.wire += bytes;
            if (kind == "incomplete") {
                side.hasIncomplete = true;
                continue;
            }
            const QJsonObject meaning = entry.value(QStringLiteral("decoded")).toObject();
            side.entries.append(
                {kind, fromBase64(entry.value(QStringLiteral("payload_base64"))),
                 meaning.value(QStringLiteral("fragment")).toBool()
                     && meaning.value(QStringLiteral("compressed")).toBool(),
                 meaning.value(QStringLiteral("message_text")).toString().toUtf8()});
        }
    }
    return connections;
}

OpCode opCodeOf(const QByteArray &kind)
{
    static const std::map<QByteArray, OpCode> codes {{"ws-continuation", OpCode::Continuation},
                                                     {"ws-text", OpCode::Text},
                                                     {"ws-binary", OpCode::Binary},
                                                     {"ws-close", OpCode::Close},
                                                     {"ws-ping", OpCode::Ping},
                                                     {"ws-pong", OpCode::Pong}};
    return codes.at(kind);
}

void compare(const SeenDirection &seen, const Side &side)
{
    QVERIFY(seen.isWellFormed);
    QCOMPARE(seen.frames.size(), side.entries.size());
    QByteArray message; // the fragments so far
    for (qsizetype i = 0; i < side.entries.size(); ++i) {
        const SeenFrame &frame = seen.frames[i];
        const Entry &entry = side.entries[i];
        QCOMPARE(frame.opCode, opCodeOf(entry.kind));
        QCOMPARE(frame.problems.toCodes(), QByteArray());
        if (!entry.isDeflatedFragment) {
            QVERIFY(frame.bytes == entry.payload);
            continue;
        }
        QCOMPARE(frame.payloadBytes, entry.payload.size());
        message += frame.bytes;
        if (!entry.messageText.isEmpty())
            QCOMPARE(std::exchange(message, {}), entry.messageText);
    }
}

} // namespace

void GoldenTracesTest::decodes_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(SOCKSCOPE_TEST_DATA "/golden"));
    int traces = 0;
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.json")})) {
        if (file.fileName() == QLatin1String("vectors.json"))
            continue;
        const auto connections = readTrace(file.filePath());
        if (std::none_of(connections.begin(), connections.end(),
                         [](const auto &one) { return one.second.isWebSocket; }))
            continue;
        QTest::newRow(qPrintable(file.completeBaseName())) << file.filePath();
        ++traces;
    }
    QVERIFY(traces > 20);
}

void GoldenTracesTest::decodes()
{
    QFETCH(QString, path);
    for (const auto &[number, connection] : readTrace(path)) {
        if (!connection.isWebSocket)
            continue;
        QVERIFY(connection.request.isUpgrade() && connection.response.isUpgrade());
        QVERIFY(requestProblems(connection.request).isEmpty());
        const Handshake handshake = readHandshake(connection.request, connection.response);
        QCOMPARE(handshake.problems.toCodes(), QByteArray());
        for (const Sender sender : {Sender::Client, Sender::Server}) {
            const Side &side = connection.sides[sender == Sender::Client ? 0 : 1];
            for (const Cut cut : {Cut::Whole, Cut::ByteByByte, Cut::Random}) {
                const SeenDirection seen = decoded(side.wire, cut, sender, handshake.deflate);
                if (side.wire.startsWith("HTTP/1.")) {
                    QCOMPARE(seen.rest, side.wire);
                    continue;
                }
                QVERIFY(!side.hasIncomplete);
                compare(seen, side);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }
}

QTEST_GUILESS_MAIN(GoldenTracesTest)
#include "tst_goldentraces.moc"
