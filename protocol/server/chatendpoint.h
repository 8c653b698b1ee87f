// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/exchange.h"

#include <vector>

namespace Server {

/// A plain WebSocket that sends what one client says to all others, as it came: text as text,
/// binary as binary. Accepts permessage-deflate. A client that doesn't read misses messages.
class ChatEndpoint
{
public:
    ChatEndpoint() = default;
    ~ChatEndpoint();
    Q_DISABLE_COPY_MOVE(ChatEndpoint)

    void serve(const std::shared_ptr<Exchange> &exchange);

private:
    void relay(const WebSocketChannel *from, const QByteArray &message, bool binary);

    std::vector<std::weak_ptr<WebSocketChannel>> m_clients;
};

} // namespace Server
