// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/sessiontracker.h"

#include <algorithm>
#include <utility>

namespace Capture {

namespace {

using namespace std::chrono_literals;

/// How long after its end a session may be followed by another of the same client.
constexpr auto FollowTime = 2min;
/// What a heartbeat may take where the open packet was not seen.
constexpr auto DefaultHeartbeat = 45s;

std::chrono::milliseconds patienceOf(const SessionRecord &record)
{
    if (record.pingIntervalMs == 0)
        return DefaultHeartbeat;
    return std::chrono::milliseconds(record.pingIntervalMs + record.pingTimeoutMs) + 1s;
}

} // namespace

SessionTracker::SessionTracker(Collector &collector, AdminObserver &admins)
    : m_collector(collector)
    , m_admins(admins)
{
}

SessionTracker::Pointer SessionTracker::find(quint32 source, const QByteArray &sid) const
{
    return m_bySid.value({source, sid});
}

SessionTracker::Pointer SessionTracker::open(SessionRecord record, const ClientTraits &traits)
{
    if (record.id == 0)
        record.id = m_collector.newSession(record.source);
    const auto client = m_clients.find(record.source);
    const bool isOurs = client != m_clients.end();
    if (isOurs && record.follows == 0)
        record.follows = predecessorOfClient(record.source, record.id);
    else if (record.follows == 0)
        record.follows = predecessorOf(traits, record.opened);
    auto session = std::make_shared<EngineIoSession>(m_collector, m_admins, m_recoveryIds,
                                                     std::move(record));
    m_sessions.push_back({session, traits});
    if (isOurs)
        *client = {.plain = 0, .engineIo = session};
    if (!session->record().sid.isEmpty())
        index(session);
    return session;
}

void SessionTracker::index(const Pointer &session)
{
    m_bySid.insert({session->record().source, session->record().sid}, session);
}

Id SessionTracker::followClient(quint32 source, Id session)
{
    const auto client = m_clients.find(source);
    if (client == m_clients.end())
        return 0;
    const Id follows = predecessorOfClient(source, session);
    *client = {.plain = session, .engineIo = {}};
    return follows;
}

void SessionTracker::leftByClient(quint32 source, Id session)
{
    const auto client = m_clients.find(source);
    if (client != m_clients.end() && client->plain == session)
        *client = {};
}

Id SessionTracker::predecessorOfClient(quint32 source, Id session) const
{
    const LastSession last = m_clients.value(source);
    if (!last.engineIo)
        return last.plain == session ? 0 : last.plain; // it was taken for a plain one
    return last.engineIo->endedByClient() ? 0 : last.engineIo->record().id;
}

Id SessionTracker::predecessorOf(const ClientTraits &traits, Time now)
{
    Known *candidate = nullptr;
    for (Known &known : m_sessions) {
        if (known.traits != traits || known.isFollowed)
            continue;
        if (!known.session->session().isClosed())
            return 0; // such a client is still here: it may be that one's second tab
        if (known.session->endedByClient() || now - *known.session->record().closed > FollowTime)
            continue;
        if (candidate)
            return 0;
        candidate = &known;
    }
    if (!candidate)
        return 0;
    candidate->isFollowed = true;
    return candidate->session->record().id;
}

void SessionTracker::flush()
{
    for (const Known &known : m_sessions)
        known.session->session().flush();
}

void SessionTracker::sweep(Time now)
{
    for (const Known &known : m_sessions) {
        const SessionRecord &record = known.session->record();
        if (known.session->session().isClosed() || known.session->isPolling()
            || record.transports.isEmpty()
            || record.transports.last().stage != TransportStep::Stage::Polling)
            continue;
        if (now - known.session->lastSeen() > patienceOf(record))
            known.session->close(now, "ping timeout");
    }
    std::erase_if(m_sessions, [&](const Known &known) {
        const bool isOver = known.session->session().isClosed()
            && now - *known.session->record().closed > FollowTime;
        if (isOver) {
            known.session->session().flush();
            m_bySid.remove({known.session->record().source, known.session->record().sid});
        }
        return isOver;
    });
}

void SessionTracker::finish(Time now)
{
    for (const Known &known : m_sessions) {
        if (!known.session->session().isClosed())
            known.session->close(now, "end of the recording");
    }
    flush();
}

} // namespace Capture
