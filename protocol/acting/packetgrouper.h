// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/unit.h"
#include "protocol/engineio/packet.h"

#include <deque>

namespace Acting {

/// Makes units of the Engine.IO packets of one direction: a Socket.IO packet waits for its
/// attachments, all else is a unit of its own. Whether there is Socket.IO at all is told by the
/// first packet that is one without a fault.
class PacketGrouper
{
public:
    /// \a base has what is the same of all messages: direction, transport, path.
    PacketGrouper(EngineIo::Revision revision, Rules::LiveMessage base);

    /// Whether packets wait for their attachments; else each is a unit of its own.
    void setGrouping(bool on) { m_groups = on; }

    struct Arrived
    {
        EngineIo::Packet packet;
        QByteArray raw; ///< its frames, of a WebSocket
        bool isCompressed = false;
        qint64 wireBytes = 0;
        qint64 number = 0;
    };
    /// Takes the next packet. Call next() until there is none.
    void feed(Arrived &&arrived);
    /// What is incomplete comes out.
    void finish();
    std::optional<Unit> next();
    /// Attachments are awaited.
    bool isWaiting() const { return !m_waiting.empty(); }

private:
    bool isSocketIo(const EngineIo::Packet &packet, QByteArrayView data);
    void drain();
    void put(Unit &&unit) { m_ready.push_back(std::move(unit)); }
    Unit unitOf(std::vector<Arrived> &&parts) const;
    Unit plainUnit(Arrived &&arrived) const;

    EngineIo::Revision m_revision;
    Rules::LiveMessage m_base;
    bool m_groups = true;
    bool m_isSocketIo = false;
    SocketIo::PacketDecoder m_probe;
    SocketIo::PacketAssembler m_assembler;
    std::deque<Arrived> m_waiting; // fed to the assembler, and in no unit yet
    std::deque<Unit> m_ready;
};

} // namespace Acting
