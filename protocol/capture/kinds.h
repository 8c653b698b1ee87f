// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/engineio/packet.h"
#include "protocol/socketio/packet.h"
#include "protocol/websocket/frame.h"

namespace Capture {

/// What a WebSocket message or control frame is; of a reserved opcode Binary.
Kind kindOf(WebSocket::OpCode opCode);
/// What an Engine.IO packet is if it carries no Socket.IO.
Kind kindOf(EngineIo::PacketType type);
/// What a Socket.IO packet is; of an unknown one an Engine.IO message.
Kind kindOf(SocketIo::PacketType type);

} // namespace Capture
