// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/rooms.h"

namespace Server {

namespace {

QByteArrayList inOrder(const std::map<quint64, QByteArray> &names)
{
    QByteArrayList list;
    list.reserve(qsizetype(names.size()));
    for (const auto &[turn, name] : names)
        list.append(name);
    return list;
}

} // namespace

bool Rooms::add(const QByteArray &id, const QByteArray &room)
{
    if (!m_memberships[id].try_emplace(room, m_turn).second)
        return false;
    Room &joined = m_rooms.try_emplace(room, Room {m_turn, {}}).first->second;
    joined.members.emplace(m_turn, id);
    ++m_turn;
    return true;
}

bool Rooms::remove(const QByteArray &id, const QByteArray &room)
{
    const auto found = m_memberships.find(id);
    if (found == m_memberships.end())
        return false;
    const auto membership = found->second.extract(room);
    if (membership.empty())
        return false;
    if (found->second.empty())
        m_memberships.erase(found);
    const auto left = m_rooms.find(room);
    left->second.members.erase(membership.mapped());
    if (left->second.members.empty())
        m_rooms.erase(left);
    return true;
}

QByteArrayList Rooms::removeAll(const QByteArray &id)
{
    QByteArrayList rooms = roomsOf(id);
    for (const QByteArray &room : std::as_const(rooms))
        remove(id, room);
    return rooms;
}

bool Rooms::contains(const QByteArray &id, const QByteArray &room) const
{
    const auto found = m_memberships.find(id);
    return found != m_memberships.end() && found->second.contains(room);
}

QByteArrayList Rooms::names() const
{
    std::map<quint64, QByteArray> names;
    for (const auto &[name, room] : m_rooms)
        names.emplace(room.since, name);
    return inOrder(names);
}

QByteArrayList Rooms::members(const QByteArray &room) const
{
    const auto found = m_rooms.find(room);
    return found == m_rooms.end() ? QByteArrayList() : inOrder(found->second.members);
}

QByteArrayList Rooms::roomsOf(const QByteArray &id) const
{
    std::map<quint64, QByteArray> rooms;
    if (const auto found = m_memberships.find(id); found != m_memberships.end()) {
        for (const auto &[room, turn] : found->second)
            rooms.emplace(turn, room);
    }
    return inOrder(rooms);
}

qsizetype Rooms::memberCount(const QByteArray &room) const
{
    const auto found = m_rooms.find(room);
    return found == m_rooms.end() ? 0 : qsizetype(found->second.members.size());
}

} // namespace Server
