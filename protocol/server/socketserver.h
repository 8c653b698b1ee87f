// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/engineserver.h"
#include "protocol/server/namespace.h"

#include <map>

namespace Server {

/// A Socket.IO server, protocol 5 and for sessions of revision 3 protocol 4, on the sessions of an
/// EngineServer.
class SocketServer
{
public:
    struct Options
    {
        std::chrono::milliseconds connectTimeout {45000}; ///< to get into a namespace
        Namespace::Options namespaces;
    };

    /// Takes the sessions of \a engine, which outlives it.
    explicit SocketServer(EngineServer &engine);
    SocketServer(EngineServer &engine, const Options &options);
    ~SocketServer();
    Q_DISABLE_COPY_MOVE(SocketServer)

    /// The namespace \a name, made if it isn't there. Clients that ask for any other are refused.
    Namespace &at(const QByteArray &name);
    const std::map<QByteArray, std::unique_ptr<Namespace>> &namespaces() const
    {
        return m_namespaces;
    }
    /// Asked of names that at() was not: true makes that namespace, up to MaxDynamic of them.
    std::function<bool(const QByteArray &name)> isDynamic;
    /// A namespace was made because a client asked for it, who is not in it yet.
    std::function<void(Namespace &nsp)> onNamespace;
    static constexpr int MaxDynamic = 1000;

    qsizetype clientCount() const { return qsizetype(m_clients.size()); }
    qsizetype pollingClientCount() const;

    /// \a observer is told what happens from now on, one at a time; null for nobody.
    void setObserver(Observer *observer);
    Observer *observer() const { return m_observer; }

    // For its clients.
    Parser parser() const { return m_options.namespaces.parser; }
    Namespace *find(const QByteArray &name);
    void retire(SocketClient &client);

private:
    EngineServer &m_engine;
    Options m_options;
    Observer *m_observer = nullptr;
    std::map<QByteArray, std::unique_ptr<Namespace>> m_namespaces;
    int m_dynamic = 0; // of m_namespaces
    std::unordered_map<SocketClient *, std::shared_ptr<SocketClient>> m_clients;
    Net::Retired m_retired;
};

} // namespace Server
