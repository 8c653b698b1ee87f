// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/note.h"

#include <QHash>

namespace Dialects {

/// The subscriptions of one connection, by their ids. Several may be of one room: the first joins
/// it, the last leaves it. Those beyond MaxOpen are not taken.
class Subscriptions
{
public:
    static constexpr qsizetype MaxOpen = 16'384;

    /// Adds to \a moves what follows. An id that is open already changes its room.
    void open(const QByteArray &id, const QByteArray &room, QList<Move> *moves);
    void close(const QByteArray &id, QList<Move> *moves);

    /// The room of that subscription, "" if there is none.
    QByteArray room(const QByteArray &id) const { return m_rooms.value(id); }

private:
    QHash<QByteArray, QByteArray> m_rooms; // by id
    QHash<QByteArray, qsizetype> m_counts; // by room
};

} // namespace Dialects
