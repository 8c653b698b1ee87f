// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/relaylog.h"

#include "protocol/tap/relaycontext.h"

namespace Tap {

using Capture::Direction;

RelayLog::RelayLog(RelayContext &context, TapCounters &counters, Capture::Id connection)
    : m_context(context)
    , m_counters(counters)
    , m_connection(connection)
{
}

void RelayLog::opened(quint32 source, const QByteArray &client, const QByteArray &target, bool tls)
{
    m_counters.accepted.fetch_add(1, std::memory_order_relaxed);
    m_counters.open.fetch_add(1, std::memory_order_relaxed);
    m_context.record(Capture::WireOpened {.connection = m_connection,
                                          .source = source,
                                          .time = m_context.now(),
                                          .client = client,
                                          .target = target,
                                          .tls = tls});
}

void RelayLog::connected(const QByteArray &peer, const QByteArray &tls)
{
    m_context.record(Capture::WireConnected {m_connection, m_context.now(), peer, tls});
}

void RelayLog::failed()
{
    m_counters.failed.fetch_add(1, std::memory_order_relaxed);
}

void RelayLog::bytes(Direction direction, QByteArray bytes, Capture::Time time)
{
    auto &counter = direction == Direction::Sent ? m_counters.sentBytes : m_counters.receivedBytes;
    counter.fetch_add(static_cast<quint64>(bytes.size()), std::memory_order_relaxed);
    m_context.record(Capture::WireBytes {m_connection, direction, time, std::move(bytes), false});
}

void RelayLog::ours(Direction direction, QByteArray bytes)
{
    m_context.record(
        Capture::WireBytes {m_connection, direction, m_context.now(), std::move(bytes), true});
}

void RelayLog::received(const QByteArray &bytes, std::optional<Translator::Counting> &&counting)
{
    const Capture::Time time = m_context.now();
    const qsizetype begin = counting ? counting->begin : bytes.size();
    if (begin > 0)
        this->bytes(Direction::Received, bytes.first(begin), time);
    if (counting) {
        counting->counted.connection = m_connection;
        m_context.record(std::move(counting->counted));
    }
    if (begin < bytes.size())
        this->bytes(Direction::Received, bytes.sliced(begin), time);
}

void RelayLog::notes(std::vector<Capture::WireEvent> &&notes)
{
    for (Capture::WireEvent &note : notes) {
        std::visit([this](auto &event) { event.connection = m_connection; }, note);
        if (auto *changed = std::get_if<Capture::WireChanged>(&note))
            changed->time = m_context.now();
        m_context.record(std::move(note));
    }
}

void RelayLog::ended(Direction direction, Capture::WireEnded::End end)
{
    m_context.record(Capture::WireEnded {m_connection, direction, m_context.now(), end});
}

void RelayLog::closed(std::optional<Problem> problem, const QByteArray &text)
{
    m_counters.open.fetch_sub(1, std::memory_order_relaxed);
    m_context.record(Capture::WireClosed {m_connection, m_context.now(), problem, text});
}

} // namespace Tap
