// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/adminnamespace.h"
#include "protocol/server/demochat.h"
#include "protocol/server/server.h"
#include "protocol/server/tickerendpoint.h"

namespace Server {

/// What the demo serves: a small chat with rooms over Socket.IO (`/` and `/chat`; `/trade`
/// refuses), plain WebSockets at `/echo` and `/ticker`, and at `/` a page that chats along.
///
/// Connection state recovery is on. A WebSocket that comes through a proxy, as its `Via` says
/// (RFC 9110 7.6.3), gets no further than to one that knows no upgrades: so there can be somebody
/// who is stuck in polling.
class ChatSite
{
public:
    /// \a server outlives it.
    ChatSite(Server &server, const std::optional<AdminNamespace::Options> &admin);

private:
    // The applications go first, then the layers from the top.
    EngineServer m_engine;
    SocketServer m_sockets;
    std::optional<AdminNamespace> m_admin;
    TickerEndpoint m_ticker;
    DemoChat m_lobby {m_sockets.at("/")};
    DemoChat m_chat {m_sockets.at("/chat")};
};

} // namespace Server
