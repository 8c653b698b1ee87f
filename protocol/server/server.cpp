// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/server.h"

#include "protocol/server/connection.h"

#include <cerrno>

namespace Server {

namespace {

/// Connections taken before others have their turn.
constexpr int AcceptsInARow = 64;
/// After the system had no descriptor for a connection.
constexpr std::chrono::milliseconds AcceptPause {100};

} // namespace

Server::Server(Net::Poller &poller)
    : m_poller(poller)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(AcceptPause);
    m_pause.callOnTimeout([this] { accept(); });
}

Server::~Server()
{
    close();
}

void Server::setHandler(const QByteArray &path, RequestHandler handler)
{
    m_handlers[path] = std::move(handler);
}

int Server::listen(const Net::Address &address)
{
    close();
    if (!address.isLoopback())
        return EADDRNOTAVAIL;
    Net::Socket::Opened opened = Net::Socket::listen(address);
    if (opened.error != 0)
        return opened.error;
    if (const int error = m_poller.add(opened.socket.descriptor(), *this); error != 0)
        return error;
    m_listener = std::move(opened.socket);
    return 0;
}

Net::Address Server::address() const
{
    return m_listener.isOpen() ? m_listener.localAddress() : Net::Address();
}

void Server::close()
{
    m_pause.stop();
    if (m_listener.isOpen())
        m_poller.remove(m_listener.descriptor());
    m_listener.close();
    const auto connections = std::exchange(m_connections, {});
    for (const auto &[key, connection] : connections)
        connection->shutDown();
}

void Server::onReady(Net::Poller::Ready /*ready*/)
{
    if (!m_pause.isActive())
        accept();
}

void Server::accept()
{
    for (int i = 0; i < AcceptsInARow; ++i) {
        Net::Socket::Opened opened = m_listener.accept();
        if (opened.error == EAGAIN)
            return;
        if (opened.error != 0) {
            m_pause.start(); // clients wait in the backlog
            return;
        }
        take(std::move(opened.socket)); // one that fails is closed
    }
    m_poller.rearm(m_listener.descriptor());
}

int Server::take(Net::Socket socket)
{
    auto connection = std::make_shared<Connection>(*this, m_poller, m_patience);
    const int error = connection->start(std::move(socket));
    if (error == 0)
        m_connections.emplace(connection.get(), std::move(connection));
    return error;
}

void Server::handle(const std::shared_ptr<Exchange> &exchange)
{
    const auto found = m_handlers.find(exchange->request().target.path);
    if (found != m_handlers.end()) {
        found->second(exchange);
        return;
    }
    Response response = Response::text("text/plain; charset=UTF-8", "There is nothing here.\n");
    response.status = 404;
    exchange->respond(std::move(response));
}

void Server::retire(Connection &connection)
{
    const auto found = m_connections.find(&connection);
    if (found == m_connections.end())
        return;
    m_retired.add(std::move(found->second));
    m_connections.erase(found);
}

} // namespace Server
