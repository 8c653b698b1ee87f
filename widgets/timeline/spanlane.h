// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/timeline/timelinescale.h"

#include <vector>

/// What lasts on a timeline: an exchange, a question until it was answered, a ping until its pong.
struct TimelineSpan
{
    enum Flag : quint32 {
        Problem = 1,
        Late = 2,
        Open = 4 ///< not over, as far as is known
    };

    /// The end of what is not over.
    static constexpr Capture::Time Never = Capture::Time::max();

    Capture::Time start;
    Capture::Time end; ///< not before \a start
    Capture::Id id = 0; ///< of the message or exchange it began with
    quint32 flags = 0;
    bool has(Flag flag) const { return (flags & flag) != 0; }
};

/// Spans in order of their beginnings, joined where they begin in the same column of pixels:
/// drawing costs the same for each column however many spans begin in it.
class SpanLane
{
public:
    /// What begins in one column; or one span that began to the left of what is shown.
    struct Piece
    {
        int column = 0; ///< where it begins; -1: to the left
        double left = 0; ///< places, within a pixel of what is shown
        double right = 0;
        qint64 count = 0;
        quint32 flags = 0; ///< of any of them
        std::size_t first = 0; ///< number of one of them
    };

    /// Takes a span; settle() before anything is asked.
    void add(const TimelineSpan &span) { m_spans.push_back(span); }
    void settle();
    /// Puts \a span in the place of the one with its start and id. False if there is none.
    bool replace(const TimelineSpan &span);
    /// Takes the span with this start and id out, if there is one.
    void remove(Capture::Time start, Capture::Id id);

    const std::vector<TimelineSpan> &spans() const { return m_spans; }
    /// What is to be drawn of \a scale, from the left. \a pieces is overwritten.
    void pieces(const TimelineScale &scale, std::vector<Piece> *pieces) const;
    /// A span that \a time is in, the one that began last; null if there is none.
    const TimelineSpan *at(Capture::Time time) const;

private:
    std::size_t firstFrom(Capture::Time time, std::size_t from = 0) const;
    /// spans().size() if there is none.
    std::size_t numberOf(Capture::Time start, Capture::Id id) const;
    TimelineSpan joined(std::size_t from, std::size_t to) const;
    void sumUp(std::size_t changed);

    /// Of a block of spans.
    struct Block
    {
        Capture::Time latestEnd;
        quint32 flags = 0;
    };

    std::vector<TimelineSpan> m_spans;
    std::vector<Capture::Time> m_latestEnds; // of all spans up to each
    std::vector<Block> m_blocks;
    std::size_t m_settled = 0;
};
