// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/timeline/timelinemark.h"
#include "widgets/timeline/timelinescale.h"

#include <vector>

/// Messages in order of time, counted by the column of pixels they fall into.
///
/// Counting costs the same for each column however many messages are in it, so all of a capture is
/// drawn as fast as a part of it.
class MarkLane
{
public:
    /// What stands in one column. Counts of all its messages.
    struct Cell
    {
        int column = 0;
        qint64 sent = 0;
        qint64 received = 0;
        qint64 problems = 0;
        qint64 turns = 0;
        qint64 altered = 0;
        std::size_t first = 0; ///< number of its first mark
        qint64 count() const { return sent + received; }
    };

    /// Takes a mark; settle() before anything is asked.
    void add(const TimelineMark &mark) { m_marks.push_back(mark); }
    /// Puts what was added into its place. True if all of it came after what was there.
    bool settle();

    const std::vector<TimelineMark> &marks() const { return m_marks; }
    bool isEmpty() const { return m_marks.empty(); }
    /// The columns of \a scale that have messages, from the left. \a cells is overwritten.
    void cells(const TimelineScale &scale, std::vector<Cell> *cells) const;
    /// The mark that is nearest to \a time, null if there is none.
    const TimelineMark *nearest(Capture::Time time) const;
    /// The mark of the message \a id, which is known to stand at \a time; null if it is not here.
    TimelineMark *find(Capture::Time time, Capture::Id id);
    const TimelineMark *find(Capture::Time time, Capture::Id id) const;
    /// Sets \a flag of the mark of the message \a id, which is known to stand at \a time. It is
    /// counted from now on. False if it is not here.
    bool setFlag(Capture::Time time, Capture::Id id, TimelineMark::Flag flag);
    /// The number of the first mark at \a time or later.
    std::size_t firstAt(Capture::Time time) const;

private:
    /// Of all marks before a block.
    struct Sums
    {
        qint64 received = 0;
        qint64 problems = 0;
        qint64 turns = 0;
        qint64 altered = 0;
    };

    void sumUp(std::size_t changed);
    void addTo(Sums &sums, std::size_t from, std::size_t to) const;
    Sums sumsBefore(std::size_t number) const;
    std::size_t firstAt(Capture::Time time, std::size_t from) const;

    std::vector<TimelineMark> m_marks;
    std::vector<quint8> m_flags; // of each mark, side by side: a block's fill one cache line
    std::vector<Capture::Time> m_starts; // of each few marks, for a search in little memory
    std::vector<Sums> m_sums; // one for each block of marks
    std::size_t m_settled = 0; // so many marks are in order and in m_sums
};
