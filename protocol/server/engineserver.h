// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/retired.h"
#include "protocol/server/enginesession.h"

#include <unordered_map>

namespace Server {

/// The sessions of one Engine.IO path: opens them, finds them by their sid, and refuses requests
/// with the codes of engine.io. Revision 4; a client that speaks 3 is refused (code 5) unless the
/// options say otherwise.
///
///     server.setHandler("/socket.io/", [&](auto exchange) { engine.handle(exchange); });
class EngineServer
{
public:
    explicit EngineServer(const EngineOptions &options = {});
    /// Closes all sessions, and tells them.
    ~EngineServer();
    Q_DISABLE_COPY_MOVE(EngineServer)

    void handle(const std::shared_ptr<Exchange> &exchange);

    /// A client opened a session: set its handlers before you return.
    std::function<void(const std::shared_ptr<EngineSession> &session)> onSession;

    qsizetype sessionCount() const { return qsizetype(m_sessions.size()); }
    const EngineOptions &options() const { return m_options; }

private:
    enum class ErrorCode {
        TransportUnknown,
        SessionIdUnknown,
        BadHandshakeMethod,
        BadRequest,
        Forbidden,
        UnsupportedProtocolVersion
    };

    std::optional<ErrorCode> verify(const Request &request, bool upgrades) const;
    static void refuse(Exchange &exchange, ErrorCode code, bool upgrades);
    void open(const std::shared_ptr<Exchange> &exchange, bool upgrades);
    std::shared_ptr<WebSocketChannel> accept(Exchange &exchange) const;

    EngineOptions m_options;
    std::unordered_map<QByteArray, std::shared_ptr<EngineSession>> m_sessions;
    Net::Retired m_retired;
};

} // namespace Server
