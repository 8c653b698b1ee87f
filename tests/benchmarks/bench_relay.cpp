// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A tap against a direct connection in the same run: frames of 100 bytes a second, megabytes a
// second at 16 KB, and the round trip while other connections idle. Prints a table; what it records
// is counted and thrown away.

#include "protocol/net/filelimit.h"
#include "protocol/tap/tapset.h"
#include "tests/benchmarks/size.h"
#include "tests/support/blockingsocket.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include <sys/resource.h>

namespace {

using Stopwatch = std::chrono::steady_clock;

class CountingSink final : public Capture::WireSink
{
public:
    void record(Capture::WireEvent &&event) override
    {
        if (const auto *bytes = std::get_if<Capture::WireBytes>(&event))
            m_bytes.fetch_add(bytes->bytes.size(), std::memory_order_relaxed);
    }
    bool isFull() const override { return false; }

private:
    std::atomic<qint64> m_bytes {0};
};

double seconds(Stopwatch::time_point since)
{
    return std::chrono::duration<double>(Stopwatch::now() - since).count();
}

double processorSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto inSeconds
        = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return inSeconds(usage.ru_utime) + inSeconds(usage.ru_stime);
}

/// Bytes that cross in a second when they are written \a piece at a time.
double throughput(quint16 port, const BlockingServer &server, qsizetype piece, qint64 total,
                  double *processor)
{
    auto client = BlockingSocket::connectTo(port);
    auto peer = server.accept();
    const double before = processorSeconds();
    const auto start = Stopwatch::now();
    std::thread writer([&client, piece, total] {
        const QByteArray bytes(piece, 'x');
        for (qint64 sent = 0; sent < total; sent += piece)
            client.send(bytes);
    });
    std::vector<char> buffer(1 << 18);
    for (qint64 got = 0; got < total;) {
        const ssize_t now = recv(peer.descriptor(), buffer.data(), buffer.size(), 0);
        if (now <= 0)
            break;
        got += now;
    }
    const double elapsed = seconds(start);
    writer.join();
    *processor = processorSeconds() - before;
    return double(total) / elapsed;
}

struct RoundTrip
{
    double p50 = 0; // microseconds
    double p99 = 0;
};

RoundTrip roundTrip(quint16 port, const BlockingServer &server, int count)
{
    auto client = BlockingSocket::connectTo(port);
    auto peer = server.accept();
    std::thread echo([&peer] {
        for (;;) {
            const QByteArray bytes = peer.receive(100);
            if (bytes.size() < 100 || !peer.send(bytes))
                return;
        }
    });
    const QByteArray question(100, 'x');
    std::vector<double> times;
    times.reserve(std::size_t(count));
    for (int i = 0; i < count; ++i) {
        const auto start = Stopwatch::now();
        client.send(question);
        client.receive(question.size());
        times.push_back(seconds(start) * 1e6);
    }
    client.close();
    echo.join();
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int percent = benchmarkPercent();
    Net::raiseFileLimit();
    const BlockingServer server;
    Net::NetThread net;
    CountingSink sink;
    Tap::TapSet taps(net, sink);
    QSignalSpy started(&taps, &Tap::TapSet::started);
    Tap::TapOptions options;
    options.target.host = "127.0.0.1";
    options.target.port = server.port();
    taps.add(1, options);
    if (!started.wait())
        return 1;
    const QByteArray address = started.first().at(1).toByteArray();
    const quint16 tapPort = address.mid(address.lastIndexOf(':') + 1).toUShort();

    std::printf("%-34s %12s %12s %8s\n", "", "direct", "tap", "ratio");
    const auto compare = [&](const char *what, qsizetype piece, qint64 total, double unit) {
        double processor = 0;
        const double direct = throughput(server.port(), server, piece, total, &processor);
        const double tapped = throughput(tapPort, server, piece, total, &processor);
        std::printf("%-34s %12.0f %12.0f %8.2f\n", what, direct / unit, tapped / unit,
                    tapped / direct);
    };
    const qint64 scale = percent;
    compare("100 B frames/s, one write each", 100, scale * 1'000'000, 100);
    compare("100 B frames/s, 100 in a write", 10'000, scale * 10'000'000, 100);
    compare("MB/s, 16 KB frames", 16'384, scale * 20'000'000, 1e6);

    std::vector<BlockingSocket> idle;
    const int rounds = std::max(200, 200 * percent);
    for (const int count : {0, 100, 2000}) {
        while (int(idle.size()) < 2 * count) {
            idle.push_back(BlockingSocket::connectTo(tapPort));
            idle.push_back(server.accept());
        }
        const RoundTrip direct = roundTrip(server.port(), server, rounds);
        const RoundTrip tapped = roundTrip(tapPort, server, rounds);
        std::printf("round trip us p50, %4d idle        %12.1f %12.1f %+8.1f\n", count, direct.p50,
                    tapped.p50, tapped.p50 - direct.p50);
        std::printf("round trip us p99, %4d idle        %12.1f %12.1f %+8.1f\n", count, direct.p99,
                    tapped.p99, tapped.p99 - direct.p99);
    }
    return 0;
}
