// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/answerendpoint.h"
#include "protocol/answers/answernamespace.h"
#include "protocol/server/adminnamespace.h"
#include "protocol/server/server.h"

namespace Answers {

/// How a mock server is, apart from what it says.
struct SiteOptions
{
    Server::EngineOptions engine;
    Server::SocketServer::Options sockets;
    std::optional<Server::AdminNamespace::Options> admin;
};

/// A server that says what a file of answers says: every namespace of Socket.IO, and plain
/// WebSockets at the paths that have answers.
class AnswerSite
{
public:
    /// \a server outlives it.
    AnswerSite(Server::Server &server, AnswerList list, const SiteOptions &options);
    ~AnswerSite();
    Q_DISABLE_COPY_MOVE(AnswerSite)

private:
    void serve(Server::Namespace &nsp);
    void startTimers();
    void tick(std::size_t place);

    AnswerBook m_book;
    // The applications go first, then the layers from the top.
    Server::EngineServer m_engine;
    std::map<QByteArray, std::weak_ptr<Server::EngineSession>> m_sessions; // by sid
    Server::SocketServer m_sockets;
    std::optional<Server::AdminNamespace> m_admin;
    std::map<QByteArray, std::unique_ptr<AnswerNamespace>> m_namespaces;
    std::map<QByteArray, std::unique_ptr<AnswerEndpoint>> m_endpoints; // by path
    std::vector<std::unique_ptr<QTimer>> m_timers;
};

} // namespace Answers
