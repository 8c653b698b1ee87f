// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/names.h"
#include "tests/interop/peer.h"
#include "tests/interop/tappedcapture.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/memory.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QTest>

namespace {

/// One message as all sides describe it, to be compared as text.
QString describe(bool isSent, const QString &kind, qint64 size, const QString &sha1)
{
    return QStringLiteral("%1 %2 of %3 bytes %4")
        .arg(isSent ? QStringLiteral("sent") : QStringLiteral("received"), kind)
        .arg(size)
        .arg(sha1);
}

/// What a peer logged of one run. \a sent is its word for what the client sends.
QStringList logged(const QByteArray &log, const QString &run, QLatin1String sent)
{
    QStringList messages;
    for (const QJsonObject &line : objectsOf(log)) {
        if (line.value(QLatin1String("run")) == run)
            messages.append(describe(line.value(QLatin1String("way")) == sent,
                                     line.value(QLatin1String("kind")).toString(),
                                     line.value(QLatin1String("size")).toInteger(),
                                     line.value(QLatin1String("sha1")).toString()));
    }
    messages.sort();
    return messages;
}

struct FrameCounts
{
    int compressed = 0;
    int continuations = 0;
};

/// Everything but the handshakes that the capture at \a path holds, read in parts.
QStringList captured(const QString &path, FrameCounts *frames, QString *error)
{
    const auto reader = Capture::StoreReader::open(path, error);
    if (!reader)
        return {};
    QStringList messages;
    QStringList kinds {QStringLiteral("text"), QStringLiteral("binary"), QStringLiteral("ping"),
                       QStringLiteral("pong"), QStringLiteral("close")};
    for (const Capture::Id id : reader->messageIds(true)) {
        const auto row = reader->message(id);
        if (!row) {
            *error = QStringLiteral("no message %1").arg(id);
            return {};
        }
        const QString kind = QString::fromLatin1(Capture::kindName(row->record.kind));
        if (!kinds.contains(kind))
            continue;
        for (const Capture::FrameRecord &frame : reader->framesOfMessage(id)) {
            frames->compressed += (frame.firstByte & 0x40) != 0 ? 1 : 0;
            frames->continuations += (frame.firstByte & 0x0f) == 0 ? 1 : 0;
        }
        QCryptographicHash hash(QCryptographicHash::Sha1);
        constexpr qint64 Part = qint64(1) << 20;
        qint64 size = 0;
        for (;;) {
            const QByteArray bytes = reader->messageBytes(id, size, Part);
            if (bytes.isEmpty())
                break;
            hash.addData(bytes);
            size += bytes.size();
        }
        messages.append(describe(row->record.direction == Capture::Direction::Sent, kind, size,
                                 QString::fromLatin1(hash.result().toHex())));
    }
    messages.sort();
    return messages;
}

} // namespace

/// Plain WebSockets: `ws` at both ends, directly and then with a tap between them.
class TestWs : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhatBothSidesSaid_data();
    void holdsWhatBothSidesSaid();
    void boundsMemoryForAClientThatNeverReads();
};

void TestWs::holdsWhatBothSidesSaid_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<qsizetype>("least"); // messages
    QTest::newRow("talk") << QStringLiteral("talk") << false << qsizetype(38);
    QTest::newRow("talk, compressed") << QStringLiteral("talk") << true << qsizetype(38);
    QTest::newRow("close codes") << QStringLiteral("close") << false << qsizetype(12);
    QTest::newRow("100 at once") << QStringLiteral("crowd") << false << qsizetype(4200);
    QTest::newRow("100 at once, compressed") << QStringLiteral("crowd") << true << qsizetype(4200);
    QTest::newRow("64 MiB") << QStringLiteral("large") << false << qsizetype(6);
    QTest::newRow("64 MiB, compressed") << QStringLiteral("large") << true << qsizetype(6);
}

void TestWs::holdsWhatBothSidesSaid()
{
    QFETCH(const QString, task);
    QFETCH(const bool, deflate);
    QFETCH(const qsizetype, least);
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    const QString node = QStringLiteral(SOCKSCOPE_NODE);
    QJsonObject options {{QStringLiteral("task"), task}, {QStringLiteral("deflate"), deflate}};
    const auto arguments = [&](const QString &script) {
        const QByteArray json = QJsonDocument(options).toJson(QJsonDocument::Compact);
        return QStringList {here + script, here + QStringLiteral("v4"), QString::fromUtf8(json)};
    };
    Peer server(node, arguments(QStringLiteral("ws-server.js")));
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    QVERIFY2(port > 0, server.errors().constData());
    TappedCapture capture(static_cast<quint16>(port));
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    options.insert(QStringLiteral("run"), QStringLiteral("direct"));
    options.insert(QStringLiteral("port"), port);
    Peer direct(node, arguments(QStringLiteral("ws-client.js")));
    QVERIFY2(direct.finish() == 0, direct.errors().constData());

    const QString run = QStringLiteral("tapped");
    options.insert(QStringLiteral("run"), run);
    options.insert(QStringLiteral("port"), capture.port());
    Peer client(node, arguments(QStringLiteral("ws-client.js")));
    QVERIFY2(client.finish() == 0, client.errors().constData());
    QVERIFY2(capture.live().stop(&capture.error), qPrintable(capture.error));
    server.signal(SIGTERM);
    server.finish();

    FrameCounts frames;
    const QStringList held = captured(capture.path(), &frames, &capture.error);
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    const QStringList ofClient = logged(client.output(), run, QLatin1String("said"));
    const QStringList ofServer = logged(server.output(), run, QLatin1String("heard"));
    QCOMPARE(ofServer, ofClient);
    QCOMPARE(held, ofClient);
    QVERIFY(held.size() >= least);
    QCOMPARE(frames.compressed > 0, deflate);
    QCOMPARE(frames.continuations, task == QLatin1String("talk") ? 3 + 1 + 2 : 0);
}

void TestWs::boundsMemoryForAClientThatNeverReads()
{
    const BlockingServer listener;
    TappedCapture capture(listener.port());
    QVERIFY2(capture.error.isEmpty(), qPrintable(capture.error));
    BlockingSocket client = BlockingSocket::connectTo(capture.port());
    BlockingSocket server = listener.accept();
    const QByteArray request = "GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\n"
                               "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const QByteArray response = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                                "Upgrade: websocket\r\n"
                                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    QVERIFY(client.send(request));
    QCOMPARE(server.receive(request.size()), request);
    QVERIFY(server.send(response));
    QCOMPARE(client.receive(response.size()), response);

    // Binary frames of 65,535 bytes.
    const QByteArray frame = QByteArray("\x82\x7e\xff\xff").append(QByteArray(65'535, 'x'));
    const QByteArray frames = frame.repeated(16);
    const qint64 before = Memory::residentKiB();
    constexpr qint64 Wanted = qint64(500) << 20;
    qint64 sent = 0;
    while (sent < Wanted) {
        const qsizetype now = server.sendUntilStalled(frames, 500);
        sent += now;
        if (now < frames.size())
            break;
    }
    QVERIFY2(sent < Wanted, "the server was not held up");
    const qint64 grown = Memory::residentKiB() - before;
    QVERIFY2(grown < 100 * 1024, qPrintable(QStringLiteral("%1 KiB more").arg(grown)));
    client.reset();
    QCOMPARE(server.waitForEnd(), BlockingSocket::End::Reset);
}

QTEST_GUILESS_MAIN(TestWs)

#include "tst_ws.moc"
