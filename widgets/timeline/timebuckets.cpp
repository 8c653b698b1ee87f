// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timebuckets.h"

#include <algorithm>
#include <limits>

using namespace Capture;

namespace {

constexpr qint64 LatestTime = 253'402'300'799'999'999; // 9999-12-31T23:59:59.999999Z

/// A file may claim any sizes.
void addBytes(qint64 &sum, qint64 bytes)
{
    sum += std::min(bytes, std::numeric_limits<qint64>::max() - sum);
}

void addFlow(TimeBuckets::Flow &sum, const TimeBuckets::Flow &flow)
{
    sum.messages += flow.messages;
    addBytes(sum.bytes, flow.bytes);
}

} // namespace

void TimeBuckets::Bucket::add(const Bucket &other)
{
    addFlow(sent, other.sent);
    addFlow(received, other.received);
    heartbeats += other.heartbeats;
    problems += other.problems;
}

std::chrono::microseconds TimeBuckets::bucketWidth() const
{
    return std::chrono::microseconds(qint64(1) << m_shift);
}

void TimeBuckets::add(const MessageTick &tick)
{
    const qint64 time = std::clamp<qint64>(tick.time.time_since_epoch().count(), 0, LatestTime);
    makeRoomFor(time);
    Bucket one {.heartbeats = tick.aside == Capture::Aside::Heartbeat ? 1 : 0,
                .problems = tick.isProblem ? 1 : 0};
    (tick.direction == Direction::Sent ? one.sent : one.received)
        = {.messages = 1, .bytes = tick.wireBytes};
    at(time >> m_shift).add(one);
    m_total.add(one);
}

void TimeBuckets::add(std::span<const MessageTick> ticks)
{
    for (const MessageTick &tick : ticks) {
        if (tick.aside != Capture::Aside::Admin)
            add(tick);
    }
}

/// Sees to it that there is a bucket for \a time.
void TimeBuckets::makeRoomFor(qint64 time)
{
    if (m_buckets.empty()) {
        m_buckets.resize(MaxBuckets);
        m_first = m_last = time;
        m_earliest = m_latest = time;
        return;
    }
    m_earliest = std::min(m_earliest, time);
    m_latest = std::max(m_latest, time);
    while ((m_latest >> m_shift) - (m_earliest >> m_shift) >= MaxBuckets)
        merge();
    m_first = m_earliest >> m_shift;
    m_last = m_latest >> m_shift;
}

/// Makes one of each two neighbours.
void TimeBuckets::merge()
{
    std::vector<Bucket> merged(MaxBuckets);
    for (qint64 number = m_first; number <= m_last; ++number)
        merged[slot(number / 2)].add(at(number));
    m_buckets.swap(merged);
    ++m_shift;
    m_first /= 2;
    m_last /= 2;
}

TimeBuckets::View TimeBuckets::view(int most) const
{
    View view;
    if (isEmpty())
        return view;
    const qint64 used = m_last - m_first + 1;
    const qint64 cells = std::max(most, 1);
    const qint64 together = (used + cells - 1) / cells; // buckets in a cell
    view.start = Time(std::chrono::microseconds(m_first << m_shift));
    view.cellWidth = bucketWidth() * together;
    view.cells.resize(static_cast<std::size_t>((used + together - 1) / together));
    for (qint64 number = m_first; number <= m_last; ++number)
        view.cells[static_cast<std::size_t>((number - m_first) / together)].add(at(number));
    return view;
}
