// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/timeline/timelinescale.h"

#include <QString>

#include <vector>

/// Marks on a time scale, at round times of the user's clock.
namespace TimeRuler {

struct Tick
{
    double x = 0;
    Capture::Time time;
    QString label; ///< "10:02:11", "+250 us", "1 Dec": what is not said by those before it
};

/// Ticks of a width of \a distance pixels at least: a microsecond to a century apart.
std::vector<Tick> ticks(const TimelineScale &scale, int distance);

/// What stands still while the ticks pass: the date, or down to the second where ticks are parts
/// of one.
QString ground(const TimelineScale &scale);

/// \a time on this scale's grain: "10:02:14.618", "10:02:14.618 042", "2026-11-27 10:02".
QString exactly(Capture::Time time, const TimelineScale &scale);

} // namespace TimeRuler
