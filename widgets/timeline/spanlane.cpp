// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/spanlane.h"

#include <algorithm>

using Capture::Time;

namespace {

constexpr std::size_t BlockSize = 64;

bool isEarlier(const TimelineSpan &one, const TimelineSpan &other)
{
    return one.start < other.start;
}

} // namespace

void SpanLane::settle()
{
    std::size_t changed = m_settled;
    if (m_settled < m_spans.size()) {
        const auto fresh = m_spans.begin() + std::ptrdiff_t(m_settled);
        std::stable_sort(fresh, m_spans.end(), &isEarlier);
        const auto first = std::upper_bound(m_spans.begin(), fresh, *fresh, &isEarlier);
        changed = static_cast<std::size_t>(first - m_spans.begin());
        std::inplace_merge(first, fresh, m_spans.end(), &isEarlier);
    }
    m_settled = m_spans.size();
    m_latestEnds.resize(m_settled);
    m_blocks.resize(m_settled / BlockSize);
    sumUp(changed);
}

/// What is known of spans from the number \a changed on is no longer so.
void SpanLane::sumUp(std::size_t changed)
{
    for (std::size_t i = changed; i < m_settled; ++i)
        m_latestEnds[i] = i == 0 ? m_spans[i].end : std::max(m_latestEnds[i - 1], m_spans[i].end);
    for (std::size_t block = changed / BlockSize; block < m_blocks.size(); ++block) {
        Block sum {.latestEnd = m_spans[block * BlockSize].end};
        for (std::size_t i = block * BlockSize; i < (block + 1) * BlockSize; ++i) {
            sum.latestEnd = std::max(sum.latestEnd, m_spans[i].end);
            sum.flags |= m_spans[i].flags;
        }
        m_blocks[block] = sum;
    }
}

bool SpanLane::replace(const TimelineSpan &span)
{
    const std::size_t number = numberOf(span.start, span.id);
    if (number == m_settled)
        return false;
    m_spans[number] = span;
    sumUp(number);
    return true;
}

void SpanLane::remove(Time start, Capture::Id id)
{
    const std::size_t number = numberOf(start, id);
    if (number == m_settled)
        return;
    m_spans.erase(m_spans.begin() + std::ptrdiff_t(number));
    --m_settled;
    m_latestEnds.resize(m_settled);
    m_blocks.resize(m_settled / BlockSize);
    sumUp(number);
}

std::size_t SpanLane::numberOf(Time start, Capture::Id id) const
{
    for (std::size_t i = firstFrom(start); i < m_settled && m_spans[i].start == start; ++i) {
        if (m_spans[i].id == id)
            return i;
    }
    return m_settled;
}

/// Searched from \a from on in growing steps: what comes next is mostly near.
std::size_t SpanLane::firstFrom(Time time, std::size_t from) const
{
    std::size_t step = 1;
    std::size_t low = from;
    while (low + step < m_spans.size() && m_spans[low + step].start < time) {
        low += step;
        step *= 2;
    }
    const auto at = [this](std::size_t number) { return m_spans.begin() + std::ptrdiff_t(number); };
    const auto found
        = std::lower_bound(at(low), at(std::min(low + step, m_spans.size())), time,
                           [](const TimelineSpan &span, Time t) { return span.start < t; });
    return static_cast<std::size_t>(found - m_spans.begin());
}

/// What the spans \a from up to \a to make together.
TimelineSpan SpanLane::joined(std::size_t from, std::size_t to) const
{
    TimelineSpan all = m_spans[from];
    const auto take = [&all](Time end, quint32 flags) {
        all.end = std::max(all.end, end);
        all.flags |= flags;
    };
    while (from < to) {
        if (from % BlockSize == 0 && from + BlockSize <= to) {
            take(m_blocks[from / BlockSize].latestEnd, m_blocks[from / BlockSize].flags);
            from += BlockSize;
        } else {
            take(m_spans[from].end, m_spans[from].flags);
            ++from;
        }
    }
    return all;
}

void SpanLane::pieces(const TimelineScale &scale, std::vector<Piece> *pieces) const
{
    pieces->clear();
    if (scale.isEmpty())
        return;
    const auto add = [&](std::size_t from, std::size_t to, int column) {
        const TimelineSpan all = joined(from, to);
        pieces->push_back({.column = column,
                           .left = std::max(scale.xOf(all.start), -1.0),
                           .right = all.end == TimelineSpan::Never
                               ? scale.width() + 1.0
                               : std::min(scale.xOf(all.end), scale.width() + 1.0),
                           .count = static_cast<qint64>(to - from),
                           .flags = all.flags,
                           .first = from});
    };
    std::size_t at = firstFrom(scale.columnStart(0));
    // Those from the left that still last. Before the first of them all are over.
    const auto reaching = std::lower_bound(
        m_latestEnds.begin(), m_latestEnds.begin() + std::ptrdiff_t(at), scale.start());
    for (auto i = static_cast<std::size_t>(reaching - m_latestEnds.begin()); i < at;) {
        const bool isBlock = i % BlockSize == 0 && i + BlockSize <= at;
        if (isBlock && m_blocks[i / BlockSize].latestEnd < scale.start()) {
            i += BlockSize;
            continue;
        }
        if (m_spans[i].end >= scale.start())
            add(i, i + 1, -1);
        ++i;
    }
    while (at < m_spans.size()) {
        const int column = scale.columnOf(m_spans[at].start);
        if (column >= scale.width())
            break;
        const std::size_t next = firstFrom(scale.columnStart(column + 1), at);
        add(at, next, column);
        at = next;
    }
}

const TimelineSpan *SpanLane::at(Time time) const
{
    std::size_t next = firstFrom(time + std::chrono::microseconds(1));
    while (next > 0 && m_latestEnds[next - 1] >= time) {
        --next;
        if (m_spans[next].end >= time)
            return &m_spans[next];
    }
    return nullptr;
}
