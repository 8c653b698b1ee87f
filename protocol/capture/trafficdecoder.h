// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/connectiondecoder.h"

#include <memory>
#include <unordered_map>

namespace Capture {

/// Turns what taps report into records: the whole way from bytes to messages, for all connections
/// of a capture. Pure: it knows no thread, file or clock; the events bring their times.
class TrafficDecoder
{
public:
    void addSource(const SourceRecord &source);
    void take(WireEvent &&event);

    /// Stops and goes on gathering; decoding never stops.
    void pause(Time now) { m_context.collector.pause(now); }
    void resume(Time now) { m_context.collector.resume(now); }

    /// Gathers what changed in sessions and connections, and closes silent polling sessions. To be
    /// called some times a second while there is traffic, and once after it.
    void flush(Time now);

    /// What the user says that a plain WebSocket session speaks from now on; nothing: it is to be
    /// found out.
    void setDialect(Id session, std::optional<Dialects::Dialect> dialect)
    {
        m_context.saidOfSessions.insert(session, dialect);
    }

    /// The recording is about to end: connections of our own end because of that.
    void finishing() { m_context.admins.finishing(); }
    /// The recording ends: what is open comes out as it is.
    void finish(Time now);

    /// What could not be decoded because bytes before it are missing.
    const UndecodedCount &undecoded() const { return m_context.undecoded; }

    /// Bytes gathered since the last takeBatch(), about.
    qint64 weight() const { return m_context.collector.weight(); }
    RecordBatch takeBatch() { return m_context.collector.take(); }

private:
    DecoderContext m_context;
    std::unordered_map<Id, std::unique_ptr<ConnectionDecoder>> m_connections;
};

} // namespace Capture
