// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/engineio/packet.h"
#include "protocol/socketio/packet.h"

namespace Capture {

/// Hides in \a message, of our own talk with an admin namespace, what a client logs in with, and
/// what a server gives it for the next time. \a packet is null if it is none that is known;
/// \a carrier is what it came in.
void hideCredentials(MessageRecord &message, const SocketIo::Packet *packet,
                     const EngineIo::Packet &carrier);

} // namespace Capture
