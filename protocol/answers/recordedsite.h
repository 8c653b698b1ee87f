// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/recordedendpoint.h"
#include "protocol/server/server.h"
#include "protocol/server/socketserver.h"

namespace Answers {

/// A server that says what was recorded of one session, to each client that connects: at its path,
/// with its parser, and for Socket.IO in its namespaces.
///
/// Heartbeats, ids and what upgrades are its own. What a client says that the recorded one didn't
/// is noted, and stays without an answer.
class RecordedSite
{
public:
    /// \a server outlives it.
    RecordedSite(Server::Server &server, Recording recording, Pace pace, Note note);
    ~RecordedSite();
    Q_DISABLE_COPY_MOVE(RecordedSite)

private:
    void serveSocketIo(Server::Server &server, const Recording &recording, Pace pace);

    Note m_note;
    // The applications go first, then the layers from the top.
    std::optional<Server::EngineServer> m_engine;
    std::optional<Server::SocketServer> m_sockets;
    std::vector<std::unique_ptr<RecordedNamespace>> m_namespaces;
    std::optional<RecordedEndpoint> m_endpoint;
};

} // namespace Answers
