// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The embedded server against socket.io 4 in the same run, with the same clients: 2,000 of them on
// WebSockets, 50,000 messages a second delivered by broadcasts for ten seconds, and then as many as
// go. Every client counts what it hears, in order; a message that is lost or comes twice is told
// and fails the run. Prints a table: what was delivered, how late, and what it cost.

#include "protocol/client/lightsocketio.h"
#include "protocol/net/filelimit.h"
#include "protocol/net/netthread.h"
#include "protocol/server/echosite.h"
#include "tests/benchmarks/size.h"
#include "tests/interop/peer.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int Rate = 50'000; // messages delivered in a second
constexpr int Bytes = 100;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

qint64 nowUs()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch())
        .count();
}

/// Seconds of CPU that process \a id has used so far.
double cpuSeconds(qint64 id)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(id));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble())
        / static_cast<double>(sysconf(_SC_CLK_TCK));
}

struct Figures
{
    double perSecond = 0; // delivered, at the rate asked for
    double cpu = 0; // of the server, in per cent of a core
    double medianMs = 0; // from being sent to being heard
    double lateMs = 0; // 99 of 100 are heard before
    double most = 0; // delivered in a second when nothing holds the sender back
    int faults = 0;
};

/// Clients that all hear what one of them says to all.
class Crowd
{
public:
    Crowd(QByteArray url, int size)
        : m_url(std::move(url))
        , m_members(static_cast<std::size_t>(size))
    {
    }

    bool enter()
    {
        for (std::size_t i = 0; i < std::min<std::size_t>(AtOnce, m_members.size()); ++i)
            openNext();
        QTimer::singleShot(60'000, &m_loop, [this] { m_loop.exit(1); });
        return m_loop.exec() == 0;
    }

    /// Says \a broadcasts, so many in a second, and waits until everyone has heard them all or
    /// nothing comes any more.
    void sayAtRate(int broadcasts, double perSecond)
    {
        const auto start = Clock::now();
        int said = 0;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        timer.callOnTimeout([&] {
            while (said < broadcasts && said < secondsSince(start) * perSecond) {
                say();
                ++said;
            }
        });
        timer.start(1);
        wait(broadcasts);
    }
    /// The same, the next as soon as the sender has heard one of a few.
    void sayFreely(int broadcasts)
    {
        constexpr int Window = 8;
        int said = 0;
        m_onOwn = [&] {
            if (said < broadcasts) {
                ++said;
                say();
            }
        };
        while (said < std::min(Window, broadcasts)) {
            ++said;
            say();
        }
        wait(broadcasts);
        m_onOwn = nullptr;
    }

    qint64 heard() const { return m_heard; }
    int faults() const { return m_faults; }
    std::vector<qint64> takeDelays() { return std::exchange(m_delays, {}); }

private:
    static constexpr std::size_t AtOnce = 100;

    struct Member
    {
        std::unique_ptr<Client::LightSocketIo> socket;
        qint64 next = 0; // number of the message that must come
    };

    void openNext()
    {
        if (m_opening == m_members.size())
            return;
        Member &member = m_members[m_opening++];
        Client::LightSocketIo::Options options;
        options.transports = Client::EngineClient::Transports::WebSocket;
        member.socket = std::make_unique<Client::LightSocketIo>(m_poller, options);
        Client::LightSocketIo *socket = member.socket.get();
        socket->onOpened = [socket] { socket->connectTo("/plain"); };
        socket->onConnected = [this](const QByteArray &) {
            openNext();
            if (++m_entered == m_members.size())
                m_loop.exit(0);
        };
        socket->onEvent = [this, &member](const Client::Event &event) { take(member, event); };
        socket->onClosed = [this](const QByteArray &) { ++m_faults; };
        socket->open(m_url);
    }

    void say()
    {
        static const QByteArray text = '"' + QByteArray(Bytes, 'x') + '"';
        m_members.front().socket->send(
            "/plain", "to-all",
            {QByteArray::number(m_said++) + ',' + QByteArray::number(nowUs()) + ',' + text, {}});
    }

    void take(Member &member, const Client::Event &event)
    {
        const QList<QByteArray> parts = event.arguments.json.split(',');
        if (parts.value(0).toLongLong() != member.next++ || parts.size() != 3)
            ++m_faults;
        m_delays.push_back(nowUs() - parts.value(1).toLongLong());
        ++m_heard;
        if (&member == &m_members.front() && m_onOwn)
            m_onOwn();
        if (m_heard == m_wanted)
            m_loop.exit(0);
    }

    void wait(int broadcasts)
    {
        m_wanted += qint64(broadcasts) * qint64(m_members.size());
        qint64 before = -1;
        QTimer watch;
        watch.callOnTimeout([&] {
            if (std::exchange(before, m_heard) == m_heard)
                m_loop.exit(1);
        });
        watch.start(5000);
        if (m_heard < m_wanted && m_loop.exec() != 0)
            m_faults += int(m_wanted - m_heard);
    }

    QByteArray m_url;
    Net::Poller m_poller;
    QEventLoop m_loop;
    std::vector<Member> m_members;
    std::size_t m_opening = 0;
    std::size_t m_entered = 0;
    std::function<void()> m_onOwn;
    std::vector<qint64> m_delays;
    qint64 m_said = 0;
    qint64 m_heard = 0;
    qint64 m_wanted = 0;
    int m_faults = 0;
};

Figures measure(Peer &server, int clients, double seconds)
{
    Figures figures;
    const QByteArray url = server.nextErrorLine().replace("server ", "");
    Crowd crowd(url, clients);
    if (!crowd.enter()) {
        figures.faults = clients;
        return figures;
    }
    const double broadcastsPerSecond = double(Rate) / clients;
    crowd.sayAtRate(std::max(1, int(broadcastsPerSecond)), broadcastsPerSecond); // warms up
    crowd.takeDelays();

    double cpu = cpuSeconds(server.id());
    qint64 heard = crowd.heard();
    auto start = Clock::now();
    crowd.sayAtRate(std::max(1, int(broadcastsPerSecond * seconds)), broadcastsPerSecond);
    figures.perSecond = double(crowd.heard() - heard) / secondsSince(start);
    figures.cpu = 100 * (cpuSeconds(server.id()) - cpu) / secondsSince(start);
    std::vector<qint64> delays = crowd.takeDelays();
    if (!delays.empty()) {
        std::ranges::sort(delays);
        figures.medianMs = double(delays[delays.size() / 2]) / 1000;
        figures.lateMs = double(delays[delays.size() * 99 / 100]) / 1000;
    }

    heard = crowd.heard();
    start = Clock::now();
    crowd.sayFreely(std::max(1, int(broadcastsPerSecond * seconds * 2)));
    figures.most = double(crowd.heard() - heard) / secondsSince(start);
    figures.faults = crowd.faults();
    return figures;
}

/// Our server as a program of its own.
int serve()
{
    Net::NetThread net;
    std::unique_ptr<Server::Server> server;
    std::unique_ptr<Server::EchoSite> echo;
    net.run([&] {
        server = std::make_unique<Server::Server>(net.poller());
        echo = std::make_unique<Server::EchoSite>(*server, Server::EchoSite::Options());
        server->listen(*Net::Address::fromLiteral("127.0.0.1", 0));
        std::fprintf(stderr, "server http://%s\n", server->address().toText().constData());
    });
    const int code = QCoreApplication::exec();
    net.run([&] {
        echo.reset();
        server.reset();
    });
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    Net::raiseFileLimit();
    if (application.arguments().contains(QStringLiteral("--serve")))
        return serve();
    const int percent = benchmarkPercent();
    const int clients = std::max(20, 2000 * percent / 100);
    const double seconds = std::max(0.3, 10.0 * percent / 100);
    const QString here = QStringLiteral(SOCKSCOPE_INTEROP);
    const QString folder = here + QStringLiteral("v4");
    if (!QFileInfo::exists(folder + QStringLiteral("/node_modules"))) {
        std::puts("socket.io is not installed: ./test.sh installs it.");
        return 0;
    }
    Figures ours;
    {
        Peer server(QCoreApplication::applicationFilePath(), {QStringLiteral("--serve")});
        ours = measure(server, clients, seconds);
    }
    Peer official(QStringLiteral(SOCKSCOPE_NODE),
                  {here + QStringLiteral("echo-server.js"), folder});
    const Figures theirs = measure(official, clients, seconds);

    std::printf("%d clients, %d bytes a message, %.1f s\n", clients, Bytes, seconds);
    std::printf("%-40s %14s %14s %8s\n", "", "socket.io 4", "ours", "ratio");
    const auto row = [](const char *what, double their, double our) {
        std::printf("%-40s %14.1f %14.1f %8.2f\n", what, their, our, our / their);
    };
    row("delivered/s of 50,000 asked for", theirs.perSecond, ours.perSecond);
    row("CPU of the server, % of a core", theirs.cpu, ours.cpu);
    row("heard after, median, ms", theirs.medianMs, ours.medianMs);
    row("heard after, 99 of 100, ms", theirs.lateMs, ours.lateMs);
    row("delivered/s, as many as go", theirs.most, ours.most);
    std::printf("%-40s %14d %14d\n", "lost, out of order or cut", theirs.faults, ours.faults);
    return ours.faults == 0 ? 0 : 1;
}
