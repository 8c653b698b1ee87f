// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Our Socket.IO client against socket.io-client on the same server of socket.io 4 in the same run:
// events a second that are sent with an ack, and that are heard, over a WebSocket; and the memory
// of both processes afterwards. Ours goes through its tap, which records; what it records is
// counted and thrown away. Prints a table.

#include "protocol/client/clientset.h"
#include "protocol/tap/tapset.h"
#include "tests/benchmarks/size.h"
#include "tests/interop/peer.h"
#include "tests/support/memory.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <chrono>
#include <cstdio>

namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr quint32 Source = 1;
constexpr int Window = 100;
constexpr int Bytes = 100;

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

struct Figures
{
    double sent = 0; // events a second
    double received = 0;
    double residentMiB = 0;
};

double secondsSince(Stopwatch::time_point start)
{
    return std::chrono::duration<double>(Stopwatch::now() - start).count();
}

/// Ours.
Figures measure(int port, int acks, int events)
{
    Figures figures;
    Net::NetThread net;
    CountingSink sink;
    Tap::TapSet taps(net, sink);
    Client::ClientSet clients(net, taps);
    QEventLoop loop;
    const QByteArray text = '"' + QByteArray(Bytes, 'x') + '"';
    auto start = Stopwatch::now();
    int asked = 0;
    int answered = 0;
    int heard = 0;
    bool hasBegun = false;
    const auto ask = [&] {
        clients.emitEvent(Source, quint64(++asked),
                          {.event = "ack", .arguments = {text, {}}, .asksForAck = true});
    };
    QObject::connect(&clients, &Client::ClientSet::statusChanged, &loop,
                     [&](quint32, const Client::ClientStatus &status) {
                         const bool isIn = status.namespaces.first().state
                             == Client::NamespaceStatus::State::Connected;
                         if (!isIn || std::exchange(hasBegun, true))
                             return;
                         start = Stopwatch::now();
                         while (asked < std::min(Window, acks))
                             ask();
                     });
    QObject::connect(&clients, &Client::ClientSet::outcome, &loop,
                     [&](quint32, const Client::Outcome &outcome) {
                         if (outcome.kind != Client::Outcome::Kind::Answered)
                             return;
                         if (++answered == acks)
                             loop.quit();
                         else if (asked < acks)
                             ask();
                     });
    QObject::connect(&clients, &Client::ClientSet::eventReceived, &loop, [&] {
        if (++heard == events)
            loop.quit();
    });
    Client::ClientOptions options;
    options.url = "http://127.0.0.1:" + QByteArray::number(port);
    options.transports = Client::Transports::WebSocket;
    clients.add(Source, options);
    clients.open(Source);
    loop.exec();
    figures.sent = acks / secondsSince(start);
    start = Stopwatch::now();
    clients.emitEvent(
        Source, 0, {.event = "flood", .arguments = {QByteArray::number(events) + ',' + text, {}}});
    loop.exec();
    figures.received = events / secondsSince(start);
    figures.residentMiB = static_cast<double>(Memory::residentKiB()) / 1024;
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int percent = benchmarkPercent();
    const int acks = 100'000 * percent / 100;
    const int events = 200'000 * percent / 100;
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    const QString folder = here + QStringLiteral("v4");
    if (!QFileInfo::exists(folder + QStringLiteral("/node_modules"))) {
        std::puts("socket.io is not installed: ./test.sh installs it.");
        return 0;
    }
    const auto node = [&](const QString &script, const QJsonObject &options) {
        return QStringList {
            here + script, folder,
            QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact))};
    };
    Peer server(QStringLiteral(SOCKSCOPE_NODE), node(QStringLiteral("client-server.js"), {}));
    const int port = server.nextObject().value(QLatin1String("port")).toInt();
    const auto official = [&] {
        Peer client(QStringLiteral(SOCKSCOPE_NODE),
                    node(QStringLiteral("bench-client.js"),
                         {{QStringLiteral("port"), port},
                          {QStringLiteral("acks"), acks},
                          {QStringLiteral("window"), Window},
                          {QStringLiteral("events"), events},
                          {QStringLiteral("bytes"), Bytes}}));
        const QJsonObject said = client.nextObject();
        return Figures {said.value(QLatin1String("sent")).toDouble(),
                        said.value(QLatin1String("received")).toDouble(),
                        said.value(QLatin1String("residentMiB")).toDouble()};
    };
    official(); // the server warms up
    const Figures theirs = official();
    const Figures ours = measure(port, acks, events);
    std::printf("%-28s %14s %14s %8s\n", "", "socket.io-client", "ours, tapped", "ratio");
    const auto row = [](const char *what, double their, double our) {
        std::printf("%-28s %14.0f %14.0f %8.2f\n", what, their, our, our / their);
    };
    row("events/s, each with its ack", theirs.sent, ours.sent);
    row("events/s heard", theirs.received, ours.received);
    row("resident memory, MiB", theirs.residentMiB, ours.residentMiB);
    return 0;
}
