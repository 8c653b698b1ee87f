// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/tally.h"

#include "protocol/compare/payload.h"

#include <algorithm>

namespace Compare {

using Capture::Direction;
using Capture::Kind;

namespace {

/// What has been decoded is let go of when it is so much.
constexpr qint64 GatherFrom = qint64(8) << 20;

template<typename Time>
void setLater(std::optional<Time> &time, const std::optional<Time> &other)
{
    if (other && (!time || *time < *other))
        time = other;
}

/// A ping that our client sent, or the answer to it.
bool isQuestion(const Capture::MessageRecord &message)
{
    return message.direction == Direction::Sent ? message.kind == Kind::Ping
                                                : message.kind == Kind::Pong;
}

/// There was no way to the target.
bool isUnreachable(Problem problem)
{
    switch (problem) {
    case Problem::TapRefused:
    case Problem::TapHostNotFound:
    case Problem::TapUnreachable:
    case Problem::TapTimedOut:
    case Problem::TapTlsFailed:
    case Problem::TapProxyFailed:
        return true;
    default:
        return false;
    }
}

bool isOfApp(Kind kind)
{
    return kind == Kind::Event || kind == Kind::Ack || kind == Kind::Text || kind == Kind::Binary;
}

std::optional<int> numberOf(const Capture::MessageRecord &message)
{
    const QByteArray &bytes = message.content.bytes;
    if (message.isMsgpack && message.transport == Capture::Transport::Polling)
        return payloadNumber(QByteArray::fromBase64(bytes.sliced(bytes.startsWith('b') ? 1 : 0)));
    return payloadNumber(bytes);
}

} // namespace

Layers &Tally::layers(Direction direction)
{
    return direction == Direction::Sent ? m_interval.sent : m_interval.received;
}

void Tally::take(std::vector<Capture::WireEvent> &&events)
{
    for (Capture::WireEvent &event : events)
        takeOne(std::move(event));
    events.clear();
    gather();
}

void Tally::takeOne(Capture::WireEvent &&event)
{
    if (const auto *opened = std::get_if<Capture::WireOpened>(&event)) {
        if (m_sources.insert(opened->source).second) {
            Capture::SourceRecord source;
            source.id = opened->source;
            source.dialect = Dialects::Dialect::None; // it is known what is said
            m_decoder.addSource(source);
        }
        m_open.insert(opened->connection);
        ++m_interval.connections;
        m_interval.openAtMost = std::max(m_interval.openAtMost, int(m_open.size()));
        if (!m_interval.opened)
            m_interval.opened = opened->time;
    } else if (const auto *bytes = std::get_if<Capture::WireBytes>(&event)) {
        if (!bytes->ours && m_open.contains(bytes->connection)) {
            layers(bytes->direction).wire += bytes->bytes.size();
            if (bytes->direction == Direction::Sent && !m_interval.firstSent)
                m_interval.firstSent = bytes->time;
        }
    } else if (const auto *closed = std::get_if<Capture::WireClosed>(&event)) {
        if (m_open.erase(closed->connection) > 0 && !m_interval.closed)
            m_interval.closed = closed->time;
        if (closed->problem && isUnreachable(*closed->problem))
            m_interval.unreachable = closed->text;
    }
    m_decoder.take(std::move(event));
    if (m_decoder.weight() > GatherFrom)
        gather();
}

void Tally::gather()
{
    Capture::RecordBatch batch = m_decoder.takeBatch();
    if (batch.totals)
        m_exchanges = batch.totals->exchanges;
    for (const Capture::ExchangeRecord &exchange : batch.exchanges)
        note(exchange);
    for (const Capture::SessionRecord &session : batch.sessions) {
        m_interval.hasSession
            = m_interval.hasSession || session.type != Capture::SessionRecord::Type::WebSocket;
        m_interval.pingIntervalMs = std::max(m_interval.pingIntervalMs, session.pingIntervalMs);
    }
    for (Capture::MessageRecord &message : batch.messages) {
        if (!message.changed.isEmpty())
            continue; // of the tap itself
        note(message);
        message.content = {};
        message.attachments.clear();
        m_messages.push_back(std::move(message));
    }
}

void Tally::note(const Capture::ExchangeRecord &exchange)
{
    if (exchange.isHandshake && exchange.status == 101) {
        setLater(m_interval.ready, exchange.responseEnded);
        if (!exchange.target.contains("EIO=")) // Socket.IO asks with a CONNECT
            setLater(m_interval.asked, std::optional(exchange.requestStarted));
        m_interval.agreedOnDeflate = m_interval.agreedOnDeflate
            || exchange.responseHead.bytes.contains("permessage-deflate");
    }
    if (exchange.isPolling && exchange.method == "POST" && exchange.status == 200)
        setLater(m_interval.posted, exchange.responseEnded);
    if (exchange.session != 0) {
        std::set<Capture::Id> &connections = m_connectionsOf[exchange.session];
        connections.insert(exchange.connection);
        m_interval.crossedConnections = m_interval.crossedConnections || connections.size() > 1;
    }
}

void Tally::note(const Capture::MessageRecord &message)
{
    const bool isReady = message.direction == Direction::Received
        ? message.kind == Kind::Connect
        : message.kind == Kind::EioUpgrade;
    if (isReady)
        setLater(m_interval.ready, std::optional(message.time));
    if (message.direction == Direction::Sent && message.kind == Kind::Connect)
        setLater(m_interval.asked, std::optional(message.time));
    if (message.kind == Kind::Pong && isQuestion(message))
        setLater(m_interval.ponged, std::optional(message.time));
    if (!isOfApp(message.kind))
        return;
    m_interval.messages.push_back({message.time, message.connection, message.direction,
                                   message.kind == Kind::Ack, message.ackLatencyUs,
                                   numberOf(message).value_or(-1)});
}

void Tally::count(const Capture::MessageRecord &message, qint64 size)
{
    Layers &sums = layers(message.direction);
    if (isQuestion(message)) {
        sums.wire -= message.wireBytes();
        return;
    }
    if (message.kind == Kind::Handshake || message.kind == Kind::Http)
        return; // what is left over is theirs
    sums.socketIo += message.socketIoBytes;
    sums.engineIo += message.engineIoBytes;
    sums.saved += message.savedBytes;
    if (message.transport == Capture::Transport::WebSocket)
        sums.webSocket += message.transportBytes;
    // What the app itself meant is the payload that it was asked to send; the rest of what a
    // capture calls so is there because of the protocol.
    const bool isSocketIo = message.socketIo >= 0;
    const qint64 own = !isOfApp(message.kind) ? 0
        : isSocketIo                          ? std::min(size, message.payloadBytes)
                                              : message.payloadBytes;
    sums.payload += own;
    Q_ASSERT(message.payloadBytes >= own);
    qint64 &rest = isSocketIo         ? sums.socketIo
        : message.engineIo >= 0       ? sums.engineIo
        : message.kind == Kind::Close ? sums.webSocket
                                      : sums.payload;
    rest += message.payloadBytes - own;
}

Interval Tally::interval(qint64 size)
{
    const Capture::Time now = m_messages.empty() ? Capture::Time() : m_messages.back().time;
    m_decoder.flush(now);
    gather();
    for (const Capture::MessageRecord &message : m_messages)
        count(message, size);
    m_messages.clear();
    for (Layers *sums : {&m_interval.sent, &m_interval.received}) {
        sums->http = sums->wire + sums->saved - sums->payload - sums->socketIo - sums->engineIo
            - sums->webSocket;
    }
    m_interval.requests = m_exchanges - std::exchange(m_exchangesBefore, m_exchanges);
    Interval done = std::exchange(m_interval, {});
    m_interval.openAtMost = int(m_open.size());
    return done;
}

} // namespace Compare
