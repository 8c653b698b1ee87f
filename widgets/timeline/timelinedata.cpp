// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinedata.h"

#include <algorithm>

using namespace Capture;

namespace {

constexpr Time EarliestTime {}; // 1970
constexpr Time LatestTime {std::chrono::microseconds(253'402'300'799'999'999)}; // the year 9999

/// A file may claim any times.
Time sane(Time time)
{
    return std::clamp(time, EarliestTime, LatestTime);
}

void makeSane(std::optional<Time> &time)
{
    if (time)
        time = sane(*time);
}

} // namespace

void TimelineData::add(const TimelinePortion &portion,
                       const std::function<HeartbeatPlan(Id session)> &planOf)
{
    m_names.insert(m_names.end(), portion.names.begin(), portion.names.end());
    std::set<Id> changed;
    for (const MessageFacts &facts : portion.messages) {
        if (changed.insert(facts.session).second)
            m_tracks[facts.session].heartbeats().setPlan(planOf(facts.session));
    }
    for (std::size_t i = 0; i < portion.messages.size(); ++i) {
        MessageFacts facts = portion.messages[i];
        facts.time = sane(facts.time);
        extend(facts.time);
        const bool isShown = portion.areShown.empty() || portion.areShown[i];
        m_messageCount += isShown ? 1 : 0;
        m_tracks[facts.session].add(facts, isShown);
    }
    for (ExchangeFacts facts : portion.exchanges) {
        facts.requestStarted = sane(facts.requestStarted);
        makeSane(facts.requestEnded);
        makeSane(facts.responseStarted);
        makeSane(facts.responseEnded);
        extend(facts.requestStarted);
        if (facts.responseEnded)
            extend(*facts.responseEnded);
        place(facts);
        changed.insert(facts.session);
    }
    for (const Id session : changed)
        m_tracks[session].settle();
    for (MessageFacts facts : portion.altered) {
        facts.time = sane(facts.time);
        if (TimelineTrack *const found = track(facts.session))
            found->markAltered(facts);
    }
}

void TimelineData::place(const ExchangeFacts &facts)
{
    if (facts.session == NoSession) {
        m_strays.insert(facts.id);
    } else if (m_strays.erase(facts.id) > 0) {
        const auto none = m_tracks.find(NoSession);
        none->second.remove(facts);
        if (none->second.isEmpty())
            m_tracks.erase(none);
    }
    m_tracks[facts.session].add(facts);
}

void TimelineData::extend(Time time)
{
    m_first = std::min(m_first, time);
    m_last = std::max(m_last, time);
}

const TimelineTrack *TimelineData::track(Id session) const
{
    const auto found = m_tracks.find(session);
    return found == m_tracks.end() ? nullptr : &found->second;
}

TimelineTrack *TimelineData::track(Id session)
{
    const auto found = m_tracks.find(session);
    return found == m_tracks.end() ? nullptr : &found->second;
}

const QByteArray &TimelineData::name(quint32 number) const
{
    static const QByteArray none;
    return number < m_names.size() ? m_names[number] : none;
}
