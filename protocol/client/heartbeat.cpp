// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/heartbeat.h"

namespace Client {

using EngineIo::PacketType;
using EngineIo::Revision;

Heartbeat::Heartbeat()
{
    for (QTimer *timer : {&m_ping, &m_silence}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    m_ping.callOnTimeout([this] {
        m_silence.start(m_timeout);
        onPingDue();
    });
    m_silence.callOnTimeout([this] { onSilence(); });
}

void Heartbeat::start(Revision revision, const EngineIo::Handshake &handshake)
{
    m_revision = revision;
    m_interval = handshake.pingInterval;
    m_timeout = handshake.pingTimeout;
    m_silence.start(m_interval + m_timeout);
    if (revision == Revision::V3)
        m_ping.start(m_interval);
    else
        m_ping.stop();
}

void Heartbeat::stop()
{
    m_ping.stop();
    m_silence.stop();
}

void Heartbeat::took(PacketType type)
{
    if (!m_silence.isActive())
        return;
    const bool isV3 = m_revision == Revision::V3;
    if (isV3 || type == PacketType::Ping)
        m_silence.start(m_interval + m_timeout);
    if (isV3 && type == PacketType::Pong)
        m_ping.start(m_interval);
}

} // namespace Client
