// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/capture/wire.h"
#include "protocol/engineio/packet.h"

namespace Capture {

/// One Engine.IO packet with where it crossed and what it cost.
struct PacketUnit
{
    Direction direction = Direction::Sent;
    Transport transport = Transport::WebSocket;
    Time time;
    Id connection = 0;
    Id exchange = 0;
    EngineIo::Packet packet; ///< of spilled content the head only
    Content content; ///< as it crossed
    bool isBinary = false; ///< crossed as a binary WebSocket message
    qint64 plainBytes = 0; ///< its share before compression, without frame headers
    qint64 transportBytes = 0; ///< frame headers
    qint64 savedBytes = 0; ///< by compression
    Problems problems;
    std::vector<Id> frames; ///< already gathered
    Id lastFrame = 0; ///< will be gathered once the message has its number

    /// How many bytes the packet's data has: of spilled content more than the packet holds.
    qint64 dataBytes() const;
    /// The data of an attachment's packet as content of its own; the unit is spent.
    Content takeAttachment();

    /// One that did not cross, made of \a piece, which is spent.
    static PacketUnit uncrossed(const WireUncrossed &event, WireUncrossed::Piece &piece,
                                EngineIo::Revision revision, Transport transport);
};

} // namespace Capture
