// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/wirewalk.h"

#include <algorithm>
#include <tuple>

namespace Pcap {

using Capture::Id;
using What = WireWalk::Step::What;

namespace {

constexpr std::size_t PortionFrames = 512;

enum Rank : int { OpenedRank, ExchangeRank, FrameRank, RawRank, ClosedRank };

} // namespace

bool WireWalk::Later::operator()(const Pending &left, const Pending &right) const
{
    return std::tie(left.step.time, left.rank, left.order)
        > std::tie(right.step.time, right.rank, right.order);
}

WireWalk::WireWalk(Capture::StoreReader &reader,
                   std::span<const Capture::ConnectionRecord> connections,
                   std::vector<RawMessage> rawMessages)
    : m_reader(reader)
    , m_raw(std::move(rawMessages))
    , m_lastFrame(reader.lastFrame())
{
    for (const Capture::ConnectionRecord &connection : connections) {
        add({What::Opened, connection.opened, connection.id, connection.id}, OpenedRank,
            connection.id);
        if (connection.closed)
            add({What::Closed, std::max(*connection.closed, connection.opened), connection.id,
                 connection.id},
                ClosedRank, connection.id);
    }
}

void WireWalk::add(const Step &step, int rank, Id order)
{
    m_pending.push({step, rank, order});
}

void WireWalk::addExchange(const Capture::ExchangeFacts &facts)
{
    constexpr Id Parts = 4;
    Step step {What::Request, facts.requestStarted, facts.connection, facts.id};
    const auto addPart = [&](What what, std::optional<Capture::Time> time, Id part) {
        if (!time)
            return;
        step.what = what;
        step.time = std::max(step.time, *time);
        add(step, ExchangeRank, facts.id * Parts + part);
    };
    addPart(What::Request, facts.requestStarted, 0);
    const Capture::Time started = step.time;
    if (facts.requestEnded != facts.requestStarted)
        addPart(What::RequestRest, facts.requestEnded, 1);
    step.time = std::max(started, facts.responseStarted.value_or(started));
    addPart(What::Response, facts.responseStarted, 2);
    if (facts.responseEnded != facts.responseStarted)
        addPart(What::ResponseRest, facts.responseEnded, 3);
}

void WireWalk::readExchanges()
{
    std::atomic_bool isEnough = false;
    const Id after = m_lastExchange;
    m_lastExchange = m_reader.exchangeFacts(
        after, isEnough, [&](std::span<const Capture::ExchangeFacts> portion) {
            m_exchanges.insert(m_exchanges.end(), portion.begin(), portion.end());
            isEnough = true;
        });
    m_hasMoreExchanges = m_lastExchange > after;
}

void WireWalk::readFrames()
{
    while (m_frameIds.empty() && m_lookedAt < m_lastFrame) {
        std::atomic_bool isEnough = false;
        const Id after = m_lookedAt;
        m_lookedAt = m_reader.choose(Capture::StoreReader::Rows::Frames, {}, after, m_lastFrame,
                                     isEnough, [&](std::span<const Id> ids) {
                                         m_frameIds.assign(ids.begin(), ids.end());
                                         isEnough = true;
                                     });
        if (m_lookedAt == after)
            m_lookedAt = m_lastFrame; // the file is broken there
    }
    const std::size_t count = std::min(PortionFrames, m_frameIds.size());
    m_portion = m_reader.frames(std::span(m_frameIds).first(count));
    m_frameIds.erase(m_frameIds.begin(), m_frameIds.begin() + std::ptrdiff_t(count));
    m_frames.assign(m_portion.begin(), m_portion.end());
    m_isNewPortion = true;
}

bool WireWalk::takePortion(std::vector<Capture::FrameRecord> &frames)
{
    if (!std::exchange(m_isNewPortion, false))
        return false;
    frames.swap(m_portion);
    return true;
}

std::optional<WireWalk::Step> WireWalk::next()
{
    while (m_frames.empty() && (!m_frameIds.empty() || m_lookedAt < m_lastFrame))
        readFrames();
    // The candidates that are not in the queue; the earliest of all goes.
    std::optional<Pending> frame;
    if (!m_frames.empty()) {
        const Capture::FrameRecord &record = m_frames.front();
        frame = Pending {
            {What::Frame, std::max(record.time, m_frameTime), record.connection, record.id},
            FrameRank,
            record.id};
    }
    std::optional<Pending> raw;
    if (m_nextRaw < m_raw.size()) {
        const RawMessage &message = m_raw[m_nextRaw];
        raw = Pending {
            {What::Raw, message.time, message.connection, message.id}, RawRank, message.id};
    }
    const Later later;
    for (;;) {
        while (m_exchanges.empty() && m_hasMoreExchanges)
            readExchanges();
        if (m_exchanges.empty())
            break;
        const Capture::ExchangeFacts &facts = m_exchanges.front();
        const Capture::Time started = facts.requestStarted;
        const bool isDue = (m_pending.empty() || started <= m_pending.top().step.time)
            && (!frame || started <= frame->step.time) && (!raw || started <= raw->step.time);
        if (!isDue)
            break;
        addExchange(facts);
        m_exchanges.pop_front();
    }
    const bool takesRaw = raw && (!frame || later(*frame, *raw))
        && (m_pending.empty() || later(m_pending.top(), *raw));
    if (takesRaw) {
        ++m_nextRaw;
        return raw->step;
    }
    if (frame && (m_pending.empty() || later(m_pending.top(), *frame))) {
        m_frame = m_frames.front();
        m_frames.pop_front();
        m_frameTime = frame->step.time;
        return frame->step;
    }
    if (m_pending.empty())
        return std::nullopt;
    const Step step = m_pending.top().step;
    m_pending.pop();
    return step;
}

} // namespace Pcap
