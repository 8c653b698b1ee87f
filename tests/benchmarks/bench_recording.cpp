// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole way in one run: WebSocket frames through a tap into a capture file, against a direct
// connection. Frames a second at 100 bytes, megabytes a second at 16 KB, the round trip while other
// connections idle, the memory that a recording takes, and how fast its file opens.

#include "protocol/capture/recorder.h"
#include "protocol/capture/storereader.h"
#include "protocol/capture/storewriter.h"
#include "protocol/net/filelimit.h"
#include "protocol/tap/tapset.h"
#include "tests/benchmarks/size.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/memory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace {

QByteArray maskedFrame(qsizetype payload)
{
    QByteArray frame;
    frame += char(0x81);
    if (payload < 126) {
        frame += char(0x80 | payload);
    } else {
        frame += char(0x80 | 126);
        frame += char(payload >> 8);
        frame += char(payload & 0xff);
    }
    const QByteArray key = QByteArray::fromHex("37fa213d");
    frame += key;
    for (qsizetype i = 0; i < payload; ++i)
        frame += char('x' ^ key.at(i % 4));
    return frame;
}

struct Pair
{
    BlockingSocket client;
    BlockingSocket peer;
};

/// A client and its server after a handshake.
Pair webSocket(quint16 port, const BlockingServer &server)
{
    const QByteArray request("GET /bench HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                             "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    const QByteArray response("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                              "Connection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    Pair pair {BlockingSocket::connectTo(port), server.accept()};
    pair.client.send(request);
    pair.peer.receive(request.size());
    pair.peer.send(response);
    pair.client.receive(response.size());
    return pair;
}

/// Seconds for \a count frames, \a batch in a write, to arrive.
double carry(quint16 port, const BlockingServer &server, qsizetype payload, qint64 count,
             qint64 batch)
{
    Pair pair = webSocket(port, server);
    const QByteArray frame = maskedFrame(payload);
    const QByteArray bytes = frame.repeated(batch);
    QElapsedTimer timer;
    timer.start();
    std::thread writer([&] {
        for (qint64 sent = 0; sent < count; sent += batch)
            pair.client.send(bytes);
    });
    const qint64 total = (count + batch - 1) / batch * bytes.size();
    std::vector<char> buffer(1 << 18);
    for (qint64 got = 0; got < total;) {
        const ssize_t now = recv(pair.peer.descriptor(), buffer.data(), buffer.size(), 0);
        if (now <= 0)
            break;
        got += now;
    }
    writer.join();
    return double(timer.nsecsElapsed()) / 1e9;
}

std::pair<double, double> roundTrip(quint16 port, const BlockingServer &server, int count)
{
    Pair pair = webSocket(port, server);
    const QByteArray question = maskedFrame(100);
    const QByteArray answer = QByteArray("\x81\x64", 2) + QByteArray(100, 'y');
    std::thread echo([&] {
        while (pair.peer.receive(question.size()).size() == question.size()) {
            if (!pair.peer.send(answer))
                return;
        }
    });
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer timer;
        timer.start();
        pair.client.send(question);
        pair.client.receive(answer.size());
        times.push_back(double(timer.nsecsElapsed()) / 1e3);
    }
    pair.client.close();
    echo.join();
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

/// A tap that records into a file of its own.
class Bench
{
public:
    Bench(const QString &path, quint16 serverPort)
    {
        QString error;
        auto store = Capture::StoreWriter::create(path, &error);
        m_recorder = std::make_unique<Capture::Recorder>(std::move(store), Capture::WriterOptions(),
                                                         nullptr, Capture::Recorder::Options());
        m_taps = std::make_unique<Tap::TapSet>(m_net, *m_recorder);
        QSignalSpy started(m_taps.get(), &Tap::TapSet::started);
        Tap::TapOptions options;
        options.target.host = "127.0.0.1";
        options.target.port = serverPort;
        m_taps->add(1, options);
        started.wait();
        const QByteArray address = started.value(0).value(1).toByteArray();
        m_port = address.mid(address.lastIndexOf(':') + 1).toUShort();
    }
    quint16 port() const { return m_port; }
    void stop()
    {
        m_taps.reset();
        m_recorder->stop();
    }

private:
    Net::NetThread m_net;
    std::unique_ptr<Capture::Recorder> m_recorder;
    std::unique_ptr<Tap::TapSet> m_taps;
    quint16 m_port = 0;
};

/// What the file holds, and how long it takes to be shown.
void report(const QString &path, qint64 frames)
{
    QElapsedTimer timer;
    timer.start();
    const auto reader = Capture::StoreReader::open(path, nullptr);
    if (!reader)
        return;
    const auto ids = reader->messageIds(false);
    const auto first
        = reader->messages(std::span(ids).first(std::min<std::size_t>(ids.size(), 40)));
    const double opened = double(timer.nsecsElapsed()) / 1e6;
    const Capture::Totals totals = reader->totals();
    std::printf("%-44s %14lld of %lld, gaps %lld\n", "  frames recorded",
                static_cast<long long>(totals.frames), static_cast<long long>(frames),
                static_cast<long long>(totals.gaps));
    std::printf("%-44s %14.1f ms (%zu rows)\n", "  open, row list, first rows", opened,
                first.size());
    std::printf("%-44s %14.1f MB\n", "  file", double(QFile(path).size()) / 1e6);
}

} // namespace

/// SOCKSCOPE_BENCHMARK_PERCENT scales the sizes; 1,000 % is ten million messages.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 scale = benchmarkPercent();
    Net::raiseFileLimit();
    const BlockingServer server;
    const QTemporaryDir folder;
    const auto fileIn
        = [&folder](const char *name) { return folder.filePath(QString::fromLatin1(name)); };

    std::printf("%-44s %14s %14s %8s\n", "", "direct", "recorded", "ratio");
    const auto compare = [&](const char *what, const char *file, qsizetype payload, qint64 count,
                             qint64 batch, double unit) {
        const double direct = carry(server.port(), server, payload, count, batch);
        const double before = static_cast<double>(Memory::residentKiB()) / 1024;
        Bench bench(fileIn(file), server.port());
        QElapsedTimer timer;
        timer.start();
        carry(bench.port(), server, payload, count, batch);
        const double resident = static_cast<double>(Memory::residentKiB()) / 1024;
        bench.stop();
        const double recorded = double(timer.nsecsElapsed()) / 1e9; // until all is in the file
        std::printf("%-44s %14.0f %14.0f %8.2f\n", what, double(count) * unit / direct,
                    double(count) * unit / recorded, direct / recorded);
        std::printf("%-44s %14.1f MB (%.1f before)\n", "  resident memory at the last frame",
                    resident, before);
        report(fileIn(file), count);
    };
    compare("frames/s, 100 B, 100 in a write", "small.sockscope", 100, scale * 10'000, 100, 1);
    compare("frames/s, 100 B, one write each", "single.sockscope", 100, scale * 2'000, 1, 1);
    compare("MB/s, 16 KB frames", "large.sockscope", 16'384, scale * 200, 1, 16'384 / 1e6);

    Bench bench(fileIn("roundtrip.sockscope"), server.port());
    std::vector<BlockingSocket> idle;
    const int rounds = static_cast<int>(std::max<qint64>(200, 100 * scale));
    for (const int count : {0, 100, 2000}) {
        while (static_cast<int>(idle.size()) < 2 * count) {
            idle.push_back(BlockingSocket::connectTo(bench.port()));
            idle.push_back(server.accept());
        }
        const auto [directHalf, directMost] = roundTrip(server.port(), server, rounds);
        const auto [half, most] = roundTrip(bench.port(), server, rounds);
        std::printf("round trip us, %4d idle: p50 %21.1f %14.1f %+8.1f\n", count, directHalf, half,
                    half - directHalf);
        std::printf("round trip us, %4d idle: p99 %21.1f %14.1f %+8.1f\n", count, directMost, most,
                    most - directMost);
    }
    idle.clear();
    bench.stop();
    return 0;
}
