// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

/// The words for enumerations in files, exports and filters.
namespace Capture {

/// "event", "eio-ping", "connect-error", …
QByteArrayView kindName(Kind kind);
std::optional<Kind> kindFromName(QByteArrayView name);

/// "sent", "received"
QByteArrayView directionName(Direction direction);

/// "websocket", "polling", "" for none
QByteArrayView transportName(Transport transport);

/// "open" … "noop" for Engine.IO packet types 0-6, "" for others
QByteArrayView engineIoName(int type);

/// "CONNECT" … "BINARY_ACK" for Socket.IO packet types 0-6; type 4 is "ERROR" in protocol 4
QByteArrayView socketIoName(int type, int protocol);

/// "slow-disk", "disk-full", "write-error", "paused", "admin-away"
QByteArrayView gapCauseName(GapRecord::Cause cause);

/// "injected", "replaced", "dropped", "withheld", "delayed", "duplicated", "reordered", "answered"
QByteArrayView alterationName(Alteration::What what);

/// "admin", "observed", "inferred"
QByteArrayView howName(MembershipRecord::How how);

} // namespace Capture
