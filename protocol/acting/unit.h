// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/wire.h"
#include "protocol/rules/judge.h"
#include "protocol/socketio/packetassembler.h"
#include "protocol/websocket/frame.h"

#include <memory>

/// Messages on their way through a tap: read where something may have to be done with them, and
/// written again where something was. No I/O; the time is given.
namespace Acting {

/// A WebSocket message, or an Engine.IO packet as it crosses a WebSocket.
using Piece = Capture::WireUncrossed::Piece;

/// What rules look at and what is held, changed or dropped as one: a WebSocket message, a control
/// frame, an Engine.IO packet, or a Socket.IO packet with its attachments.
struct Unit
{
    Rules::LiveMessage message;
    WebSocket::OpCode opCode = WebSocket::OpCode::Text; ///< of a WebSocket
    std::vector<Piece> pieces; ///< plain. None: bytes that could not be read, and go on as they are
    QByteArray raw; ///< the frames as they came
    bool isCompressed = false; ///< some of them are
    qint64 number = 0; ///< of its last piece, see Capture::WireMarked
    std::shared_ptr<const SocketIo::Assembled> packet; ///< if it is one of Socket.IO

    int completes = 0; ///< how many messages of the stream end with it

    bool isReadable() const { return !pieces.empty(); }
    bool isControl() const { return WebSocket::isControl(opCode); }
    bool isHeartbeat() const { return Capture::isHeartbeat(message.kind); }
};

} // namespace Acting
