// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/subscriptions.h"

namespace Dialects {

void Subscriptions::open(const QByteArray &id, const QByteArray &room, QList<Move> *moves)
{
    if (m_rooms.contains(id)) {
        if (m_rooms.value(id) == room)
            return;
        close(id, moves);
    }
    if (room.isEmpty() || m_rooms.size() >= MaxOpen)
        return;
    m_rooms.insert(id, room);
    if (++m_counts[room] == 1)
        moves->append({.room = room, .joins = true});
}

void Subscriptions::close(const QByteArray &id, QList<Move> *moves)
{
    const auto found = m_rooms.constFind(id);
    if (found == m_rooms.constEnd())
        return;
    const QByteArray room = *found;
    m_rooms.erase(found);
    if (--m_counts[room] > 0)
        return;
    m_counts.remove(room);
    moves->append({.room = room, .joins = false});
}

} // namespace Dialects
