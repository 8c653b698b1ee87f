// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"

/// Messages that wait at breakpoints, as taps tell of them.
namespace HeldMessages {

inline constexpr Capture::Time Since {std::chrono::seconds {1'800'000'000}};

/// An event that asks for an answer, of a session over a WebSocket.
inline Acting::HeldMessage question(quint64 id, const QByteArray &name = "chat message",
                                    const QByteArray &arguments = "{\"text\":\"hi\"}")
{
    Acting::HeldMessage held;
    held.id = id;
    held.source = 1;
    held.place = {.connection = 7, .sid = "Ab3xKq91Zz0p"};
    held.since = Since;
    held.by = "hold chat";
    held.canAnswer = true;
    held.message.kind = Capture::Kind::Event;
    held.message.engineIo = 4;
    held.message.socketIo = 2;
    held.message.nsp = "/chat";
    held.message.event = name;
    held.message.ackId = 3;
    held.message.body = "[\"" + name + '"' + (arguments.isEmpty() ? "" : ",") + arguments + ']';
    return held;
}

/// A message of a plain WebSocket, received.
inline Acting::HeldMessage plain(quint64 id, const QByteArray &body, bool isBinary = false)
{
    Acting::HeldMessage held;
    held.id = id;
    held.source = 1;
    held.place = {.connection = 7, .sid = {}};
    held.since = Since;
    held.by = "hold the feed";
    held.message.direction = Capture::Direction::Received;
    held.message.kind = isBinary ? Capture::Kind::Binary : Capture::Kind::Text;
    held.message.isBinary = isBinary;
    held.message.body = body;
    return held;
}

} // namespace HeldMessages
