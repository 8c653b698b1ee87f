// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/losses.h"

#include <algorithm>
#include <utility>

namespace Capture {

namespace {

/// Replaces the record with the same number in \a all or appends it.
template<typename Record>
void keepLatest(std::vector<Record> &all, QHash<Id, std::size_t> &places, Record record)
{
    const auto place = places.constFind(record.id);
    if (place != places.constEnd()) {
        all[*place] = std::move(record);
        return;
    }
    places.insert(record.id, all.size());
    all.push_back(std::move(record));
}

void strip(Content &content)
{
    content.bytes.clear();
    content.spill = 0;
}

constexpr qint64 KeptWeight = 600; // about, of one kept record

} // namespace

void settle(Totals &totals, const Totals &lost)
{
    Totals less = lost;
    less.gaps = -lost.gaps;
    less.gapMessages = -lost.gapMessages;
    less.gapBytes = -lost.gapBytes;
    accumulate(totals, less, -1);
}

void accumulate(Totals &sum, const Totals &other, int sign)
{
    const auto add = [sign](ByteCount &to, const ByteCount &what) {
        to.sent += sign * what.sent;
        to.received += sign * what.received;
    };
    sum.connections += sign * other.connections;
    sum.sessions += sign * other.sessions;
    sum.exchanges += sign * other.exchanges;
    sum.frames += sign * other.frames;
    sum.messages += sign * other.messages;
    sum.problems += sign * other.problems;
    add(sum.payload, other.payload);
    add(sum.socketIo, other.socketIo);
    add(sum.engineIo, other.engineIo);
    add(sum.webSocket, other.webSocket);
    add(sum.saved, other.saved);
    add(sum.wire, other.wire);
    sum.gaps += sign * other.gaps;
    sum.gapMessages += sign * other.gapMessages;
    sum.gapBytes += sign * other.gapBytes;
}

void Losses::drop(RecordBatch &&batch, GapRecord::Cause cause, Time now)
{
    m_isEmpty = false;
    count(batch, cause, now);
    keep(std::move(batch));
}

void Losses::drop(Remains &&remains, GapRecord::Cause cause, Time now)
{
    accumulate(m_remains.lost, remains.lost, 1);
    std::vector<GapRecord> &gaps = remains.batch.gaps;
    const auto own = gaps.end() - static_cast<std::ptrdiff_t>(remains.ownGaps);
    std::for_each(own, gaps.end(), [this](const GapRecord &gap) { addGap(gap); });
    gaps.erase(own, gaps.end());
    drop(std::move(remains.batch), cause, now);
}

/// Adds a gap that is counted in the sums already; one of the same cause goes on.
void Losses::addGap(const GapRecord &gap)
{
    if (m_gaps.empty() || m_gaps.back().cause != gap.cause) {
        m_gaps.push_back(gap);
        return;
    }
    GapRecord &last = m_gaps.back();
    last.started = std::min(last.started, gap.started);
    last.ended = std::max(last.ended, gap.ended);
    last.messages += gap.messages;
    last.frames += gap.frames;
    last.bytes += gap.bytes;
    --m_remains.lost.gaps;
}

void Losses::count(const RecordBatch &batch, GapRecord::Cause cause, Time now)
{
    if (batch.messages.empty() && batch.frames.empty() && batch.pieces.empty())
        return;
    if (m_gaps.empty() || m_gaps.back().cause != cause) {
        GapRecord gap;
        gap.started = now;
        gap.cause = cause;
        m_gaps.push_back(gap);
        ++m_remains.lost.gaps;
    }
    GapRecord &gap = m_gaps.back();
    Totals &lost = m_remains.lost;
    gap.ended = now;
    const qint64 frames = std::ranges::count(batch.frames, Aside::None,
                                             &FrameRecord::aside); // the others count nowhere
    gap.frames += frames;
    lost.frames += frames;
    if (!batch.frames.empty())
        gap.started = std::min(gap.started, batch.frames.front().time);
    for (const MessageRecord &message : batch.messages) {
        if (message.aside == Aside::Admin)
            continue;
        ++gap.messages;
        ++lost.messages;
        ++lost.gapMessages;
        const Direction direction = message.direction;
        gap.started = std::min(gap.started, message.time);
        gap.bytes += message.wireBytes();
        lost.gapBytes += message.wireBytes();
        lost.payload.of(direction) += message.payloadBytes;
        lost.socketIo.of(direction) += message.socketIoBytes;
        lost.engineIo.of(direction) += message.engineIoBytes;
        lost.saved.of(direction) += message.savedBytes;
        lost.wire.of(direction) += message.wireBytes();
        if (message.transport == Transport::WebSocket && message.kind != Kind::Handshake)
            lost.webSocket.of(direction) += message.transportBytes;
    }
}

void Losses::keep(RecordBatch &&batch)
{
    RecordBatch &kept = m_remains.batch;
    kept.sources.insert(kept.sources.end(), batch.sources.begin(), batch.sources.end());
    for (ConnectionRecord &connection : batch.connections)
        keepLatest(kept.connections, m_connections, std::move(connection));
    for (SessionRecord &session : batch.sessions)
        keepLatest(kept.sessions, m_sessions, std::move(session));
    for (ExchangeRecord &exchange : batch.exchanges) {
        if (kept.exchanges.size() >= MostExchanges && !m_exchanges.contains(exchange.id))
            continue;
        strip(exchange.requestBody);
        strip(exchange.responseBody);
        keepLatest(kept.exchanges, m_exchanges, std::move(exchange));
    }
    for (ProblemRecord &problem : batch.problems) {
        if (problem.message == 0)
            kept.problems.push_back(std::move(problem));
        else
            ++m_remains.lost.problems;
    }
    for (MembershipRecord &membership : batch.memberships)
        keepLatest(kept.memberships, m_memberships, std::move(membership));
    for (ServerRecord &server : batch.servers)
        keepLatest(kept.servers, m_servers, std::move(server));
    for (SocketRecord &socket : batch.sockets)
        keepLatest(kept.sockets, m_sockets, std::move(socket));
    kept.gaps.insert(kept.gaps.end(), batch.gaps.begin(), batch.gaps.end());
    kept.annotations.insert(kept.annotations.end(), batch.annotations.begin(),
                            batch.annotations.end());
    kept.sessionNotes.insert(kept.sessionNotes.end(), batch.sessionNotes.begin(),
                             batch.sessionNotes.end());
    if (batch.about)
        kept.about = batch.about;
    if (batch.totals)
        kept.totals = batch.totals;
}

Losses::Remains Losses::take(Time now)
{
    Remains remains = std::exchange(m_remains, {});
    for (GapRecord &gap : m_gaps) {
        gap.ended = &gap == &m_gaps.back() ? std::max(gap.ended, now) : gap.ended;
        remains.batch.gaps.push_back(gap);
    }
    remains.ownGaps = m_gaps.size();
    RecordBatch &batch = remains.batch;
    batch.weight = KeptWeight
        * static_cast<qint64>(1 + batch.sources.size() + batch.connections.size()
                              + batch.sessions.size() + batch.exchanges.size()
                              + batch.problems.size() + batch.gaps.size() + batch.annotations.size()
                              + batch.sessionNotes.size() + std::size_t(batch.about ? 1 : 0)
                              + batch.memberships.size() + batch.servers.size()
                              + batch.sockets.size());
    m_gaps.clear();
    m_connections.clear();
    m_sessions.clear();
    m_exchanges.clear();
    m_memberships.clear();
    m_servers.clear();
    m_sockets.clear();
    m_isEmpty = true;
    return remains;
}

} // namespace Capture
