// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/advancebuilder.h"

#include <algorithm>
#include <utility>

namespace Capture {

namespace {

template<typename Record>
void putLatest(std::vector<Record> &all, QHash<Id, std::size_t> &places, const Record &record)
{
    const auto place = places.constFind(record.id);
    if (place != places.constEnd()) {
        all[*place] = record;
        return;
    }
    places.insert(record.id, all.size());
    all.push_back(record);
}

void sortUnique(std::vector<Id> &ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// The lowest of the new lines, or past all of them.
Id firstNew(const Advance &advance)
{
    Id first = std::numeric_limits<Id>::max();
    if (!advance.messages.empty())
        first = std::min(first, advance.messages.front());
    if (!advance.heartbeats.empty())
        first = std::min(first, advance.heartbeats.front());
    if (!advance.adminMessages.empty())
        first = std::min(first, advance.adminMessages.front());
    return first;
}

} // namespace

void AdvanceBuilder::add(const RecordBatch &batch)
{
    m_isEmpty = false;
    for (const MessageRecord &message : batch.messages) {
        const Aside aside = message.effectiveAside();
        auto &list = aside == Aside::Heartbeat ? m_advance.heartbeats
            : aside == Aside::Admin            ? m_advance.adminMessages
                                               : m_advance.messages;
        list.push_back(message.id);
    }
    const Id first = firstNew(m_advance);
    for (const AnswerRecord &answer : batch.answers) {
        if (answer.asked < first)
            m_advance.changedMessages.push_back(answer.asked);
    }
    for (const AlterationRecord &alteration : batch.alterations) {
        if (alteration.message < first)
            m_advance.changedMessages.push_back(alteration.message);
        m_advance.altered += m_altered.insert(alteration.message) ? 1 : 0;
    }
    for (const ExchangeRecord &exchange : batch.exchanges) {
        if (exchange.aside == Aside::Admin)
            continue;
        auto &list
            = m_exchanges.insert(exchange.id) ? m_advance.exchanges : m_advance.changedExchanges;
        list.push_back(exchange.id);
    }
    if (!batch.frames.empty())
        m_lastFrame = std::max(m_lastFrame, batch.frames.back().id);
    m_advance.sources.insert(m_advance.sources.end(), batch.sources.begin(), batch.sources.end());
    for (const ConnectionRecord &connection : batch.connections)
        putLatest(m_advance.connections, m_connections, connection);
    for (const SessionRecord &session : batch.sessions)
        putLatest(m_advance.sessions, m_sessions, session);
    for (const MembershipRecord &membership : batch.memberships)
        putLatest(m_advance.memberships, m_memberships, membership);
    for (const ServerRecord &server : batch.servers)
        putLatest(m_advance.servers, m_servers, server);
    for (const SocketRecord &socket : batch.sockets)
        putLatest(m_advance.sockets, m_sockets, socket);
    m_advance.problems.insert(m_advance.problems.end(), batch.problems.begin(),
                              batch.problems.end());
    m_advance.gaps.insert(m_advance.gaps.end(), batch.gaps.begin(), batch.gaps.end());
    m_advance.annotations.insert(m_advance.annotations.end(), batch.annotations.begin(),
                                 batch.annotations.end());
    m_advance.sessionNotes.insert(m_advance.sessionNotes.end(), batch.sessionNotes.begin(),
                                  batch.sessionNotes.end());
    if (batch.about)
        m_advance.about = batch.about;
    if (batch.totals)
        m_totals = *batch.totals;
}

Advance AdvanceBuilder::take()
{
    Advance advance = std::exchange(m_advance, {});
    advance.lastFrame = m_lastFrame;
    advance.totals = m_totals;
    sortUnique(advance.changedMessages);
    sortUnique(advance.exchanges);
    sortUnique(advance.changedExchanges);
    m_connections.clear();
    m_sessions.clear();
    m_memberships.clear();
    m_servers.clear();
    m_sockets.clear();
    m_isEmpty = true;
    return advance;
}

} // namespace Capture
