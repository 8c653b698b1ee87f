// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/chatendpoint.h"

#include "protocol/server/echoendpoint.h"

namespace Server {

namespace {

/// A client with more than this unread misses a message.
constexpr qsizetype MaxPending = qsizetype(64) << 20;

} // namespace

ChatEndpoint::~ChatEndpoint()
{
    for (const Client &client : m_clients) {
        if (const auto channel = client.channel.lock()) {
            channel->onText = nullptr;
            channel->onBinary = nullptr;
        }
    }
}

void ChatEndpoint::serve(const std::shared_ptr<Exchange> &exchange)
{
    const QByteArray room = exchange->request().target.queryValue("room").value_or(QByteArray());
    const auto channel = acceptPlain(*exchange);
    if (channel == nullptr)
        return;
    const WebSocketChannel *from = channel.get();
    channel->onText
        = [this, from, room](const QByteArray &text) { relay(from, room, text, false); };
    channel->onBinary
        = [this, from, room](const QByteArray &bytes) { relay(from, room, bytes, true); };
    std::erase_if(m_clients, [](const Client &client) { return client.channel.expired(); });
    m_clients.push_back({channel, room});
}

void ChatEndpoint::relay(const WebSocketChannel *from, const QByteArray &room,
                         const QByteArray &message, bool binary)
{
    for (const Client &client : m_clients) {
        const auto channel = client.channel.lock();
        if (channel == nullptr || channel.get() == from || client.room != room
            || channel->pendingBytes() > MaxPending)
            continue;
        if (binary)
            channel->sendBinary(message);
        else
            channel->sendText(message);
    }
}

} // namespace Server
