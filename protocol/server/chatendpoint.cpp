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
    for (const auto &client : m_clients) {
        if (const auto channel = client.lock()) {
            channel->onText = nullptr;
            channel->onBinary = nullptr;
        }
    }
}

void ChatEndpoint::serve(const std::shared_ptr<Exchange> &exchange)
{
    const auto channel = acceptPlain(*exchange);
    if (channel == nullptr)
        return;
    const WebSocketChannel *from = channel.get();
    channel->onText = [this, from](const QByteArray &text) { relay(from, text, false); };
    channel->onBinary = [this, from](const QByteArray &bytes) { relay(from, bytes, true); };
    std::erase_if(m_clients, [](const auto &client) { return client.expired(); });
    m_clients.push_back(channel);
}

void ChatEndpoint::relay(const WebSocketChannel *from, const QByteArray &message, bool binary)
{
    for (const auto &client : m_clients) {
        const auto channel = client.lock();
        if (channel == nullptr || channel.get() == from || channel->pendingBytes() > MaxPending)
            continue;
        if (binary)
            channel->sendBinary(message);
        else
            channel->sendText(message);
    }
}

} // namespace Server
