// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"
#include "widgets/common/theme.h"

#include <QString>

/// The user's words for messages that wait at breakpoints.

/// "Ab3x", the first four characters of the sid, or "#7" of a plain WebSocket.
QString heldSession(const Acting::SessionPlace &place);
/// "EVENT", and the colour of that chip.
QString heldKind(const Rules::LiveMessage &message);
Tint heldKindTint(const Rules::LiveMessage &message);
/// An event's name, "→ 41" of an ack, "1001 Going Away: …" of a close; else empty.
QString heldSubject(const Rules::LiveMessage &message);
/// The data in one line: an event's arguments, text, or bytes in hex.
QString heldPreview(const Rules::LiveMessage &message);
/// In whole seconds: "12 s", "1 min 5 s", "2 h 3 min".
QString waitWords(std::chrono::microseconds waited);

/// How long heartbeats can stay away where the session's own times are not known: the pingInterval
/// and pingTimeout that servers have unless told otherwise.
inline constexpr std::chrono::seconds UsualPatience {45};

/// What waits behind \a message and what comes of it.
QString heldMeaning(const Acting::HeldMessage &message, Capture::Time now);
