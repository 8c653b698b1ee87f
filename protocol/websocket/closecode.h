// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"

#include <QByteArrayView>

namespace WebSocket {

/// The name of \a code as the IANA registry has it, RFC 6455 section 7.4.1: "Going Away".
/// Of the others "Reserved" (to 2999), "Registered" (3000-3999), "Private Use" (4000-4999) or
/// "Invalid".
QByteArrayView closeCodeName(quint16 code);

/// True if a close frame may carry \a code. 1005, 1006 and 1015 never cross the wire.
bool isCloseCodeOnWire(quint16 code);

/// What an endpoint closes with that sees \a problems in what its peer sent: 1002, 1007 or 1009.
quint16 closeCodeFor(const Problems &problems);

} // namespace WebSocket
