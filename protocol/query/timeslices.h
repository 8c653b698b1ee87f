// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/query/loghistogram.h"

#include <chrono>
#include <map>
#include <vector>

namespace Query {

/// What happened in one part of the time.
struct TimeSlice
{
    Capture::Time start;
    qint64 sentMessages = 0;
    qint64 receivedMessages = 0;
    qint64 sentBytes = 0; ///< on the wire
    qint64 receivedBytes = 0;
    qint64 problems = 0; ///< messages with one
    qint64 answers = 0; ///< to what was asked in this part
    qint64 latencyP50Us = -1; ///< of these answers; -1: there are none
    qint64 latencyP95Us = -1;
};

/// Traffic and latencies over time, in a bounded number of parts of equal width.
///
/// A width is a power of two in microseconds and doubles when the parts become too many. Parts in
/// which nothing happened take no room. Times may come in any order.
class TimeSlices
{
public:
    static constexpr std::size_t MostSlices = 256;

    void addMessage(Capture::Time time, Capture::Direction direction, qint64 wireBytes,
                    bool isProblem);
    /// Something that was asked at \a asked was answered.
    void addLatency(Capture::Time asked, qint64 latencyUs);

    std::chrono::microseconds width() const;
    /// Those in which something happened, in order.
    std::vector<TimeSlice> slices() const;

private:
    struct Cell
    {
        TimeSlice counts;
        LogHistogram latencies;
    };

    Cell &at(Capture::Time time);
    void widen();

    std::map<qint64, Cell> m_cells; // by time / width
    int m_shift = 10; // the width is 1 << m_shift
    qint64 m_lastNumber = 0;
    Cell *m_last = nullptr; // many follow one of the same cell
};

} // namespace Query
