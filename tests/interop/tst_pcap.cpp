// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/framedecoder.h"
#include "tests/interop/peer.h"
#include "tests/interop/tappedcapture.h"
#include "tests/support/goldentrace.h"
#include "tests/support/pcaptrip.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Capture;

namespace {

/// A WebSocket frame as tshark shows it.
struct ShownFrame
{
    int from = 0; ///< port
    int to = 0;
    bool isFin = false;
    int opCode = 0;
    QByteArray key; ///< hex, empty without
    QByteArray payload; ///< of a message in fragments all of it, at the last one

    QByteArray head() const
    {
        return QByteArray::number(from) + ' ' + (isFin ? "fin " : "") + QByteArray::number(opCode)
            + ' ' + key;
    }
};

QByteArray runTshark(const QStringList &arguments)
{
    QProcess tshark;
    tshark.start(QStringLiteral(SOCKSCOPE_TSHARK), arguments);
    tshark.waitForFinished(120'000);
    return tshark.exitStatus() == QProcess::NormalExit && tshark.exitCode() == 0
        ? tshark.readAllStandardOutput()
        : "tshark failed: " + tshark.readAllStandardError();
}

/// All WebSocket frames in the file, in their order.
QList<ShownFrame> shownFrames(const QString &path)
{
    const char *const fields[] {"tcp.srcport",
                                "tcp.dstport",
                                "websocket.fin",
                                "websocket.opcode",
                                "websocket.masking_key",
                                "websocket.payload.text",
                                "data.data",
                                "websocket.payload.ping",
                                "websocket.payload.pong",
                                "websocket.payload.close.status_code",
                                "websocket.payload.close.reason"};
    QStringList arguments {QStringLiteral("-r"), path,
                           QStringLiteral("-Y"), QStringLiteral("websocket"),
                           QStringLiteral("-T"), QStringLiteral("json")};
    for (const char *field : fields)
        arguments << QStringLiteral("-e") << QLatin1String(field);
    QList<ShownFrame> frames;
    for (const QJsonValue &packet : QJsonDocument::fromJson(runTshark(arguments)).array()) {
        const QJsonObject layers
            = packet[QLatin1String("_source")][QLatin1String("layers")].toObject();
        const auto text = [&layers](const char *field) {
            return layers.value(QLatin1String(field)).toArray().at(0).toString().toUtf8();
        };
        const auto hex = [&text](const char *field) {
            return QByteArray::fromHex(text(field).replace(':', ""));
        };
        ShownFrame frame;
        frame.from = text("tcp.srcport").toInt();
        frame.to = text("tcp.dstport").toInt();
        frame.isFin = text("websocket.fin") == "1" || text("websocket.fin") == "True";
        frame.opCode = text("websocket.opcode").toInt();
        frame.key = text("websocket.masking_key").replace(':', "");
        frame.payload = text("websocket.payload.text") + hex("data.data")
            + hex("websocket.payload.ping") + hex("websocket.payload.pong");
        if (const int code = text("websocket.payload.close.status_code").toInt(); code != 0) {
            frame.payload += static_cast<char>(code >> 8);
            frame.payload += static_cast<char>(code & 0xff);
            frame.payload += text("websocket.payload.close.reason");
        }
        frames.append(frame);
    }
    return frames;
}

/// What it finds odd; that a connection was reset is what happened.
QByteArray warnings(const QString &path)
{
    return runTshark({QStringLiteral("-r"), path, QStringLiteral("-Y"),
                      QStringLiteral("_ws.expert.severity >= 6291456 && tcp.flags.reset == 0"),
                      QStringLiteral("-T"), QStringLiteral("fields"), QStringLiteral("-e"),
                      QStringLiteral("frame.number"), QStringLiteral("-e"),
                      QStringLiteral("_ws.expert.message")});
}

/// Of a masked payload tshark 4 unmasks so much, and shows no more.
constexpr qint64 MostUnmasked = qint64(256) << 10;

/// One message, to be compared as text.
QString described(bool isSent, const QString &kind, qint64 size, const QString &sha1)
{
    const QString said = isSent ? QStringLiteral("sent ") : QStringLiteral("received ");
    return isSent && size >= MostUnmasked
        ? said + kind + QStringLiteral(" that is shown in part")
        : said + QStringLiteral("%1 of %2 bytes %3").arg(kind).arg(size).arg(sha1);
}

} // namespace

/// What tshark reads in the packets of a capture is what was said.
class TestPcap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void framesOfGoldenTraces();
    void liveWebSockets_data();
    void liveWebSockets();
    void realPacketsAreWhatTheTapSaw();

private:
    QTemporaryDir m_folder;
};

void TestPcap::initTestCase()
{
    // Not everybody may use it as root, and nobody needs its scripts.
    qputenv("WIRESHARK_CONFIG_DIR", m_folder.path().toLocal8Bit());
}

/// All traces with a WebSocket in one capture, on ports of their own.
void TestPcap::framesOfGoldenTraces()
{
    TrafficDecoder decoder;
    decoder.addSource({.id = 1, .type = SourceRecord::Type::Tap, .name = "tap"});
    Time now {std::chrono::seconds(1'772'366'400)};
    const auto tick = [&now] { return now += std::chrono::milliseconds(1); };
    QMap<int, QList<ShownFrame>> expected; // by the client's port
    Id last = 0;
    for (const QString &path : GoldenTrace::paths()) {
        const GoldenTrace trace = GoldenTrace::load(path);
        if (trace.isRaw)
            continue;
        bool isCompressed = false;
        for (const GoldenTrace::Entry &entry : trace.entries)
            isCompressed = isCompressed
                || (entry.kind == QLatin1String("ws-handshake-response")
                    && entry.bytes.contains("permessage-deflate"));
        if (isCompressed)
            continue; // another test
        QMap<int, Id> connections;
        for (const GoldenTrace::Entry &entry : trace.inOrder()) {
            Id &id = connections[entry.connection];
            if (id == 0) {
                id = ++last;
                decoder.take(WireOpened {.connection = id,
                                         .source = 1,
                                         .time = tick(),
                                         .client = "127.0.0.1:" + QByteArray::number(50'000 + id),
                                         .target = "127.0.0.1:3000"});
            }
            const Direction direction = entry.isSent ? Direction::Sent : Direction::Received;
            if (entry.kind == QLatin1String("tcp-fin")) {
                decoder.take(WireEnded {.connection = id, .direction = direction, .time = tick()});
                continue;
            }
            decoder.take(WireBytes {
                .connection = id, .direction = direction, .time = tick(), .bytes = entry.bytes});
            if (!entry.kind.startsWith(QLatin1String("ws-"))
                || entry.kind.startsWith(QLatin1String("ws-handshake")))
                continue;
            WebSocket::FrameDecoder frames(entry.isSent ? WebSocket::Sender::Client
                                                        : WebSocket::Sender::Server);
            frames.feed(entry.bytes);
            ShownFrame frame;
            while (const auto part = frames.next()) {
                frame.isFin = part->header.fin;
                frame.opCode = int(part->header.opCode);
                if (part->header.masked)
                    frame.key
                        = QByteArray(reinterpret_cast<const char *>(part->header.key.data()), 4)
                              .toHex();
                frame.payload += part->bytes;
            }
            frame.from = entry.isSent ? int(50'000 + id) : 3000;
            expected[int(50'000 + id)].append(frame);
        }
        for (const Id id : std::as_const(connections))
            decoder.take(WireClosed {.connection = id, .time = tick()});
    }
    const QString capture = m_folder.filePath(QStringLiteral("golden.sockscope"));
    const QString packets = m_folder.filePath(QStringLiteral("golden.pcapng"));
    QVERIFY(PcapTrip::store(decoder, tick(), capture));
    QVERIFY(PcapTrip::exportPackets(capture, packets));
    QMap<int, QList<ShownFrame>> shown;
    for (const ShownFrame &frame : shownFrames(packets))
        shown[frame.from == 3000 ? frame.to : frame.from].append(frame);
    QVERIFY(expected.size() > 50);
    QCOMPARE(shown.keys(), expected.keys());
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const QList<ShownFrame> frames = shown.value(it.key());
        QCOMPARE(frames.size(), it->size());
        for (qsizetype i = 0; i < frames.size(); ++i) {
            QCOMPARE(frames[i].head(), it->at(i).head());
            if (frames[i].isFin && frames[i].opCode != 0)
                QCOMPARE(frames[i].payload.toHex(), it->at(i).payload.toHex());
        }
    }
    QCOMPARE(warnings(packets), QByteArray());
}

void TestPcap::liveWebSockets_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::newRow("plain") << false;
    QTest::newRow("permessage-deflate") << true;
}

/// `ws` at both ends of a tap: tshark reads what both logged.
void TestPcap::liveWebSockets()
{
    QFETCH(const bool, deflate);
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    QJsonObject options {{QStringLiteral("deflate"), deflate},
                         {QStringLiteral("task"), QStringLiteral("talk")},
                         {QStringLiteral("run"), QStringLiteral("tapped")}};
    const auto arguments = [&](const QString &script) {
        const QByteArray json = QJsonDocument(options).toJson(QJsonDocument::Compact);
        return QStringList {here + script, here + QStringLiteral("v4"), QString::fromUtf8(json)};
    };
    Peer server(QStringLiteral(SOCKSCOPE_NODE), arguments(QStringLiteral("ws-server.js")));
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server.errors().constData());
    TappedCapture capture(static_cast<quint16>(port));
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    options.insert(QStringLiteral("port"), capture.port());
    Peer client(QStringLiteral(SOCKSCOPE_NODE), arguments(QStringLiteral("ws-client.js")));
    QVERIFY2(client.finish() == 0, client.errors().constData());
    capture.finish();
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    server.signal(SIGTERM);
    server.finish();

    QStringList logged;
    for (const QJsonObject &line : objectsOf(client.output())) {
        if (line.contains(QLatin1String("sha1")))
            logged.append(described(line.value(QLatin1String("way")) == QLatin1String("said"),
                                    line.value(QLatin1String("kind")).toString(),
                                    line.value(QLatin1String("size")).toInteger(),
                                    line.value(QLatin1String("sha1")).toString()));
    }
    const QString packets = m_folder.filePath(QStringLiteral("live.pcapng"));
    QVERIFY(PcapTrip::exportPackets(capture.path(), packets));
    const QHash<int, QString> kinds {{1, QStringLiteral("text")},
                                     {2, QStringLiteral("binary")},
                                     {8, QStringLiteral("close")},
                                     {9, QStringLiteral("ping")},
                                     {10, QStringLiteral("pong")}};
    QStringList shown;
    QMap<int, QString> begun; // the kind of a message in fragments, by who sends it
    for (const ShownFrame &frame : shownFrames(packets)) {
        const QString kind = frame.opCode == 0 ? begun.value(frame.from) : kinds[frame.opCode];
        if (frame.isFin)
            shown.append(described(
                !frame.key.isEmpty(), kind, frame.payload.size(),
                QString::fromLatin1(
                    QCryptographicHash::hash(frame.payload, QCryptographicHash::Sha1).toHex())));
        else if (frame.opCode != 0)
            begun.insert(frame.from, kind);
    }
    logged.sort();
    shown.sort();
    QVERIFY(logged.size() > 20);
    QCOMPARE(shown, logged);
    QCOMPARE(warnings(packets), QByteArray());
}

/// Loopback traffic that tcpdump recorded on the server's side of a tap, and the tap's recording.
void TestPcap::realPacketsAreWhatTheTapSaw()
{
    const QString data = QStringLiteral(SOCKSCOPE_TEST_DATA "/pcap/");
    QFile lines(data + QStringLiteral("loopback.jsonl"));
    QVERIFY(lines.open(QIODevice::ReadOnly));
    QStringList remarks;
    const QString capture = m_folder.filePath(QStringLiteral("real.sockscope"));
    QCOMPARE(PcapTrip::importPackets(data + QStringLiteral("loopback.pcap"), capture, &remarks),
             QString());
    QVERIFY2(remarks.isEmpty(), qPrintable(remarks.join(u'\n')));
    QString error;
    const QList<QJsonObject> read = capturedLines(capture, &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    qsizetype count = 0;
    while (!lines.atEnd()) {
        QJsonObject seen = QJsonDocument::fromJson(lines.readLine()).object();
        QJsonObject ours = read.value(count++);
        // The packets were recorded some microseconds earlier or later.
        for (QJsonObject *const line : {&seen, &ours})
            line->remove(QStringLiteral("time"));
        QCOMPARE(QJsonDocument(ours).toJson(), QJsonDocument(seen).toJson());
    }
    QCOMPARE(count, read.size());
    QVERIFY(count > 5);
}

QTEST_GUILESS_MAIN(TestPcap)

#include "tst_pcap.moc"
