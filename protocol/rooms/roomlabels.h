// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/broadcastlist.h"

#include <optional>

namespace Rooms {

/// Finds out where broadcasts say which room they are for.
///
/// That is a place where the same text goes with the same receivers, and other receivers with
/// another text. One whose key is called like a room need not be that strict.
class RoomLabels
{
public:
    /// \a members of each entry: a set's number in \a sets, in which its sender counts.
    RoomLabels(const BroadcastList &list, const SessionSets &sets,
               const std::vector<quint32> &members, const std::vector<quint32> &inOrder);

    /// The text that names the room of \a entry, by number; nothing if none does.
    std::optional<quint32> textOf(const BroadcastList::Entry &entry) const;
    /// Where it stands, of all that have that name; null if nowhere.
    const BroadcastList::Slot *slotOf(quint32 name) const;

private:
    struct Judgement
    {
        quint32 seen = 0;
        quint32 texts = 0;
        quint32 sameText = 0; // pairs of broadcasts, one after the other, with one text
        quint32 alike = 0; // of those, pairs whose receivers are much the same
        quint32 sameSet = 0; // pairs with the same receivers
        quint32 agreeing = 0; // of those, pairs with one text
        bool isRoomKey = false;

        double worth() const;
    };

    const BroadcastList &m_list;
    std::vector<std::optional<quint32>> m_slots; // by name
};

} // namespace Rooms
