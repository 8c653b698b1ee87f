// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/acktable.h"
#include "protocol/capture/adminobserver.h"
#include "protocol/capture/packetunit.h"
#include "protocol/capture/session.h"
#include "protocol/engineio/handshake.h"
#include "protocol/socketio/packetassembler.h"

#include <QHash>
#include <QSet>

#include <array>
#include <deque>

namespace Capture {

/// Recovery ids (`pid`) and the session that was given each: the proof of who follows whom.
using RecoveryIds = QHash<QByteArray, Id>;

/// All that shares one Engine.IO sid, over any transport: makes messages of its packets, joins
/// Socket.IO packets with their attachments, pairs acks, knows the namespaces.
///
/// Whether Engine.IO carries Socket.IO is told by the content: a CONNECT, or an event without a
/// fault, decides for it. Until then packets are plain Engine.IO messages.
///
/// A session of a source of type Admin tells an AdminObserver what it hears, and hides credentials
/// in what it gathers.
class EngineIoSession
{
public:
    EngineIoSession(Collector &collector, AdminObserver &admins, RecoveryIds &recoveryIds,
                    SessionRecord record);

    EngineIo::Revision revision() const;
    Session &session() { return m_session; }
    const SessionRecord &record() const { return m_session.record(); }

    /// The next packet of a direction. Returns the number of the message that it completed, or 0
    /// while attachments are awaited.
    Id take(PacketUnit &&unit);
    /// Packets that did not cross the target side, and what was done to them: messages like all
    /// others, which ask and answer. The session goes on as the target knows it, who has not heard
    /// of them or has not said them: who is connected, what the session is, and whether it is over
    /// do not change by them, nor are they held against a side. A packet comes with all its
    /// attachments.
    void takeUncrossed(std::vector<PacketUnit> units, const Alteration &alteration);

    /// A WebSocket with this sid was accepted.
    void webSocketOpened(Id connection, Time time);
    /// That WebSocket is over; \a byClient: the client's close frame came first.
    void webSocketClosed(Id connection, Time time, const QByteArray &reason, bool byClient);
    /// A polling request is under way (\a isOpen) or over.
    void pollingChanged(Time time, bool isOpen);

    /// Packets of this direction are missing: what awaits attachments gets none of those that come.
    void interrupt(Direction direction);

    void close(Time time, const QByteArray &reason);

    /// The last sign of life.
    Time lastSeen() const { return m_lastSeen; }
    bool isPolling() const { return m_openPolls > 0; }
    /// True if the client closed it, so that no later session takes it up.
    bool endedByClient() const { return m_endedByClient; }

private:
    struct Lane // one direction
    {
        SocketIo::PacketAssembler assembler;
        std::deque<PacketUnit> waiting; // fed to the assembler and not yet in a message
    };

    MessageRecord baseOf(const PacketUnit &unit) const;
    MessageRecord messageOf(PacketUnit &unit) const;
    MessageRecord assembledOf(const SocketIo::Packet &packet, std::vector<PacketUnit> &units) const;
    Id takeControl(PacketUnit &&unit);
    void takeOpen(const PacketUnit &unit);
    Id takeMessage(PacketUnit &&unit);
    static void feed(Lane &lane, PacketUnit &&unit);
    Id drain(Lane &lane, Direction direction, const Alteration *uncrossed);
    Id addAssembled(Direction direction, const SocketIo::Packet &packet,
                    std::vector<PacketUnit> units, const Alteration *uncrossed);
    bool isAdmin() const;
    void tellAdmins(const SocketIo::Packet &packet, const Admin::Event &event, Direction direction,
                    Time time, Id message);
    void checkProtocol(MessageRecord &message, const SocketIo::Packet &packet);
    void takeConnect(Direction direction, const SocketIo::Packet &packet);
    NamespaceState &namespaceState(const QByteArray &name);
    bool looksLikeSocketIo(const PacketUnit &unit);
    int protocol() const { return revision() == EngineIo::Revision::V3 ? 4 : 5; }
    void step(TransportStep::Stage stage, Time time, Id connection);

    Collector &m_collector;
    AdminObserver &m_admins;
    RecoveryIds &m_recoveryIds;
    Session m_session;
    SocketIo::PacketDecoder m_probe; // for looksLikeSocketIo()
    std::array<Lane, 2> m_lanes;
    AckTable m_acks;
    QSet<QByteArray> m_asked; // namespaces that the client asked for
    Time m_lastSeen;
    Id m_webSocket = 0; // connection of the WebSocket, probing or in use
    int m_openPolls = 0;
    bool m_isUpgraded = false; // the WebSocket is in use
    bool m_sawOpen = false;
    bool m_sawProbe = false;
    bool m_endedByClient = false;
};

} // namespace Capture
