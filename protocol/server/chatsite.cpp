// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/chatsite.h"

#include "protocol/server/demopage.h"
#include "protocol/server/echoendpoint.h"

namespace Server {

namespace {

constexpr std::chrono::minutes RecoveryTime {2}; // as in socket.io

EngineOptions engineOptions()
{
    EngineOptions options;
    options.deflate = true;
    return options;
}

SocketServer::Options socketOptions()
{
    SocketServer::Options options;
    options.namespaces.recovery = RecoveryTime;
    return options;
}

bool isStuck(const Request &request)
{
    return request.head.asksForUpgrade() && request.head.value("Via");
}

Response noUpgrade()
{
    Response response
        = Response::text("text/plain; charset=UTF-8", "The proxy lets no WebSockets through.\n");
    response.status = 403;
    response.closes = true;
    return response;
}

} // namespace

ChatSite::ChatSite(Server &server, const std::optional<AdminNamespace::Options> &admin)
    : m_engine(engineOptions())
    , m_sockets(m_engine, socketOptions())
{
    if (admin)
        m_admin.emplace(m_sockets, *admin);
    m_sockets.at("/trade").admit
        = [](const QByteArray & /*auth*/) { return QByteArray(NotAuthorized); };
    serveDemoPage(server);
    server.setHandler("/echo", serveEcho);
    server.setHandler("/ticker", [this](const auto &exchange) { m_ticker.serve(exchange); });
    server.setHandler("/socket.io/", [this](const auto &exchange) {
        if (isStuck(exchange->request()))
            exchange->respond(noUpgrade());
        else
            m_engine.handle(exchange);
    });
}

} // namespace Server
