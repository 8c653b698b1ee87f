// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/heartbeats.h"

#include <algorithm>

using namespace std::chrono_literals;
using namespace Capture;

void Heartbeats::setPlan(const HeartbeatPlan &plan)
{
    constexpr std::chrono::milliseconds Most = 24h; // whatever a file says
    m_plan = {.interval = std::clamp<std::chrono::milliseconds>(plan.interval, 0ms, Most),
              .timeout = std::clamp<std::chrono::milliseconds>(plan.timeout, 0ms, Most)};
}

void Heartbeats::begin(Time time)
{
    m_last = time;
}

void Heartbeats::add(const TimelineMark &mark, Kind kind)
{
    m_marks.add(mark);
    const bool isPlanned = kind == Kind::EioPing || kind == Kind::EioPong;
    if (kind == Kind::EioPing || kind == Kind::Ping)
        ping(mark, isPlanned);
    else
        pong(mark.time, isPlanned);
}

void Heartbeats::ping(const TimelineMark &mark, bool isPlanned)
{
    if (m_open)
        m_beats.add(*m_open); // it had no pong
    m_open = TimelineSpan {
        .start = mark.time, .end = mark.time, .id = mark.id, .flags = TimelineSpan::Open};
    if (!isPlanned)
        return;
    if (const auto plan = expected()) {
        const auto late = mark.time - *plan;
        const auto most = std::max<std::chrono::microseconds>(m_plan.interval / 10, 100ms);
        const bool isLate = late > most;
        m_waits.add({.start = std::min(*plan, mark.time),
                     .end = std::max(*plan, mark.time),
                     .id = mark.id,
                     .flags = isLate ? quint32(TimelineSpan::Late) : 0});
    }
    m_last = mark.time;
}

void Heartbeats::pong(Time time, bool isPlanned)
{
    if (m_open) {
        m_open->end = std::max(m_open->start, time);
        m_open->flags = m_plan.timeout > 0ms && time - m_open->start > m_plan.timeout
            ? quint32(TimelineSpan::Problem)
            : 0;
        m_beats.add(*m_open);
        m_open.reset();
    }
    if (isPlanned)
        m_last = time;
}

void Heartbeats::settle()
{
    m_marks.settle();
    m_beats.settle();
    m_waits.settle();
}

std::optional<Time> Heartbeats::expected() const
{
    if (m_plan.interval == 0ms || !m_last)
        return std::nullopt;
    return *m_last + m_plan.interval;
}
