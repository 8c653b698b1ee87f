// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <chrono>

/// The part of the time that a timeline shows, on a line of pixels that are called columns.
///
/// Unlike a TimeAxis it can be zoomed and moved, and has places for times outside of it. Times are
/// whole microseconds; a column may be less than one wide.
class TimelineScale
{
public:
    using Duration = std::chrono::microseconds;

    static constexpr Duration ShortestSpan {50};
    /// Of what can be shown at once: some 300 years.
    static constexpr Duration LongestSpan {std::chrono::hours(24) * 366 * 300};

    TimelineScale() = default;
    TimelineScale(Capture::Time start, Duration span, int width);

    Capture::Time start() const { return m_start; }
    Capture::Time end() const { return m_start + m_span; }
    Duration span() const { return m_span; }
    int width() const { return m_width; }
    bool isEmpty() const { return m_width <= 0; }
    /// Microseconds in a column.
    double columnSpan() const;

    /// Where \a time stands; below 0 and from width() on if it is not shown.
    double xOf(Capture::Time time) const;
    /// The nearest time to \a x.
    Capture::Time timeAt(double x) const;
    /// The first time that belongs to \a column; columnOf() is its inverse.
    Capture::Time columnStart(int column) const;
    int columnOf(Capture::Time time) const;

    /// The same times on another number of columns.
    TimelineScale withWidth(int width) const { return {m_start, m_span, width}; }
    /// The times between, with a little room at either side.
    TimelineScale fitted(Capture::Time first, Capture::Time last) const;
    /// \a factor times the span; what is at \a x stays there as long as the span has a limit.
    TimelineScale zoomed(double x, double factor) const;
    TimelineScale moved(Duration way) const { return {m_start + way, m_span, m_width}; }
    /// Moved so that it shows \a time, if it does not; with \a time in the middle then.
    TimelineScale showing(Capture::Time time) const;

    bool operator==(const TimelineScale &other) const = default;

private:
    Capture::Time m_start;
    Duration m_span = std::chrono::seconds(1);
    int m_width = 0;
};
