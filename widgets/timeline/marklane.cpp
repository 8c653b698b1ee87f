// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/marklane.h"

#include <algorithm>

using Capture::Id;
using Capture::Time;

namespace {

constexpr std::size_t BlockSize = 64;

bool isEarlier(const TimelineMark &one, const TimelineMark &other)
{
    return one.time < other.time;
}

} // namespace

bool MarkLane::settle()
{
    const auto at = [this](std::size_t number) { return m_marks.begin() + std::ptrdiff_t(number); };
    std::size_t changed = m_settled;
    const auto fresh = at(m_settled);
    if (!std::is_sorted(fresh, m_marks.end(), &isEarlier))
        std::stable_sort(fresh, m_marks.end(), &isEarlier);
    const bool isBehind
        = m_settled == 0 || fresh == m_marks.end() || !isEarlier(*fresh, m_marks[m_settled - 1]);
    if (!isBehind) {
        const auto first = std::upper_bound(m_marks.begin(), fresh, *fresh, &isEarlier);
        changed = static_cast<std::size_t>(first - m_marks.begin());
        std::inplace_merge(first, fresh, m_marks.end(), &isEarlier);
    }
    m_settled = m_marks.size();
    // Sums stand at the beginning of each block.
    std::size_t block = changed / BlockSize;
    m_sums.resize(m_settled / BlockSize + 1);
    for (; (block + 1) * BlockSize <= m_settled; ++block) {
        Sums sums = m_sums[block];
        for (std::size_t i = block * BlockSize; i < (block + 1) * BlockSize; ++i) {
            sums.received += m_marks[i].has(TimelineMark::Received);
            sums.problems += m_marks[i].has(TimelineMark::Problem);
            sums.turns += m_marks[i].has(TimelineMark::Turn);
        }
        m_sums[block + 1] = sums;
    }
    return isBehind;
}

MarkLane::Sums MarkLane::sumsBefore(std::size_t number) const
{
    Sums sums = m_sums[number / BlockSize];
    for (std::size_t i = number / BlockSize * BlockSize; i < number; ++i) {
        sums.received += m_marks[i].has(TimelineMark::Received);
        sums.problems += m_marks[i].has(TimelineMark::Problem);
        sums.turns += m_marks[i].has(TimelineMark::Turn);
    }
    return sums;
}

std::size_t MarkLane::firstAt(Time time) const
{
    return firstAt(time, 0);
}

/// Searched from \a from on in growing steps: what comes next is mostly near.
std::size_t MarkLane::firstAt(Time time, std::size_t from) const
{
    std::size_t step = 1;
    std::size_t low = from;
    while (from + step < m_marks.size() && m_marks[from + step].time < time) {
        low = from + step;
        step *= 2;
    }
    const std::size_t high = std::min(from + step, m_marks.size());
    const auto begin = m_marks.begin();
    const auto found
        = std::lower_bound(begin + std::ptrdiff_t(low), begin + std::ptrdiff_t(high), time,
                           [](const TimelineMark &mark, Time t) { return mark.time < t; });
    return static_cast<std::size_t>(found - begin);
}

void MarkLane::cells(const TimelineScale &scale, std::vector<Cell> *cells) const
{
    cells->clear();
    if (scale.isEmpty())
        return;
    std::size_t at = firstAt(scale.columnStart(0));
    Sums before = isEmpty() ? Sums() : sumsBefore(at);
    while (at < m_marks.size()) {
        const int column = scale.columnOf(m_marks[at].time);
        if (column >= scale.width())
            break;
        const std::size_t next = firstAt(scale.columnStart(column + 1), at);
        const Sums after = sumsBefore(next);
        Cell cell {.column = column, .first = at};
        cell.received = after.received - before.received;
        cell.sent = static_cast<qint64>(next - at) - cell.received;
        cell.problems = after.problems - before.problems;
        cell.turns = after.turns - before.turns;
        cells->push_back(cell);
        at = next;
        before = after;
    }
}

const TimelineMark *MarkLane::nearest(Time time) const
{
    const std::size_t after = firstAt(time);
    if (after == m_marks.size())
        return isEmpty() ? nullptr : &m_marks.back();
    if (after == 0)
        return &m_marks.front();
    const bool isBefore = time - m_marks[after - 1].time < m_marks[after].time - time;
    return &m_marks[isBefore ? after - 1 : after];
}

const TimelineMark *MarkLane::find(Time time, Id id) const
{
    for (std::size_t i = firstAt(time); i < m_marks.size() && m_marks[i].time == time; ++i) {
        if (m_marks[i].id == id)
            return &m_marks[i];
    }
    return nullptr;
}

TimelineMark *MarkLane::find(Time time, Id id)
{
    return const_cast<TimelineMark *>(std::as_const(*this).find(time, id));
}
