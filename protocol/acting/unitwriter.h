// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/unit.h"
#include "protocol/engineio/payload.h"

namespace Acting {

/// \a packet as Engine.IO packets on a WebSocket, text or \a isMsgpack. Nothing if it cannot be
/// written so: data that are no JSON, for MessagePack.
std::optional<std::vector<Piece>> piecesOf(const SocketIo::Assembled &packet,
                                           EngineIo::Revision revision, bool isMsgpack);

/// \a unit with another body (Rules::LiveMessage::body) in the same encoding. Nothing if that body
/// cannot stand there.
std::optional<std::vector<Piece>> piecesWithBody(const Unit &unit, const QByteArray &body,
                                                 EngineIo::Revision revision);

/// The frames that say \a pieces, uncompressed, so that nothing is done to a deflate context
/// (RFC 7692 6). A client's are masked.
QByteArray framesOf(const std::vector<Piece> &pieces, WebSocket::Sender sender);
/// One control frame.
QByteArray controlFrame(WebSocket::OpCode opCode, const QByteArray &payload,
                        WebSocket::Sender sender);

/// For EngineIo::encodePayload().
EngineIo::Packet packetOf(const Piece &piece, EngineIo::Revision revision);

/// As contents of a message in the capture: the first piece.
inline QByteArray contentOf(const std::vector<Piece> &pieces)
{
    return pieces.empty() ? QByteArray() : pieces.front().bytes;
}

} // namespace Acting
