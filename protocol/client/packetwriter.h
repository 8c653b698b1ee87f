// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"
#include "protocol/socketio/packetassembler.h"

#include <optional>

namespace Client {

/// Writes Socket.IO packets as the messages of Engine.IO that they cross in, by protocol and
/// parser.
class PacketWriter
{
public:
    /// \a protocol is 4 or 5.
    PacketWriter(int protocol, bool usesMsgpack)
        : m_protocol(protocol)
        , m_usesMsgpack(usesMsgpack)
    {
    }

    /// Nothing if the data are no JSON.
    std::optional<QList<EngineIo::Packet>> write(const SocketIo::Assembled &message) const;

    int protocol() const { return m_protocol; }

private:
    int m_protocol;
    bool m_usesMsgpack;
};

} // namespace Client
