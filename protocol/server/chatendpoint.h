// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/exchange.h"

#include <vector>

namespace Server {

/// A plain WebSocket that sends what one client says to all others in its room, as it came: text as
/// text, binary as binary. The room is what the query says, `?room=red`, or one without a name.
/// Accepts permessage-deflate. A client that doesn't read misses messages.
class ChatEndpoint
{
public:
    ChatEndpoint() = default;
    ~ChatEndpoint();
    Q_DISABLE_COPY_MOVE(ChatEndpoint)

    void serve(const std::shared_ptr<Exchange> &exchange);

private:
    struct Client
    {
        std::weak_ptr<WebSocketChannel> channel;
        QByteArray room;
    };

    void relay(const WebSocketChannel *from, const QByteArray &room, const QByteArray &message,
               bool binary);

    std::vector<Client> m_clients;
};

} // namespace Server
