// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/session.h"

#include <utility>

namespace Capture {

Session::Session(Collector &collector, SessionRecord record)
    : m_collector(collector)
    , m_record(std::move(record))
{
}

Id Session::add(MessageRecord &&message)
{
    message.session = m_record.id;
    if (const Aside aside = m_collector.asideOf(m_record.source); aside != Aside::None)
        message.aside = aside;
    const Direction direction = message.direction;
    const qint64 payload = message.payloadBytes;
    const qint64 wire = message.wireBytes();
    const bool hasProblem = !message.problems.isEmpty();
    const Id id = m_collector.add(std::move(message));
    if (id == 0)
        return 0;
    m_isDirty = true;
    ++(direction == Direction::Sent ? m_record.sentMessages : m_record.receivedMessages);
    m_record.payloadBytes.of(direction) += payload;
    m_record.wireBytes.of(direction) += wire;
    if (hasProblem)
        ++m_record.problems;
    return id;
}

Id Session::addUncrossed(MessageRecord &&message, const Alteration &alteration)
{
    message.payloadBytes = 0;
    message.socketIoBytes = 0;
    message.engineIoBytes = 0;
    message.transportBytes = 0;
    message.savedBytes = 0;
    const Time time = message.time;
    const Id id = add(std::move(message));
    m_collector.add(AlterationRecord {.message = id, .time = time, .alteration = alteration});
    return id;
}

void Session::close(Time time, const QByteArray &reason)
{
    if (isClosed())
        return;
    m_isDirty = true;
    m_record.state = SessionRecord::State::Closed;
    m_record.closed = time;
    m_record.closeReason = reason;
    m_record.transports.append({.time = time, .stage = TransportStep::Stage::Closed});
    for (NamespaceState &nsp : m_record.namespaces)
        nsp.isConnected = false;
}

void Session::flush()
{
    if (std::exchange(m_isDirty, false))
        m_collector.add(m_record);
}

} // namespace Capture
