// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/poller.h"
#include "protocol/net/retired.h"
#include "protocol/server/exchange.h"

#include <QTimer>

#include <unordered_map>

namespace Server {

class Connection;

/// An HTTP/1.1 server with WebSockets for the demo, mocks and tests: listens on loopback, keeps
/// connections alive, and hands each request to the handler of its path.
///
/// It knows nothing of Socket.IO (see EngineServer). Lives in the thread of its poller; all it has
/// open is closed when it goes. Handlers must not delete it.
class Server final : private Net::Poller::Handler
{
public:
    using RequestHandler = std::function<void(std::shared_ptr<Exchange> exchange)>;

    /// \a poller outlives the server.
    explicit Server(Net::Poller &poller);
    ~Server();
    Q_DISABLE_COPY_MOVE(Server)

    /// Requests for exactly \a path go to \a handler. Others are answered 404.
    void setHandler(const QByteArray &path, RequestHandler handler);

    /// Listens on \a address, which must be of the loopback interface; port 0 picks one. Returns an
    /// errno, 0 for none.
    int listen(const Net::Address &address);
    /// Serves a client whose connection was accepted elsewhere. Returns an errno, 0 for none.
    int take(Net::Socket socket);
    /// Where it listens, null if it doesn't.
    Net::Address address() const;
    /// Stops listening and closes all connections.
    void close();

    /// What a client has for a whole request, and to be silent between two. A minute; for
    /// connections that begin from now on.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

    qsizetype connectionCount() const { return qsizetype(m_connections.size()); }

private:
    friend class Connection;

    void onReady(Net::Poller::Ready ready) override;
    void accept();
    void handle(const std::shared_ptr<Exchange> &exchange);
    void retire(Connection &connection);

    Net::Poller &m_poller;
    Net::Socket m_listener;
    std::chrono::milliseconds m_patience {60000};
    QTimer m_pause; // nothing is accepted
    std::unordered_map<QByteArray, RequestHandler> m_handlers;
    std::unordered_map<Connection *, std::shared_ptr<Connection>> m_connections;
    Net::Retired m_retired;
};

} // namespace Server
