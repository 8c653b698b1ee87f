// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/engineclient.h"
#include "protocol/compare/peer.h"
#include "protocol/compare/plan.h"
#include "protocol/server/parser.h"
#include "protocol/socketio/packetassembler.h"

#include <optional>

namespace Compare {

/// Does the work over Socket.IO 4 (protocol 5), with either parser. Where the server offers
/// connection state recovery it can ask for it.
class SocketIoPeer final : public Peer
{
public:
    struct Options
    {
        Way way;
        /// On a way that upgrades, whether it is ready only after that.
        bool waitsForUpgrade = true;
        bool recovers = false; ///< asks for what it missed when it is opened again
    };

    SocketIoPeer(Net::Poller &poller, const Target &target, const Options &options);

    void open(const QByteArray &address) override;
    void close() override;
    void tell(const QByteArray &text) override;
    void ask(const QByteArray &payload, bool binary) override;
    void broadcast(const QByteArray &text) override;
    void askRead() override;

    /// The server gave a private id: it offers connection state recovery.
    bool isOfferedRecovery() const { return !m_pid.isEmpty(); }
    /// As the server's handshake says; 0: it didn't.
    qint64 maxPayload() const { return m_maxPayload; }

private:
    void opened();
    void becomeReady();
    void takeMessages();
    void take(const SocketIo::Assembled &message);
    void send(const SocketIo::Assembled &message);
    void sendEvent(const QByteArray &name, const SocketIo::Arguments &arguments,
                   std::optional<quint64> ackId = {});
    void closed(const QByteArray &reason);

    Target m_target;
    Options m_options;
    Client::EngineClient m_engine;
    SocketIo::PacketAssembler m_assembler {5};
    quint64 m_nextAckId = 0;
    QByteArray m_pid; // for recovery
    QByteArray m_offset; // of the last event
    qint64 m_maxPayload = 0;
    bool m_isConnected = false;
    bool m_isReady = false;
};

} // namespace Compare
