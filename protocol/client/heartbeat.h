// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/handshake.h"
#include "protocol/engineio/packet.h"

#include <QTimer>

#include <functional>

namespace Client {

/// The client's side of Engine.IO's heartbeat, as engine.io-client keeps it. Revision 4: the server
/// pings, and is lost when it doesn't for pingInterval + pingTimeout, whatever else comes.
/// Revision 3: the client pings, and the server is lost when nothing comes for pingTimeout after
/// that.
class Heartbeat
{
public:
    Heartbeat();
    Q_DISABLE_COPY_MOVE(Heartbeat)

    void start(EngineIo::Revision revision, const EngineIo::Handshake &handshake);
    void stop();
    /// A packet came.
    void took(EngineIo::PacketType type);

    std::function<void()> onPingDue; ///< revision 3: send one
    std::function<void()> onSilence; ///< the server is lost

private:
    EngineIo::Revision m_revision = EngineIo::Revision::V4;
    std::chrono::milliseconds m_interval {0};
    std::chrono::milliseconds m_timeout {0};
    QTimer m_ping;
    QTimer m_silence;
};

} // namespace Client
