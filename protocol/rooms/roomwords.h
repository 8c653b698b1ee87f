// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// What people call rooms, and coming and going, in code.
namespace Rooms {

/// The words of a name, in lower case: "joinRoom", "room:join" and "JOIN_ROOM" have two each.
QByteArrayList wordsOf(QByteArrayView name);

/// Whether a key by that name says which room: "room", "roomId", "channel_name".
bool isRoomKey(QByteArrayView key);

enum class Movement { None, Join, Leave, LeaveAll };
/// What an event or a type of message by that name asks for: "join", "room:leave", "unsubscribe".
Movement movementOf(QByteArrayView name);

} // namespace Rooms
