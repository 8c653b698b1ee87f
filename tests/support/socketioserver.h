// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/server.h"
#include "protocol/server/socketserver.h"

/// A Socket.IO server on a free port of 127.0.0.1, in the test's own thread.
class SocketIoServer
{
public:
    explicit SocketIoServer(const Server::EngineOptions &options = {},
                            const Server::SocketServer::Options &socketOptions = {})
        : engine(options)
        , sockets(engine, socketOptions)
    {
        server.setHandler("/socket.io/", [this](const auto &exchange) { engine.handle(exchange); });
        server.listen(*Net::Address::fromLiteral("127.0.0.1", 0));
    }

    QByteArray url() const { return "http://" + server.address().toText(); }

    Net::Poller poller;
    Server::Server server {poller};
    Server::EngineServer engine;
    Server::SocketServer sockets;
};
