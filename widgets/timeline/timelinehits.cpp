// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinehits.h"

#include <cmath>

using namespace Capture;

namespace {

/// The messages of a line; null where it has none.
const MarkLane *marksOf(const TimelineRow &row, const TimelineTrack &track)
{
    switch (row.type) {
    case TimelineRow::Type::Session:
        return &track.messages();
    case TimelineRow::Type::Lane:
        return row.lane < track.lanes().size() ? &track.lanes()[row.lane].marks : nullptr;
    case TimelineRow::Type::Heartbeat:
        return &track.heartbeats().marks();
    case TimelineRow::Type::Transport:
        break;
    }
    return nullptr;
}

TimelineHit hitOf(const TimelineMark &mark, Id session)
{
    return {.message = mark.id, .session = session, .time = mark.time};
}

std::optional<TimelineHit> exchangeAt(Time time, const TimelineTrack &track, Id session)
{
    for (const SpanLane *lane : {&track.posts(), &track.gets()}) {
        if (const TimelineSpan *const span = lane->at(time))
            return TimelineHit {.exchange = span->id, .session = session, .time = span->start};
    }
    return std::nullopt;
}

} // namespace

std::optional<TimelineHit> TimelineHits::at(double x, const TimelineRow &row,
                                            const TimelineTrack &track, const TimelineScale &scale)
{
    const Time time = scale.timeAt(x);
    if (row.type == TimelineRow::Type::Transport)
        return exchangeAt(time, track, row.session);
    const MarkLane *const marks = marksOf(row, track);
    if (marks == nullptr)
        return std::nullopt;
    const TimelineMark *const mark = marks->nearest(time);
    if (mark == nullptr || std::abs(scale.xOf(mark->time) - x) > Reach)
        return std::nullopt;
    TimelineHit hit = hitOf(*mark, row.session);
    const int column = scale.columnOf(mark->time);
    hit.count = static_cast<qint64>(marks->firstAt(scale.columnStart(column + 1))
                                    - marks->firstAt(scale.columnStart(column)));
    return hit;
}

std::optional<TimelineHit> TimelineHits::next(Time time, Id message, bool isLater,
                                              const TimelineRow &row, const TimelineTrack &track)
{
    const MarkLane *const lane = marksOf(row, track);
    if (lane == nullptr)
        return std::nullopt;
    const std::vector<TimelineMark> &marks = lane->marks();
    std::size_t at = lane->firstAt(time);
    // Of those at the same time, the one that is meant.
    for (std::size_t i = at; i < marks.size() && marks[i].time == time; ++i) {
        if (marks[i].id == message) {
            at = isLater ? i + 1 : i;
            break;
        }
    }
    if (isLater)
        return at < marks.size() ? std::optional(hitOf(marks[at], row.session)) : std::nullopt;
    return at > 0 ? std::optional(hitOf(marks[at - 1], row.session)) : std::nullopt;
}
