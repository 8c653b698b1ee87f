// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/socketserver.h"

#include "protocol/server/socketclient.h"

namespace Server {

SocketServer::SocketServer(EngineServer &engine)
    : SocketServer(engine, Options())
{
}

SocketServer::SocketServer(EngineServer &engine, const Options &options)
    : m_engine(engine)
    , m_options(options)
{
    m_engine.onSession = [this](const std::shared_ptr<EngineSession> &session) {
        const auto client
            = std::make_shared<SocketClient>(*this, session, m_options.connectTimeout);
        m_clients.emplace(client.get(), client);
        client->start();
    };
}

SocketServer::~SocketServer()
{
    m_engine.onSession = nullptr;
    for (const auto &[key, client] : std::exchange(m_clients, {}))
        client->shutDown();
}

Namespace &SocketServer::at(const QByteArray &name)
{
    auto &nsp = m_namespaces[name];
    if (nsp == nullptr)
        nsp = std::make_unique<Namespace>(name, m_options.namespaces);
    nsp->setObserver(m_observer);
    return *nsp;
}

qsizetype SocketServer::pollingClientCount() const
{
    return std::count_if(m_clients.cbegin(), m_clients.cend(),
                         [](const auto &client) { return client.second->session().isPolling(); });
}

void SocketServer::setObserver(Observer *observer)
{
    m_observer = observer;
    for (const auto &[name, nsp] : m_namespaces)
        nsp->setObserver(observer);
}

Namespace *SocketServer::find(const QByteArray &name)
{
    const auto found = m_namespaces.find(name);
    if (found != m_namespaces.end())
        return found->second.get();
    if (!isDynamic || m_dynamic == MaxDynamic || !isDynamic(name))
        return nullptr;
    ++m_dynamic;
    Namespace &nsp = at(name);
    if (onNamespace)
        onNamespace(nsp);
    return &nsp;
}

void SocketServer::retire(SocketClient &client)
{
    const auto found = m_clients.find(&client);
    if (found == m_clients.end())
        return;
    m_retired.add(std::move(found->second));
    m_clients.erase(found);
}

} // namespace Server
