// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/timerange.h"

#include <algorithm>

TimeRange::TimeRange(QObject *parent)
    : QObject(parent)
{
}

void TimeRange::set(Capture::Time one, Capture::Time other)
{
    const auto [from, to] = std::minmax({one, other});
    assign(Range {from, std::max(to, from + std::chrono::microseconds(1))});
}

void TimeRange::clear()
{
    assign(std::nullopt);
}

void TimeRange::assign(const std::optional<Range> &range)
{
    if (m_range == range)
        return;
    m_range = range;
    emit changed();
}
