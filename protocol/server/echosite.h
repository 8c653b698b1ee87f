// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/adminnamespace.h"
#include "protocol/server/chatendpoint.h"
#include "protocol/server/echonamespace.h"
#include "protocol/server/server.h"
#include "protocol/server/tickerendpoint.h"

namespace Server {

/// What clients of any make are tried against: everything says back what it is told.
///
/// - `/engine.io/` is bare Engine.IO: every message comes back, text as text and binary as binary.
/// - `/socket.io/` has the namespaces `/`, `/custom`, `/plain`, `/chat` and `/dyn-<number>`, each
///   an EchoNamespace; `/chat` wants the token `secret`.
/// - `/ws/echo`, `/ws/ticker` and `/ws/chat` are plain WebSockets.
class EchoSite
{
public:
    struct Options
    {
        EngineOptions engine;
        SocketServer::Options sockets;
        std::optional<AdminNamespace::Options> admin;
    };

    /// \a server outlives it.
    EchoSite(Server &server, const Options &options);
    ~EchoSite();
    Q_DISABLE_COPY_MOVE(EchoSite)

    /// Sessions of Engine.IO that are open, those of Socket.IO among them.
    qsizetype sessionCount() const { return m_bare.sessionCount() + m_engine.sessionCount(); }

private:
    void serve(Namespace &nsp, const EchoNamespace::Greeting &greeting);

    // The applications go first, then the layers from the top.
    EngineServer m_bare;
    EngineServer m_engine;
    SocketServer m_sockets;
    std::optional<AdminNamespace> m_admin;
    TickerEndpoint m_ticker;
    ChatEndpoint m_chat;
    std::vector<std::unique_ptr<EchoNamespace>> m_namespaces;
};

} // namespace Server
