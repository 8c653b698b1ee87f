// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/chatsite.h"

#include "protocol/server/demopage.h"
#include "protocol/server/echoendpoint.h"

namespace Server {

namespace {

EngineOptions engineOptions()
{
    EngineOptions options;
    options.deflate = true;
    return options;
}

} // namespace

ChatSite::ChatSite(Server &server, const std::optional<AdminNamespace::Options> &admin)
    : m_engine(engineOptions())
{
    if (admin)
        m_admin.emplace(m_sockets, *admin);
    m_sockets.at("/trade").admit
        = [](const QByteArray & /*auth*/) { return QByteArray(NotAuthorized); };
    server.setHandler("/", [](const auto &exchange) {
        exchange->respond(Response::text("text/html; charset=UTF-8", demoPage()));
    });
    server.setHandler("/echo", serveEcho);
    server.setHandler("/ticker", [this](const auto &exchange) { m_ticker.serve(exchange); });
    server.setHandler("/socket.io/", [this](const auto &exchange) { m_engine.handle(exchange); });
}

} // namespace Server
