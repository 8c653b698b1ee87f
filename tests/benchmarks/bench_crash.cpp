// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a recorder that is killed in mid-traffic takes with it: `sockscope record` gets frames of
// 100 bytes at 100,000 a second and as fast as it takes them, dies of SIGKILL, and its file is
// compared with what had arrived at the server.

#include "protocol/capture/storereader.h"
#include "tests/benchmarks/size.h"
#include "tests/support/blockingsocket.h"
#include "tests/support/memory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

namespace {

constexpr int Batch = 100; // frames in a write
constexpr int FrameBytes = 106;

/// A client and its server after a handshake.
struct Pair
{
    Pair(quint16 port, const BlockingServer &server)
        : client(BlockingSocket::connectTo(port))
        , peer(server.accept())
    {
        const QByteArray request("GET /bench HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                                 "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        const QByteArray response("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                  "Connection: Upgrade\r\n"
                                  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
        client.send(request);
        peer.receive(request.size());
        peer.send(response);
        client.receive(response.size());
    }

    BlockingSocket client;
    BlockingSocket peer;
};

/// What had arrived at the server at a time.
struct Arrival
{
    qint64 ns = 0;
    qint64 frames = 0;
};

/// One recorder from its start to its death after \a lifetime ms. \a rate is in frames a second, 0:
/// as fast as they go.
void kill(const QString &program, const QString &file, qint64 lifetime, qint64 rate)
{
    const BlockingServer server;
    QProcess recorder;
    recorder.start(program,
                   {QStringLiteral("record"), QStringLiteral("--tap"),
                    QStringLiteral("0=http://127.0.0.1:%1").arg(server.port()),
                    QStringLiteral("-o"), file});
    recorder.setReadChannel(QProcess::StandardError);
    while (!recorder.canReadLine() && recorder.waitForReadyRead(10'000)) { }
    const QByteArray line = recorder.readLine(); // tap 127.0.0.1:41233 -> http://…
    const QByteArray address = line.split(' ').value(1);
    Pair pair(address.mid(address.indexOf(':') + 1).toUShort(), server);

    QElapsedTimer timer;
    timer.start();
    std::mutex mutex;
    std::condition_variable ended;
    bool isOver = false; // under mutex
    std::thread sender([&] {
        const QByteArray bytes
            = (QByteArray::fromHex("81e400000000") + QByteArray(100, 'x')).repeated(Batch);
        for (qint64 sent = 0; pair.client.send(bytes);) {
            sent += Batch;
            const qint64 due = rate > 0 ? sent * 1'000'000'000 / rate : 0;
            const std::chrono::nanoseconds early(std::max<qint64>(0, due - timer.nsecsElapsed()));
            std::unique_lock lock(mutex);
            if (ended.wait_for(lock, early, [&] { return isOver; }))
                return;
        }
    });
    std::vector<Arrival> arrivals;
    std::thread receiver([&] {
        std::vector<char> buffer(1 << 18);
        qint64 bytes = 0;
        for (;;) {
            const ssize_t now = recv(pair.peer.descriptor(), buffer.data(), buffer.size(), 0);
            if (now <= 0)
                return;
            bytes += now;
            arrivals.push_back({timer.nsecsElapsed(), bytes / FrameBytes});
        }
    });
    recorder.waitForFinished(static_cast<int>(lifetime));
    const double memory = static_cast<double>(Memory::mostResidentKiB(recorder.processId())) / 1024;
    const qint64 killed = timer.nsecsElapsed();
    recorder.kill();
    recorder.waitForFinished();
    {
        const std::scoped_lock lock(mutex);
        isOver = true;
    }
    ended.notify_all();
    sender.join();
    receiver.join();

    const qint64 wal = QFileInfo(file + QStringLiteral("-wal")).size();
    QString error;
    const auto reader = Capture::StoreReader::open(file, &error);
    if (!reader || arrivals.empty()) {
        std::printf("%s\n", qPrintable(error));
        return;
    }
    const qint64 kept = reader->lastFrame();
    const auto missing
        = std::ranges::find_if(arrivals, [kept](const Arrival &at) { return at.frames > kept; });
    const double age = missing == arrivals.end() ? 0 : double(killed - missing->ns) / 1e6;
    std::printf("%12.0f %14lld %14lld %14.0f %10.0f %10.0f %6zu\n",
                double(arrivals.back().frames) * 1e9 / double(arrivals.back().ns),
                static_cast<long long>(arrivals.back().frames),
                static_cast<long long>(std::max<qint64>(0, arrivals.back().frames - kept)), age,
                double(wal) / 1e6, memory, reader->gaps().size());
    std::fflush(stdout);
}

} // namespace

/// `bench_crash [PROGRAM [RUNS]]`. SOCKSCOPE_BENCHMARK_PERCENT scales how long the recorders live.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString program = arguments.value(1, QStringLiteral(SOCKSCOPE_PROGRAM));
    const QTemporaryDir folder;
    const qint64 scale = benchmarkPercent();
    const int runs = arguments.size() > 2 ? arguments.at(2).toInt() : scale < 10 ? 1 : 4;
    int number = 0;
    for (const qint64 rate : {0, 100'000}) {
        std::printf("killed while it got %s\n",
                    rate == 0 ? "what it takes" : "100,000 frames a second");
        std::printf("%12s %14s %14s %14s %10s %10s %6s\n", "frames/s", "arrived", "not in file",
                    "oldest, ms", "-wal, MB", "memory, MB", "gaps");
        for (int i = 0; i < runs; ++i) {
            const qint64 lifetime = std::max<qint64>(500, 50 * scale + 700 * i);
            kill(program, folder.filePath(QStringLiteral("%1.sockscope").arg(++number)), lifetime,
                 rate);
        }
    }
    return 0;
}
