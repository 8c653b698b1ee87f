// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/layercosts.h"

using Capture::Kind;
using Capture::Transport;

namespace Query {

LayerCosts &LayerCosts::operator+=(const LayerCosts &other)
{
    payload += other.payload;
    socketIo += other.socketIo;
    engineIo += other.engineIo;
    webSocket += other.webSocket;
    http += other.http;
    saved += other.saved;
    return *this;
}

void LayerSum::add(const Capture::MessageFacts &message, bool isChosen)
{
    if (message.transport == Transport::Polling && message.kind != Kind::Http
        && message.exchange != 0) {
        update(message.exchange, [&](Poll &poll) {
            poll.carried += message.wireBytes();
            poll.isChosen = poll.isChosen || isChosen;
        });
    }
    if (!isChosen)
        return;
    LayerCosts &costs = m_costs[static_cast<std::size_t>(message.transport)];
    costs.payload += message.payloadBytes;
    costs.socketIo += message.socketIoBytes;
    costs.engineIo += message.engineIoBytes;
    const bool isFramed
        = message.transport == Transport::WebSocket && message.kind != Kind::Handshake;
    (isFramed ? costs.webSocket : costs.http) += message.transportBytes;
    costs.saved += message.savedBytes;
}

void LayerSum::set(const Capture::ExchangeFacts &exchange)
{
    if (!exchange.isPolling || exchange.isHandshake)
        return;
    update(exchange.id, [&](Poll &poll) {
        poll.wireBytes
            = exchange.message != 0 ? 0 : exchange.wireBytes.sent + exchange.wireBytes.received;
    });
}

LayerCosts LayerSum::total() const
{
    LayerCosts total;
    for (const LayerCosts &costs : m_costs)
        total += costs;
    return total;
}

/// What the exchange cost beyond its messages; nothing as long as it is not known.
qint64 LayerSum::httpOf(const Poll &poll) const
{
    return (poll.isChosen || m_countsAll) && poll.wireBytes > 0 ? poll.wireBytes - poll.carried : 0;
}

template<typename Change>
void LayerSum::update(Capture::Id exchange, Change change)
{
    Poll &poll = m_polls[exchange];
    qint64 &http = m_costs[static_cast<std::size_t>(Transport::Polling)].http;
    http -= httpOf(poll);
    change(poll);
    http += httpOf(poll);
}

} // namespace Query
