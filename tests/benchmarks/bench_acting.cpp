// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What it costs that a tap acts: WebSocket frames of 100 bytes a second and their round trip,
// directly, through a tap without rules, with one that never matches, and with one that changes
// each message; then whether sessions are slowed by another one that is held. Prints a table of one
// run.

#include "protocol/net/filelimit.h"
#include "protocol/rules/compiledrules.h"
#include "protocol/tap/tapset.h"
#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/handshake.h"
#include "tests/benchmarks/size.h"
#include "tests/support/blockingsocket.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

namespace {

using Stopwatch = std::chrono::steady_clock;

const QByteArray Key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr int PayloadBytes = 100;

class CountingSink final : public Capture::WireSink
{
public:
    void record(Capture::WireEvent && /*event*/) override
    {
        m_events.fetch_add(1, std::memory_order_relaxed);
    }
    bool isFull() const override { return false; }

private:
    std::atomic<qint64> m_events {0};
};

double seconds(Stopwatch::time_point since)
{
    return std::chrono::duration<double>(Stopwatch::now() - since).count();
}

QByteArray readHead(BlockingSocket &socket)
{
    QByteArray head;
    while (!head.endsWith("\r\n\r\n")) {
        const QByteArray byte = socket.receive(1);
        if (byte.isEmpty())
            break;
        head += byte;
    }
    return head;
}

/// Both ends of one WebSocket.
struct Conversation
{
    BlockingSocket client;
    BlockingSocket server;

    Conversation(quint16 port, const BlockingServer &listener)
        : client(BlockingSocket::connectTo(port))
    {
        client.send(
            "GET /bench HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + Key + "\r\n\r\n");
        server = listener.accept();
        readHead(server);
        server.send(WebSocket::responseHead(Key));
        readHead(client);
    }
};

QByteArray frameOf(WebSocket::Sender sender, char letter = 'x')
{
    return WebSocket::FrameEncoder(sender).message(WebSocket::OpCode::Text,
                                                   QByteArray(PayloadBytes, letter));
}

/// Frames a second, 100 in a write.
double throughput(quint16 port, const BlockingServer &listener, qint64 frames)
{
    Conversation conversation(port, listener);
    const QByteArray frame = frameOf(WebSocket::Sender::Client);
    const qint64 total = frames * frame.size();
    const auto start = Stopwatch::now();
    std::thread writer([&] {
        const QByteArray piece = frame.repeated(100);
        for (qint64 sent = 0; sent < frames; sent += 100)
            conversation.client.send(piece);
    });
    std::vector<char> buffer(1 << 18);
    for (qint64 got = 0; got < total;) {
        const ssize_t now = recv(conversation.server.descriptor(), buffer.data(), buffer.size(), 0);
        if (now <= 0)
            break;
        got += now;
    }
    const double elapsed = seconds(start);
    writer.join();
    return double(frames) / elapsed;
}

/// Microseconds in the middle, and of the slowest hundredth.
struct RoundTrip
{
    double p50 = 0;
    double p99 = 0;
};

RoundTrip roundTrip(quint16 port, const BlockingServer &listener, int count)
{
    Conversation conversation(port, listener);
    const QByteArray question = frameOf(WebSocket::Sender::Client);
    const QByteArray answer = frameOf(WebSocket::Sender::Server);
    std::thread echo([&] {
        for (int i = 0; i < count; ++i) {
            if (conversation.server.receive(question.size()).size() < question.size())
                return;
            conversation.server.send(answer);
        }
    });
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const auto start = Stopwatch::now();
        conversation.client.send(question);
        conversation.client.receive(answer.size());
        times.push_back(seconds(start) * 1e6);
    }
    echo.join();
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

std::shared_ptr<const Rules::CompiledRules> rules(Rules::Action action, const QByteArray &filter)
{
    auto compiled = Rules::CompiledRules::of(
        {.rules = {{.name = "bench", .filter = filter, .action = std::move(action)}}});
    return std::get<std::shared_ptr<const Rules::CompiledRules>>(compiled);
}

/// Sessions that say 10,000 messages a second together, for \a time, while the caller measures.
class Crowd
{
public:
    Crowd(quint16 port, const BlockingServer &listener, int sessions)
    {
        for (int i = 0; i < sessions; ++i)
            m_sessions.push_back(std::make_unique<Conversation>(port, listener));
        m_thread = std::thread([this] { talk(); });
    }
    ~Crowd()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stops = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Crowd)

private:
    void talk()
    {
        using namespace std::chrono_literals;
        const QByteArray frame = frameOf(WebSocket::Sender::Client);
        const auto start = Stopwatch::now();
        for (qint64 tick = 0; !m_stops; ++tick) {
            for (const auto &session : m_sessions) {
                session->client.send(frame);
                session->server.receive(frame.size());
            }
            std::unique_lock lock(m_mutex);
            m_wake.wait_until(lock, start + (tick + 1) * 1ms, [this] { return bool(m_stops); });
        }
    }

    std::vector<std::unique_ptr<Conversation>> m_sessions;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::atomic<bool> m_stops {false};
    std::thread m_thread;
};

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

    std::printf("%-36s %12s %8s %8s %8s %8s\n", "", "frames/s", "ratio", "p50 us", "p99 us",
                "+p50");
    const int rounds = std::max(200, 200 * percent);
    double directRate = 0;
    RoundTrip directTrip;
    const auto measure = [&](const char *what, quint16 port, qint64 frames) {
        const double rate = throughput(port, server, frames);
        const RoundTrip trip = roundTrip(port, server, rounds);
        if (directRate == 0) {
            directRate = rate;
            directTrip = trip;
        }
        std::printf("%-36s %12.0f %8.3f %8.1f %8.1f %+8.1f\n", what, rate, rate / directRate,
                    trip.p50, trip.p99, trip.p50 - directTrip.p50);
    };
    const qint64 many = qint64(percent) * 50'000;
    measure("direct", server.port(), many);
    measure("tap, no rule", tapPort, many);
    taps.setRules(rules(Rules::Drop {}, "nobody says this"));
    measure("tap, a rule that never matches", tapPort, many / 5);
    taps.setRules(
        rules(Rules::Replace {Rules::Replace::Find::Text, "xxxxxxxxxx", "yyyyyyyyyy"}, {}));
    measure("tap, a rule that changes each", tapPort, many / 5);

    // A message is held all the time; the others say 10,000 a second.
    taps.setRules(rules(Rules::Hold {}, "held"));
    {
        const Crowd crowd(tapPort, server, 10);
        const RoundTrip before = roundTrip(tapPort, server, rounds);
        Conversation held(tapPort, server);
        QSignalSpy holds(&taps, &Tap::TapSet::messageHeld);
        held.client.send(WebSocket::FrameEncoder(WebSocket::Sender::Client)
                             .message(WebSocket::OpCode::Text, "held"));
        if (holds.isEmpty() && !holds.wait())
            return 1;
        const auto start = Stopwatch::now();
        std::vector<RoundTrip> trips;
        const double time = 30.0 * percent / 100;
        do {
            trips.push_back(roundTrip(tapPort, server, rounds));
        } while (seconds(start) < time);
        RoundTrip during;
        for (const RoundTrip &trip : trips) {
            during.p50 += trip.p50 / double(trips.size());
            during.p99 += trip.p99 / double(trips.size());
        }
        std::printf("\nround trips among 10,000 messages/s of others: p50 %.1f us, p99 %.1f us\n",
                    before.p50, before.p99);
        std::printf("and while one session is held for %.1f s:       p50 %.1f us, p99 %.1f us "
                    "(%.2f of it)\n",
                    seconds(start), during.p50, during.p99, during.p50 / before.p50);
    }
    return 0;
}
