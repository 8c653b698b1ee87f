// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/socketio/packetdecoder.h"

#include <QHash>

namespace Formats {

/// The Socket.IO protocol of each session, by its number.
QHash<Capture::Id, int> socketIoProtocols(Capture::StoreReader &reader);

/// The data of Socket.IO packets as JSON: of MessagePack too, attachments in their places. An
/// object of the class keeps the decoders' buffers.
class PacketData
{
public:
    /// One line of JSON; empty for none, or for none that is valid. \a message is whole, \a
    /// protocol the Socket.IO protocol of its session (4 or 5, 0 for none or not known).
    QByteArray of(const Capture::MessageRecord &message, int protocol);

private:
    SocketIo::PacketDecoder m_decoder;
};

} // namespace Formats
