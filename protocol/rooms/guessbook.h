// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/membershipbook.h"

#include <QHash>

#include <vector>

namespace Rooms {

/// Who is in which room by a guess, as it is worked out; gathers what begins and ends.
///
/// Its records have numbers below 0 that are made from what they say: the same guess made again has
/// the same number.
class GuessBook
{
public:
    using Place = Capture::MembershipBook::Place;

    struct Reason
    {
        Capture::Time time;
        Capture::Id session = 0; ///< of the member, 0 if it has none
        Capture::Id message = 0;
        QByteArray evidence; ///< of joining
    };

    /// A member that is in already stays so.
    void join(const Place &place, const Reason &reason);
    void leave(const Place &place, const Reason &reason);
    /// \a place's member leaves all rooms of its namespace.
    void leaveAll(const Place &place, const Reason &reason);
    /// \a session ends: its member leaves all.
    void endSession(Capture::Id session, Capture::Time time);

    bool isIn(const Place &place) const { return m_open.contains(place); }
    /// What has begun or ended since the last time, as it is now.
    std::vector<Capture::MembershipRecord> take();

private:
    void end(const Place &place, Capture::Time time, Capture::Id message);

    std::vector<Capture::MembershipRecord> m_records; // those to hand out
    QHash<Capture::Id, std::size_t> m_places; // in those, by number
    QHash<Place, Capture::MembershipRecord> m_open;
    QHash<Capture::Id, QList<Place>> m_sessions; // who is in, by session
};

} // namespace Rooms
