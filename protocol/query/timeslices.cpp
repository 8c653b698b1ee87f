// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/timeslices.h"

#include <utility>

using namespace std::chrono;

namespace Query {

void TimeSlices::addMessage(Capture::Time time, Capture::Direction direction, qint64 wireBytes,
                            bool isProblem)
{
    TimeSlice &counts = at(time).counts;
    const bool isSent = direction == Capture::Direction::Sent;
    ++(isSent ? counts.sentMessages : counts.receivedMessages);
    (isSent ? counts.sentBytes : counts.receivedBytes) += wireBytes;
    counts.problems += isProblem ? 1 : 0;
}

void TimeSlices::addLatency(Capture::Time asked, qint64 latencyUs)
{
    at(asked).latencies.add(latencyUs);
}

microseconds TimeSlices::width() const
{
    return microseconds(qint64(1) << m_shift);
}

TimeSlices::Cell &TimeSlices::at(Capture::Time time)
{
    const qint64 us = time.time_since_epoch().count();
    qint64 number = us >> m_shift;
    if (m_last != nullptr && number == m_lastNumber)
        return *m_last;
    m_last = &m_cells[number];
    // As many slices as fit from the first to the last, whether they are there or not.
    while (m_cells.rbegin()->first - m_cells.begin()->first >= qint64(MostSlices)) {
        widen();
        number = us >> m_shift;
        m_last = &m_cells[number];
    }
    m_lastNumber = number;
    return *m_last;
}

void TimeSlices::widen()
{
    ++m_shift;
    for (auto &[number, cell] : std::exchange(m_cells, {})) {
        Cell &sum = m_cells[number >> 1];
        sum.counts.sentMessages += cell.counts.sentMessages;
        sum.counts.receivedMessages += cell.counts.receivedMessages;
        sum.counts.sentBytes += cell.counts.sentBytes;
        sum.counts.receivedBytes += cell.counts.receivedBytes;
        sum.counts.problems += cell.counts.problems;
        sum.latencies.add(cell.latencies);
    }
}

std::vector<TimeSlice> TimeSlices::slices() const
{
    std::vector<TimeSlice> slices;
    slices.reserve(m_cells.size());
    for (const auto &[number, cell] : m_cells) {
        TimeSlice slice = cell.counts;
        slice.start = Capture::Time(microseconds(number << m_shift));
        slice.answers = cell.latencies.count();
        slice.latencyP50Us = cell.latencies.percentile(50);
        slice.latencyP95Us = cell.latencies.percentile(95);
        slices.push_back(slice);
    }
    return slices;
}

} // namespace Query
