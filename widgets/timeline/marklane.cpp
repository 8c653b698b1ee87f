// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/marklane.h"

#include <algorithm>

using Capture::Id;
using Capture::Time;

namespace {

constexpr std::size_t BlockSize = 64; // marks that are counted together
constexpr std::size_t StartsSize = 16; // marks that are found together

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
    sumUp(changed);
    return isBehind;
}

/// Of marks from the number \a changed on nothing is known yet.
void MarkLane::sumUp(std::size_t changed)
{
    m_flags.resize(m_settled);
    for (std::size_t i = changed; i < m_settled; ++i)
        m_flags[i] = static_cast<quint8>(m_marks[i].flags);
    m_starts.resize((m_settled + StartsSize - 1) / StartsSize);
    for (std::size_t block = changed / StartsSize; block < m_starts.size(); ++block)
        m_starts[block] = m_marks[block * StartsSize].time;
    // Sums stand at the beginning of each block.
    m_sums.resize(m_settled / BlockSize + 1);
    for (std::size_t block = changed / BlockSize; block + 1 < m_sums.size(); ++block) {
        m_sums[block + 1] = m_sums[block];
        addTo(m_sums[block + 1], block * BlockSize, (block + 1) * BlockSize);
    }
}

void MarkLane::addTo(Sums &sums, std::size_t from, std::size_t to) const
{
    for (std::size_t i = from; i < to; ++i) {
        const quint32 flags = m_flags[i];
        sums.received += (flags & TimelineMark::Received) / TimelineMark::Received;
        sums.problems += (flags & TimelineMark::Problem) / TimelineMark::Problem;
        sums.turns += (flags & TimelineMark::Turn) / TimelineMark::Turn;
        sums.altered += (flags & TimelineMark::Altered) / TimelineMark::Altered;
    }
}

MarkLane::Sums MarkLane::sumsBefore(std::size_t number) const
{
    Sums sums = m_sums[number / BlockSize];
    addTo(sums, number / BlockSize * BlockSize, number);
    return sums;
}

std::size_t MarkLane::firstAt(Time time) const
{
    return firstAt(time, 0);
}

/// Searched from \a from on in growing steps over blocks, as what comes next is mostly near, and
/// then in one block.
std::size_t MarkLane::firstAt(Time time, std::size_t from) const
{
    std::size_t low = from / StartsSize; // a block that begins before
    std::size_t step = 1;
    while (low + step < m_starts.size() && m_starts[low + step] < time) {
        low += step;
        step *= 2;
    }
    const auto starts = m_starts.begin();
    const auto high = starts + std::ptrdiff_t(std::min(low + step, m_starts.size()));
    const auto block
        = std::lower_bound(starts + std::ptrdiff_t(std::min(low + 1, m_starts.size())), high, time);
    const auto next = static_cast<std::size_t>(block - starts);
    const auto first
        = m_marks.begin() + std::ptrdiff_t(std::max(from, next == 0 ? 0 : (next - 1) * StartsSize));
    const auto last = m_marks.begin() + std::ptrdiff_t(std::min(next * StartsSize, m_marks.size()));
    const auto found
        = std::lower_bound(first, std::max(first, last), time,
                           [](const TimelineMark &mark, Time t) { return mark.time < t; });
    return static_cast<std::size_t>(found - m_marks.begin());
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
        cell.altered = after.altered - before.altered;
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

bool MarkLane::setFlag(Time time, Id id, TimelineMark::Flag flag)
{
    TimelineMark *const mark = find(time, id);
    if (mark == nullptr)
        return false;
    if (!mark->has(flag)) {
        mark->flags = (mark->flags | flag) & 0xFFU;
        sumUp(static_cast<std::size_t>(mark - m_marks.data()));
    }
    return true;
}
