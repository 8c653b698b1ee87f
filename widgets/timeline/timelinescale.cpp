// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinescale.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;
using Capture::Time;

namespace {

// From 1677 to 2262, so that no sum of what is shown overflows.
constexpr std::chrono::microseconds FarthestStart = std::chrono::hours(24) * 366 * 290;

TimelineScale::Duration micros(double count)
{
    return TimelineScale::Duration(std::llround(count));
}

} // namespace

TimelineScale::TimelineScale(Time start, Duration span, int width)
    : m_start(std::clamp(start, Time(-FarthestStart), Time(FarthestStart)))
    , m_span(std::clamp(span, ShortestSpan, LongestSpan))
    , m_width(width)
{
}

double TimelineScale::columnSpan() const
{
    return isEmpty() ? 0 : static_cast<double>(m_span.count()) / m_width;
}

double TimelineScale::xOf(Time time) const
{
    const auto way = static_cast<double>((time - m_start).count());
    return way * m_width / static_cast<double>(m_span.count());
}

Time TimelineScale::timeAt(double x) const
{
    return m_start + micros(x * columnSpan());
}

Time TimelineScale::columnStart(int column) const
{
    return m_start + Duration(static_cast<qint64>(std::ceil(column * columnSpan())));
}

int TimelineScale::columnOf(Time time) const
{
    int column = static_cast<int>(std::clamp(std::floor(xOf(time)), -1.0, m_width + 1.0));
    // Rounding may miss by one either way.
    while (column > -1 && columnStart(column) > time)
        --column;
    while (column < m_width + 1 && columnStart(column + 1) <= time)
        ++column;
    return column;
}

TimelineScale TimelineScale::fitted(Time first, Time last) const
{
    const Duration room = std::max<Duration>((last - first) / 50, 1ms);
    return {first - room, last - first + 2 * room, m_width};
}

TimelineScale TimelineScale::zoomed(double x, double factor) const
{
    const double span = std::clamp(static_cast<double>(m_span.count()) * factor,
                                   static_cast<double>(ShortestSpan.count()),
                                   static_cast<double>(LongestSpan.count()));
    if (isEmpty())
        return *this;
    const double share = x / m_width;
    const double way = share * (static_cast<double>(m_span.count()) - span);
    return {m_start + micros(way), micros(span), m_width};
}

TimelineScale TimelineScale::showing(Time time) const
{
    if (time >= m_start && time < end())
        return *this;
    return {time - m_span / 2, m_span, m_width};
}
