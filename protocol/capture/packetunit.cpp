// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/packetunit.h"

#include <algorithm>
#include <utility>

namespace Capture {

qint64 PacketUnit::dataBytes() const
{
    if (packet.base64)
        return packet.decoded.size();
    return std::max<qint64>(0, content.size - packet.headerBytes);
}

Content PacketUnit::takeAttachment()
{
    if (packet.base64)
        return {packet.decoded};
    Content data = std::move(content);
    data.bytes = data.bytes.sliced(std::min<qsizetype>(packet.headerBytes, data.bytes.size()));
    data.size -= packet.headerBytes;
    return data;
}

PacketUnit PacketUnit::uncrossed(const WireUncrossed &event, WireUncrossed::Piece &piece,
                                 EngineIo::Revision revision, Transport transport)
{
    PacketUnit unit;
    unit.direction = event.direction;
    unit.transport = transport;
    unit.time = event.time;
    unit.connection = event.connection;
    unit.isBinary = piece.isBinary && transport == Transport::WebSocket;
    unit.packet = EngineIo::decodePacket(revision, piece.bytes, piece.isBinary);
    unit.content = Content(std::move(piece.bytes));
    return unit;
}

} // namespace Capture
