// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/engineserver.h"

#include "protocol/engineio/handshake.h"
#include "protocol/server/cors.h"
#include "protocol/server/randomid.h"

#include <array>

namespace Server {

namespace {

constexpr std::array<const char *, 6> ErrorMessages {
    "Transport unknown", "Session ID unknown", "Bad handshake method",
    "Bad request",       "Forbidden",          "Unsupported protocol version",
};

/// engine.io refuses what must not be in a header (RFC 9110 5.5).
bool isGoodOrigin(const Http::Head &head)
{
    const QByteArray origin = head.value("Origin").value_or(QByteArray());
    return std::none_of(origin.begin(), origin.end(), [](char character) {
        const auto code = static_cast<uchar>(character);
        return (code < 0x20 && character != '\t') || code == 0x7f;
    });
}

} // namespace

EngineServer::EngineServer(const EngineOptions &options)
    : m_options(options)
{
}

EngineServer::~EngineServer()
{
    for (const auto &[sid, session] : std::exchange(m_sessions, {})) {
        session->onGone = nullptr;
        session->close();
    }
}

void EngineServer::handle(const std::shared_ptr<Exchange> &exchange)
{
    if (m_options.cors) {
        exchange->addFields(corsFields(exchange->request()));
        if (isPreflight(exchange->request())) {
            exchange->respond(preflightResponse(exchange->request()));
            return;
        }
    }
    const bool upgrades = exchange->request().head.asksForUpgrade();
    if (const auto code = verify(exchange->request(), upgrades)) {
        refuse(*exchange, *code, upgrades);
        return;
    }
    const EngineIo::RequestQuery query = queryOf(exchange->request());
    if (query.sid.isEmpty()) {
        if (query.revision != EngineIo::Revision::V4 && !m_options.revision3)
            refuse(*exchange, ErrorCode::UnsupportedProtocolVersion, upgrades);
        else
            open(exchange, upgrades);
        return;
    }
    const auto session = m_sessions.at(query.sid);
    const QByteArray method = exchange->request().head.method;
    if (upgrades) {
        if (const auto channel = accept(*exchange))
            session->upgrade(channel);
    } else if (method == "GET") {
        session->get(exchange);
    } else if (method == "POST") {
        session->post(exchange);
    } else {
        exchange->respond(Response::empty(500));
    }
}

std::optional<EngineServer::ErrorCode> EngineServer::verify(const Request &request,
                                                            bool upgrades) const
{
    const EngineIo::RequestQuery query = queryOf(request);
    const bool isPolling = query.transport == EngineIo::Transport::Polling;
    const bool isWebSocket = query.transport == EngineIo::Transport::WebSocket;
    if (!(isPolling && m_options.polling) && !(isWebSocket && m_options.webSocket))
        return ErrorCode::TransportUnknown;
    if (!isGoodOrigin(request.head) || (upgrades && isPolling))
        return ErrorCode::BadRequest;
    if (!query.sid.isEmpty()) {
        const auto found = m_sessions.find(query.sid);
        if (found == m_sessions.end())
            return ErrorCode::SessionIdUnknown;
        if (!upgrades && found->second->isPolling() != isPolling)
            return ErrorCode::BadRequest;
        return {};
    }
    if (request.head.method != "GET")
        return ErrorCode::BadHandshakeMethod;
    if (isWebSocket && !upgrades)
        return ErrorCode::BadRequest;
    return {};
}

void EngineServer::refuse(Exchange &exchange, ErrorCode code, bool upgrades)
{
    const auto index = static_cast<std::size_t>(code);
    if (upgrades) {
        Response response = Response::text("text/html", ErrorMessages[index]);
        response.status = 400;
        response.closes = true;
        exchange.respond(std::move(response));
        return;
    }
    const EngineIo::ErrorBody body {static_cast<int>(code), ErrorMessages[index]};
    Response response = Response::text("application/json", body.toJson());
    response.status = code == ErrorCode::Forbidden ? 403 : 400;
    exchange.respond(std::move(response));
}

void EngineServer::open(const std::shared_ptr<Exchange> &exchange, bool upgrades)
{
    std::shared_ptr<WebSocketChannel> channel;
    if (upgrades) {
        channel = accept(*exchange);
        if (channel == nullptr)
            return;
    }
    const QByteArray sid = randomId();
    const auto session = std::make_shared<EngineSession>(sid, m_options, exchange->request());
    session->onGone = [this, sid] {
        const auto found = m_sessions.find(sid);
        m_retired.add(std::move(found->second));
        m_sessions.erase(found);
    };
    m_sessions.emplace(sid, session);
    if (onSession)
        onSession(session);
    if (channel != nullptr) {
        session->openWebSocket(channel);
        return;
    }
    if (m_options.cookie) {
        exchange->addFields(
            {{QByteArrayLiteral("Set-Cookie"), "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax"}});
    }
    session->openPolling(exchange);
}

std::shared_ptr<WebSocketChannel> EngineServer::accept(Exchange &exchange) const
{
    WebSocketChannel::Options options;
    options.maxMessageBytes = m_options.maxPayload;
    options.acceptDeflate = m_options.deflate;
    options.compressFrom = 1024; // as socket.io does
    return exchange.acceptWebSocket(options);
}

} // namespace Server
