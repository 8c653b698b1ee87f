// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/trafficdecoder.h"

#include <algorithm>
#include <vector>

namespace Capture {

void TrafficDecoder::addSource(const SourceRecord &source)
{
    m_context.collector.add(source);
    if (source.type == SourceRecord::Type::Client || source.type == SourceRecord::Type::Admin)
        m_context.sessions.addClient(source.id);
    if (source.dialect)
        m_context.dialects.insert(source.id, *source.dialect);
}

void TrafficDecoder::take(WireEvent &&event)
{
    if (const auto *opened = std::get_if<WireOpened>(&event)) {
        m_context.collector.countConnection(opened->source);
        m_connections.insert_or_assign(opened->connection,
                                       std::make_unique<ConnectionDecoder>(m_context, *opened));
        return;
    }
    const Id id = std::visit([](const auto &some) { return some.connection; }, event);
    const auto found = m_connections.find(id);
    if (found == m_connections.end())
        return; // over already
    ConnectionDecoder &connection = *found->second;
    if (auto *bytes = std::get_if<WireBytes>(&event))
        connection.feed(std::move(*bytes));
    else if (const auto *missing = std::get_if<WireMissing>(&event))
        connection.missing(*missing);
    else if (const auto *connected = std::get_if<WireConnected>(&event))
        connection.connected(*connected);
    else if (const auto *changed = std::get_if<WireChanged>(&event))
        connection.changed(*changed);
    else if (const auto *counted = std::get_if<WireCounted>(&event))
        connection.counted(*counted);
    else if (auto *marked = std::get_if<WireMarked>(&event))
        connection.marked(std::move(*marked));
    else if (auto *uncrossed = std::get_if<WireUncrossed>(&event))
        connection.uncrossed(std::move(*uncrossed));
    else if (const auto *ended = std::get_if<WireEnded>(&event))
        connection.ended(*ended);
    else if (const auto *closed = std::get_if<WireClosed>(&event)) {
        connection.closed(*closed);
        m_connections.erase(found);
    }
}

void TrafficDecoder::flush(Time now)
{
    for (const auto &[id, connection] : m_connections)
        connection->flush();
    m_context.sessions.sweep(now);
    m_context.sessions.flush();
}

void TrafficDecoder::finish(Time now)
{
    finishing();
    std::vector<Id> open;
    open.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        open.push_back(id);
    std::sort(open.begin(), open.end());
    for (const Id id : open)
        take(WireClosed {
            .connection = id, .time = now, .problem = {}, .text = "end of the recording"});
    m_context.sessions.finish(now);
}

} // namespace Capture
