// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/wayround.h"

#include "protocol/compare/figures.h"
#include "protocol/compare/interrupter.h"
#include "protocol/compare/payload.h"
#include "protocol/compare/socketiopeer.h"
#include "protocol/compare/threadtime.h"
#include "protocol/compare/websocketpeer.h"
#include "protocol/rules/presets.h"

#include <algorithm>

namespace Compare {

using Doing = Progress::Doing;

namespace {

std::vector<Rules::Rule> firewall()
{
    const std::vector<Rules::Preset> presets = Rules::presets();
    const auto found
        = std::find_if(presets.begin(), presets.end(), [](const Rules::Preset &preset) {
              return preset.name == "Firewall blocks WebSocket";
          });
    Q_ASSERT(found != presets.end());
    return found->rules;
}

qint64 smallest(const QList<qint64> &sizes)
{
    constexpr qint64 Usual = 16;
    return sizes.isEmpty() ? Usual : *std::min_element(sizes.cbegin(), sizes.cend());
}

} // namespace

WayRound::WayRound(Threads &threads, Site &site, const Plan &plan, const Way &way, Tell tell)
    : m_threads(threads)
    , m_site(site)
    , m_plan(plan)
    , m_way(way)
    , m_tell(std::move(tell))
{
}

int WayRound::steps(const Plan &plan, bool hurts)
{
    return 1 + int(plan.works.size()) * int(plan.sizes.size()) + (hurts && plan.cuts ? 1 : 0)
        + (hurts && plan.blocks ? 1 : 0);
}

/// Why this way can't do that work at all; empty if it can.
QByteArray WayRound::fault(Work work) const
{
    const Target &target = m_site.target();
    if (m_way.isSocketIo()) {
        if ((work == Work::Echo || work == Work::BinaryEcho) && target.echoEvent.isEmpty())
            return QByteArrayLiteral("No event was named that the server acknowledges.");
        if (work == Work::OneWay && target.oneWayEvent.isEmpty())
            return QByteArrayLiteral("No event was named that the server only reads.");
        if (work == Work::Broadcast && target.broadcastEvent.isEmpty())
            return QByteArrayLiteral("No event was named that the server sends to all others.");
    } else {
        if (work == Work::Broadcast && target.chatPath.isEmpty())
            return QByteArrayLiteral("No path was named of a WebSocket that sends what one says to "
                                     "all others.");
        if (work != Work::OneWay && work != Work::Broadcast && target.webSocketPath.isEmpty())
            return QByteArrayLiteral("No path was named of a WebSocket that echoes.");
    }
    return m_site.unheard(m_way.isSocketIo(), work);
}

Crew::Make WayRound::maker(Role role, bool waitsForUpgrade)
{
    const Target &target = m_site.target();
    if (m_way.isSocketIo()) {
        return [&target, way = m_way, waitsForUpgrade](Net::Poller &poller) {
            return std::make_unique<SocketIoPeer>(
                poller, target, SocketIoPeer::Options {way, waitsForUpgrade, false});
        };
    }
    const bool chats = role == Role::Chat && !target.chatPath.isEmpty();
    const QByteArray path
        = chats || target.webSocketPath.isEmpty() ? target.chatPath : target.webSocketPath;
    return [path, deflate = m_way.deflate](Net::Poller &poller) {
        return std::make_unique<WebSocketPeer>(poller, path, deflate);
    };
}

WayResult WayRound::run(bool hurts)
{
    WayResult result;
    result.way = m_way;
    m_tell(Doing::Connecting, Work::Echo, 0);
    result.failure = measureStartup(result);
    if (!result.failure.isEmpty())
        return result;
    for (const Work work : m_plan.works)
        measureTransfers(result, work);
    if (hurts && m_plan.cuts && !m_threads.isCancelled())
        measureInterruptions(result);
    if (hurts && m_plan.blocks && !m_threads.isCancelled())
        measureBlocked(result);
    const Transfer *echo = result.transfer(Work::Echo, smallest(m_plan.sizes));
    if (echo != nullptr)
        result.needs.requestsPerMessage = echo->requests;
    return result;
}

/// Opens the crew, and finds better words for what went wrong if there are.
QByteArray WayRound::openAll(Crew &crew, const QByteArray &address)
{
    QByteArray failure = crew.open(address);
    if (failure.isEmpty() || m_threads.isCancelled())
        return failure;
    // The tap tells of the end of a connection somewhat later.
    constexpr int Looks = 10;
    constexpr std::chrono::milliseconds LookEvery {10};
    Tally tally;
    bool hasSession = false;
    for (int look = 0; look < Looks; ++look) {
        tally.take(m_site.takeMeasured());
        const Interval interval = tally.interval(0);
        if (!interval.unreachable.isEmpty())
            return "The server could not be reached: " + interval.unreachable + '.';
        hasSession = hasSession || interval.hasSession;
        m_threads.sleep(LookEvery);
    }
    if (m_way.msgpack && hasSession)
        return failure + " It may not use socket.io-msgpack-parser.";
    return failure;
}

QByteArray WayRound::measureStartup(WayResult &result)
{
    const Target &target = m_site.target();
    if (m_way.isSocketIo() && target.path.isEmpty())
        return QByteArrayLiteral("No path of Socket.IO was named.");
    if (!m_way.isSocketIo() && target.webSocketPath.isEmpty() && target.chatPath.isEmpty())
        return QByteArrayLiteral("No path of a plain WebSocket was named.");
    const Site::Door &door = m_site.door(behaviour());
    if (!door.error.isEmpty())
        return door.error;

    Crew crew(m_threads, m_plan.patience);
    SocketIoPeer *socketIo = nullptr;
    crew.add([&](Net::Poller &poller) {
        auto peer = maker(Role::Echo)(poller);
        socketIo = dynamic_cast<SocketIoPeer *>(peer.get());
        return peer;
    });
    m_site.takeMeasured();
    if (QByteArray failure = openAll(crew, door.measured); !failure.isEmpty())
        return m_threads.isCancelled() ? QByteArray() : failure;
    if (socketIo != nullptr) {
        m_threads.clients.run([&] {
            m_isOfferedRecovery = socketIo->isOfferedRecovery();
            m_maxPayload = socketIo->maxPayload();
        });
    }
    m_site.settle();
    Tally tally;
    tally.take(m_site.takeMeasured());
    const Interval interval = tally.interval(0);
    if (m_way.deflate && !interval.agreedOnDeflate)
        return QByteArrayLiteral("The server did not agree to permessage-deflate.");
    result.startup = startupOf(interval);
    result.needs.connections = one(interval.openAtMost);
    result.needs.hasSession = interval.hasSession;
    result.needs.needsStickiness = interval.crossedConnections;
    result.needs.pingIntervalMs = interval.pingIntervalMs;
    return {};
}

void WayRound::measureTransfers(WayResult &result, Work work)
{
    const Site::Door &door = m_site.door(behaviour());
    std::unique_ptr<Crew> crew;
    std::unique_ptr<Tally> tally;
    for (const qint64 size : m_plan.sizes) {
        if (m_threads.isCancelled())
            return;
        m_tell(Doing::Transferring, work, size);
        Transfer transfer;
        transfer.work = work;
        transfer.size = size;
        transfer.messages = m_plan.messagesOf(size);
        transfer.receivers = work == Work::Broadcast ? m_plan.receivers : 0;
        transfer.failure = fault(work);
        if (transfer.failure.isEmpty() && crew == nullptr) {
            const bool chats = work == Work::OneWay || work == Work::Broadcast;
            m_site.takeMeasured();
            crew = std::make_unique<Crew>(m_threads, m_plan.patience);
            for (int i = 0; i <= transfer.receivers; ++i)
                crew->add(maker(chats ? Role::Chat : Role::Echo));
            transfer.failure = openAll(*crew, door.measured);
            tally = std::make_unique<Tally>();
            m_site.settle();
            tally->take(m_site.takeMeasured());
            tally->interval(0);
        }
        if (transfer.failure.isEmpty())
            transfer = measureTransfer(*crew, *tally, work, size);
        if (m_threads.isCancelled())
            return; // half of it is worth nothing
        if (!transfer.failure.isEmpty())
            crew.reset();
        result.transfers.push_back(std::move(transfer));
    }
}

Transfer WayRound::measureTransfer(Crew &crew, Tally &tally, Work work, qint64 size)
{
    Transfer transfer;
    transfer.work = work;
    transfer.size = size;
    transfer.messages = m_plan.messagesOf(size);
    transfer.receivers = work == Work::Broadcast ? m_plan.receivers : 0;
    const QList<QByteArray> said = payloads(transfer.messages, size, work == Work::BinaryEcho);
    const auto serverTime = [this] {
        std::chrono::nanoseconds time {0};
        m_threads.server.run([&] { time = threadTime(); });
        return time;
    };
    const std::chrono::nanoseconds before = serverTime();
    const Crew::Outcome outcome = crew.exercise(work, said);
    const std::chrono::nanoseconds after = serverTime();
    m_site.settle();
    tally.take(m_site.takeMeasured());
    const Interval interval = tally.interval(size);
    transfer.failure = outcome.failure;
    if (outcome.isUnheard && size == m_plan.sizes.constFirst())
        m_site.noteUnheard(m_way.isSocketIo(), work, outcome.failure);
    if (!outcome.failure.isEmpty())
        return transfer;
    takeFigures(transfer, interval);
    const auto perMessage = [&](std::chrono::nanoseconds time) {
        return one(std::chrono::duration<double, std::micro>(time).count()
                   / double(transfer.messages));
    };
    transfer.cpu = perMessage(outcome.worked);
    if (m_site.target().isEmbedded())
        transfer.serverCpu = perMessage(after - before);
    const bool isEchoed
        = work == Work::OneWay && !m_way.isSocketIo() && m_site.target().chatPath.isEmpty();
    if (isEchoed)
        transfer.note = QByteArrayLiteral("The server echoed each message.");
    return transfer;
}

void WayRound::measureInterruptions(WayResult &result)
{
    m_tell(Doing::Cutting, Work::Broadcast, 0);
    if (const QByteArray impossible = fault(Work::Broadcast); !impossible.isEmpty()) {
        Interruption interruption;
        interruption.failure = impossible;
        result.interruptions.push_back(interruption);
        return;
    }
    for (const bool recovers : {false, true}) {
        const bool canRecover
            = m_way.isSocketIo() && (m_site.target().isEmbedded() || m_isOfferedRecovery);
        if (m_threads.isCancelled() || (recovers && !canRecover))
            return;
        Interrupter interrupter(m_threads, m_site, m_plan, m_way, recovers);
        Interruption interruption = interrupter.run();
        if (!m_threads.isCancelled())
            result.interruptions.push_back(std::move(interruption));
    }
}

void WayRound::measureBlocked(WayResult &result)
{
    m_tell(Doing::Blocking, Work::Echo, 0);
    Blocked &blocked = result.blocked;
    blocked.wasTried = true;
    const Site::Door &door = m_site.door(behaviour());
    m_site.setRules(firewall());
    {
        Crew crew(m_threads, m_plan.patience);
        crew.add(maker(Role::Echo, false));
        m_site.takeMeasured();
        blocked.reason = openAll(crew, door.measured);
        if (blocked.reason.isEmpty()) {
            m_site.settle();
            Tally tally;
            tally.take(m_site.takeMeasured());
            blocked.startup = startupOf(tally.interval(0));
            blocked.echo.failure = fault(Work::Echo);
            if (blocked.echo.failure.isEmpty())
                blocked.echo = measureTransfer(crew, tally, Work::Echo, smallest(m_plan.sizes));
            blocked.reason = blocked.echo.failure;
            blocked.works = blocked.reason.isEmpty();
        }
    }
    m_site.setRules({});
    if (m_threads.isCancelled())
        blocked = {};
}

} // namespace Compare
