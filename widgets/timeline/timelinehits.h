// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/timeline/timelinedata.h"
#include "widgets/timeline/timelinerows.h"

#include <optional>

/// What is under the mouse on a line of a timeline.
struct TimelineHit
{
    Capture::Id message = 0; ///< 0: none
    Capture::Id exchange = 0; ///< 0: none
    Capture::Id session = 0;
    Capture::Time time; ///< where it stands
    qint64 count = 1; ///< messages in the same column, this one too
};

namespace TimelineHits {

/// How far a message may be from the mouse, in pixels.
constexpr int Reach = 5;

/// At the pixel \a x of \a row; \a scale in pixels.
std::optional<TimelineHit> at(double x, const TimelineRow &row, const TimelineTrack &track,
                              const TimelineScale &scale);

/// The message before or after \a time on \a row; none where it has no messages of its own.
std::optional<TimelineHit> next(Capture::Time time, Capture::Id message, bool isLater,
                                const TimelineRow &row, const TimelineTrack &track);

} // namespace TimelineHits
