// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/broadcastlist.h"

#include <atomic>
#include <optional>

namespace Rooms {

/// Sorts broadcasts into the rooms that they went to, by what they say and by who got them.
class RoomSeries
{
public:
    struct Room
    {
        std::optional<quint32> text; ///< its name in the broadcasts, a number in the list
        bool isEveryone = false;
        std::vector<quint32> broadcasts; ///< in order of time
    };

    /// \a members of each entry: a set's number in \a sets, in which its sender counts.
    RoomSeries(const BroadcastList &list, const SessionSets &sets,
               const std::vector<quint32> &members);

    /// The next in order of time. \a text is what it calls its room.
    void add(quint32 broadcast, std::optional<quint32> text);
    /// All rooms, however few their broadcasts are.
    std::vector<Room> take(const std::atomic_bool &cancelled);

private:
    using Scope = std::pair<quint32, QByteArray>;

    /// Broadcasts without a name that reached exactly the same members.
    struct Stable
    {
        quint32 members = 0;
        Capture::Time first;
        Capture::Time last;
        std::vector<quint32> broadcasts;
    };
    struct Chain
    {
        quint32 members = 0; // of the last
        Capture::Time last;
        std::vector<const Stable *> parts;
    };

    Scope scopeOf(quint32 broadcast) const;
    bool shareEvent(const Stable &one, const Stable &other) const;
    bool joinNamed(const Scope &scope, const Stable &stable);
    void chain(const std::vector<Stable> &stables);

    const BroadcastList &m_list;
    const SessionSets &m_sets;
    const std::vector<quint32> &m_members;
    QHash<std::pair<Scope, quint32>, std::size_t> m_named; // rooms by text
    QHash<Scope, std::size_t> m_everyone;
    QHash<Scope, QHash<quint32, Stable>> m_stable;
    QHash<std::pair<Scope, quint32>, QList<std::size_t>> m_namedSets; // named rooms by members
    std::vector<Room> m_rooms;
};

} // namespace Rooms
