// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "widgets/common/theme.h"

#include <QString>

/// The user's words for what a capture holds.

/// "EVENT", "ACK", "CONNECT", "ERROR", "TEXT", …: what stands in a row's chip. Upper case; of a
/// dialect its verb as it is spelled.
QString kindLabel(const Capture::MessageRecord &message);
/// The colour of that chip's text.
Tint kindTint(const Capture::MessageRecord &message);
QColor kindColor(const Capture::MessageRecord &message, const Theme &theme);
/// "STOMP", "GraphQL", …; empty for None.
QString dialectTitle(Dialects::Dialect dialect);

/// What a session is called: the first four characters of its sid ("Ab3x"), or the path ("/feed").
QString sessionTitle(const Capture::SessionRecord &session);
/// What it speaks: "SIO 4", "SIO 2", "EIO 3", "WS", "RAW".
QString sessionProtocol(const Capture::SessionRecord &session);
/// How it travelled: "polling → websocket".
QString sessionTransports(const Capture::SessionRecord &session);
/// "sent" or "received".
QString directionWord(Capture::Direction direction);
/// "continuation", "text", "binary", "close", "ping", "pong", or "reserved 3".
QString opCodeWord(quint8 firstByte);
/// Why something was not recorded.
QString gapCauseWords(Capture::GapRecord::Cause cause);
