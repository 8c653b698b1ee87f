// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/timeline/timelinetrack.h"

#include <QByteArray>
#include <QMetaType>

#include <functional>
#include <map>
#include <set>
#include <vector>

/// More of what a timeline shows, as it is read.
struct TimelinePortion
{
    std::vector<Capture::MessageFacts> messages; ///< in order of their numbers
    std::vector<bool> areShown; ///< which of them the filter lets through; empty: all
    std::vector<Capture::MessageFacts> altered; ///< of earlier ones; number, session and time
    std::vector<Capture::ExchangeFacts> exchanges;
    std::vector<QByteArray> names; ///< those that are new in the table of names, in its order
};

Q_DECLARE_METATYPE(TimelinePortion)

/// What a timeline knows: a track for each session, and the names.
class TimelineData
{
public:
    /// What is of no session stands here.
    static constexpr Capture::Id NoSession = 0;

    /// Asks \a planOf of each session in it how its heartbeats are planned.
    void add(const TimelinePortion &portion,
             const std::function<HeartbeatPlan(Capture::Id session)> &planOf);

    bool isEmpty() const { return m_tracks.empty(); }
    /// Those that have something, by their session's number.
    const std::map<Capture::Id, TimelineTrack> &tracks() const { return m_tracks; }
    /// Null if it has nothing.
    const TimelineTrack *track(Capture::Id session) const;
    TimelineTrack *track(Capture::Id session);
    const QByteArray &name(quint32 number) const;
    /// Of everything. Meaningless while isEmpty().
    Capture::Time firstTime() const { return m_first; }
    Capture::Time lastTime() const { return m_last; }
    qint64 messageCount() const { return m_messageCount; } ///< that are shown, heartbeats too

private:
    void extend(Capture::Time time);
    void place(const Capture::ExchangeFacts &facts);

    std::map<Capture::Id, TimelineTrack> m_tracks;
    std::vector<QByteArray> m_names;
    std::set<Capture::Id> m_strays; // exchanges whose session is not known yet
    Capture::Time m_first = Capture::Time::max();
    Capture::Time m_last = Capture::Time::min();
    qint64 m_messageCount = 0;
};
