// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <map>
#include <unordered_map>

namespace Server {

/// Who of one namespace is in which room, as the adapter of socket.io keeps it: members are named
/// by their ids, a room is there as long as someone is in it, and both keep the order in which they
/// came.
class Rooms
{
public:
    /// True if \a id was not in \a room.
    bool add(const QByteArray &id, const QByteArray &room);
    /// True if \a id was in \a room.
    bool remove(const QByteArray &id, const QByteArray &room);
    /// Takes \a id out of all of its rooms, and says which.
    QByteArrayList removeAll(const QByteArray &id);

    bool contains(const QByteArray &id, const QByteArray &room) const;
    QByteArrayList names() const;
    QByteArrayList members(const QByteArray &room) const;
    QByteArrayList roomsOf(const QByteArray &id) const;
    qsizetype memberCount(const QByteArray &room) const;

private:
    struct Room
    {
        quint64 since = 0;
        std::map<quint64, QByteArray> members; // by when they came
    };

    std::unordered_map<QByteArray, Room> m_rooms;
    /// By id and room: when it came.
    std::unordered_map<QByteArray, std::unordered_map<QByteArray, quint64>> m_memberships;
    quint64 m_turn = 0;
};

} // namespace Server
