// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinerows.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Capture;

namespace {

constexpr qsizetype LongestLabel = 200;

QString words(const char *text)
{
    return QCoreApplication::translate("TimelineRows", text);
}

/// What a lane without a name is called.
QString unnamed(const SessionRecord *record, TimelineTrack::Grouping grouping)
{
    const bool isPlain = record == nullptr || record->type == SessionRecord::Type::WebSocket
        || record->type == SessionRecord::Type::Raw;
    if (isPlain)
        return words("messages");
    return grouping == TimelineTrack::Grouping::Namespace ? words("Engine.IO") : words("no event");
}

QString titleOf(const SessionRecord *record)
{
    if (record == nullptr)
        return words("Other HTTP");
    return QStringLiteral("%1  %2").arg(sessionTitle(*record), sessionProtocol(*record));
}

bool isOf(const MessageFilter &filter, Id session, const SessionRecord *record)
{
    if (filter.session() != 0)
        return session == filter.session();
    return filter.source() == 0 || (record != nullptr && record->source == filter.source());
}

} // namespace

void TimelineRows::update(TimelineData &data, const CaptureFeed &feed, const MessageFilter &filter)
{
    m_rows.clear();
    m_successors.clear();
    for (const SessionRecord &session : feed.sessions()) {
        if (session.follows != 0)
            m_successors.insert(session.follows, session.id);
    }
    const bool isRegrouped = std::exchange(m_shownGrouping, m_grouping) != m_grouping;
    m_shownUnfolded.clear();
    int number = 0;
    for (const auto &[id, unused] : data.tracks()) {
        const SessionRecord *const record = feed.session(id);
        if (!isOf(filter, id, record))
            continue;
        TimelineTrack &track = *data.track(id);
        if (wantsUnfolded(id, number++)) {
            m_shownUnfolded.insert(id);
            if (!track.isUnfolded() || isRegrouped)
                track.unfold(m_grouping);
        } else if (track.isUnfolded()) {
            track.fold();
        }
        addSession(id, track, data, record);
    }
}

void TimelineRows::reset()
{
    m_all = All::AsTheyAre;
    m_chosen.clear();
    m_rows.clear();
    m_shownUnfolded.clear();
    m_successors.clear();
}

void TimelineRows::setUnfolded(Id session, bool isUnfolded)
{
    m_chosen.insert(session, isUnfolded);
}

void TimelineRows::setAllUnfolded(bool areUnfolded)
{
    m_all = areUnfolded ? All::Unfolded : All::Folded;
    m_chosen.clear();
}

bool TimelineRows::wantsUnfolded(Id session, int number) const
{
    const auto chosen = m_chosen.constFind(session);
    if (chosen != m_chosen.cend())
        return *chosen;
    return m_all == All::AsTheyAre ? number < UnfoldedAtFirst : m_all == All::Unfolded;
}

void TimelineRows::addSession(Id session, TimelineTrack &track, const TimelineData &data,
                              const SessionRecord *record)
{
    add(TimelineRow::Type::Session, session, titleOf(record));
    if (!track.isUnfolded())
        return;
    add(TimelineRow::Type::Transport, session, words("transport"));
    for (std::size_t lane = 0; lane < track.lanes().size(); ++lane) {
        const QByteArray &name = data.name(track.lanes()[lane].name);
        const bool isShared = track.hasSharedLane() && lane + 1 == track.lanes().size();
        add(TimelineRow::Type::Lane, session,
            isShared             ? words("others")
                : name.isEmpty() ? unnamed(record, m_grouping)
                                 : singleLine(name, LongestLabel),
            lane);
    }
    if (!track.heartbeats().isEmpty())
        add(TimelineRow::Type::Heartbeat, session, words("heartbeat"));
}

void TimelineRows::add(TimelineRow::Type type, Id session, const QString &label, std::size_t lane)
{
    m_rows.push_back(
        {.type = type, .session = session, .lane = lane, .top = height(), .label = label});
}

const TimelineRow *TimelineRows::at(int y) const
{
    if (y < 0 || y >= height())
        return nullptr;
    return &m_rows[static_cast<std::size_t>(y / TimelineRow::Height)];
}

const TimelineRow *TimelineRows::heading(Id session) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [session](const auto &row) { return row.session == session; });
    return found == m_rows.end() ? nullptr : &*found;
}
