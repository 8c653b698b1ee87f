// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/common/messagefilter.h"
#include "widgets/timeline/timelinedata.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

/// One line of a timeline.
struct TimelineRow
{
    enum class Type : quint8 {
        Session, ///< all messages of a session, and a heading
        Transport, ///< how it travelled
        Lane, ///< the messages of a namespace or of an event
        Heartbeat
    };

    Type type = Type::Session;
    Capture::Id session = 0;
    std::size_t lane = 0; ///< number of the track's lane
    int top = 0; ///< pixels, from the first line's top on
    QString label;

    static constexpr int Height = 26; ///< pixels, of each

    bool isSame(const TimelineRow &other) const
    {
        return type == other.type && session == other.session && lane == other.lane;
    }
};

/// Which lines a timeline has, from the top down: one for each session, and under those that are
/// unfolded their lanes.
///
/// The first sessions are unfolded until the user folds them, the others when the user says so.
class TimelineRows
{
public:
    using Grouping = TimelineTrack::Grouping;

    static constexpr int UnfoldedAtFirst = 3;

    /// Brings the lines, and what is unfolded of \a data, up to date.
    void update(TimelineData &data, const CaptureFeed &feed, const MessageFilter &filter);
    /// Forgets what was folded and unfolded: another capture.
    void reset();

    void setGrouping(Grouping grouping) { m_grouping = grouping; }
    Grouping grouping() const { return m_grouping; }
    /// Takes effect with the next update().
    void setUnfolded(Capture::Id session, bool isUnfolded);
    void setAllUnfolded(bool areUnfolded);
    bool isUnfolded(Capture::Id session) const { return m_shownUnfolded.contains(session); }

    const std::vector<TimelineRow> &rows() const { return m_rows; }
    int height() const { return static_cast<int>(m_rows.size()) * TimelineRow::Height; }
    /// Null beside them.
    const TimelineRow *at(int y) const;
    /// The session's heading; null if it is not shown.
    const TimelineRow *heading(Capture::Id session) const;
    /// The session that took up this one after a cut; 0 if none did.
    Capture::Id successor(Capture::Id session) const { return m_successors.value(session); }

private:
    enum class All : quint8 { AsTheyAre, Folded, Unfolded };

    bool wantsUnfolded(Capture::Id session, int number) const;
    void addSession(Capture::Id session, TimelineTrack &track, const TimelineData &data,
                    const Capture::SessionRecord *record);
    void add(TimelineRow::Type type, Capture::Id session, const QString &label,
             std::size_t lane = 0);

    Grouping m_grouping = Grouping::Namespace;
    Grouping m_shownGrouping = Grouping::Namespace;
    All m_all = All::AsTheyAre;
    QHash<Capture::Id, bool> m_chosen; // by the user
    QSet<Capture::Id> m_shownUnfolded;
    QHash<Capture::Id, Capture::Id> m_successors;
    std::vector<TimelineRow> m_rows;
};
