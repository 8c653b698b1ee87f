// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/broadcastlist.h"
#include "protocol/rooms/sessionplaces.h"

#include <atomic>

namespace Rooms {

/// A room that broadcasts speak of.
struct RoomCandidate
{
    quint32 source = 0;
    QByteArray nsp; ///< as in memberships
    QByteArray name; ///< what its broadcasts call it, or else their event
    bool isNamed = false; ///< the broadcasts say its name
    bool isEveryone = false; ///< what all of a namespace are told: no room
    QByteArray evidence; ///< in words
    std::vector<quint32> broadcasts; ///< in the list, in order of time
    /// Guesses, as GuessBook makes them: a member joins with the first broadcast that it gets and
    /// leaves with the first that it misses, or when its session ends.
    std::vector<Capture::MembershipRecord> memberships;
    std::vector<Capture::Id> sessions; ///< that ever were in it
};

/// The rooms that the broadcasts of \a list make up, those with most broadcasts first and what
/// everyone is told last.
///
/// Broadcasts that name their room are of that room. Of the others, those with the same receivers
/// are of one, a sender that did not get its own counted in. When receivers change a little and do
/// not change back, somebody came or went; else there are two rooms. Empty once \a cancelled is
/// true.
std::vector<RoomCandidate> roomCandidates(const BroadcastList &list, const SessionPlaces &places,
                                          const std::atomic_bool &cancelled);

} // namespace Rooms
