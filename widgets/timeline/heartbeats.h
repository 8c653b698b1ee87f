// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "widgets/timeline/marklane.h"
#include "widgets/timeline/spanlane.h"

#include <chrono>
#include <optional>

/// What a handshake says about heartbeats; 0: not known.
struct HeartbeatPlan
{
    std::chrono::milliseconds interval {0};
    std::chrono::milliseconds timeout {0};
};

/// The pings and pongs of one session: how long each pong took, and which pings came late.
///
/// Engine.IO, revision 3 and 4: whoever pings does so an interval after the last pong, and first an
/// interval after the handshake. A ping is late when it came later than that by a tenth of the
/// interval, and by 100 ms at least. Pings of WebSocket have no plan and are never late.
class Heartbeats
{
public:
    void setPlan(const HeartbeatPlan &plan);
    /// The session was opened.
    void begin(Capture::Time time);
    void add(const TimelineMark &mark, Capture::Kind kind);
    void settle();

    bool isEmpty() const { return m_marks.isEmpty(); }
    const MarkLane &marks() const { return m_marks; }
    /// From each ping to its pong. Open: no pong yet. Problem: it took longer than the timeout.
    const SpanLane &beats() const { return m_beats; }
    /// From when a ping was expected to when it came, of all that have a plan. Late where it was.
    const SpanLane &waits() const { return m_waits; }
    /// When the next ping should come, if that can be said.
    std::optional<Capture::Time> expected() const;

private:
    void ping(const TimelineMark &mark, bool isPlanned);
    void pong(Capture::Time time, bool isPlanned);

    HeartbeatPlan m_plan;
    std::optional<Capture::Time> m_last; // what the next ping is counted from
    std::optional<TimelineSpan> m_open; // a ping without a pong
    MarkLane m_marks;
    SpanLane m_beats;
    SpanLane m_waits;
};
