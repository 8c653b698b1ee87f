// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/socket.h"

#include <optional>
#include <vector>

namespace Server {

/// One Socket.IO namespace: who is in it, and who gets in.
class Namespace
{
public:
    explicit Namespace(QByteArray name);
    ~Namespace();
    Q_DISABLE_COPY_MOVE(Namespace)

    const QByteArray &name() const { return m_name; }
    const std::vector<std::shared_ptr<Socket>> &sockets() const { return m_sockets; }

    /// Sends an event to all but \a except.
    void broadcast(QByteArrayView name, const SocketIo::Arguments &arguments,
                   const Socket *except = nullptr);

    /// Asked with the auth object (or nothing) of each client: the data of the CONNECT_ERROR that
    /// refuses it, or nothing to let it in. Everyone gets in if there is no such function.
    std::function<std::optional<QByteArray>(const QByteArray &auth)> admit;
    /// A client is in, and has been told so.
    std::function<void(const std::shared_ptr<Socket> &socket)> onConnected;

    // For sockets and clients.
    void add(const std::shared_ptr<Socket> &socket) { m_sockets.push_back(socket); }
    void remove(const Socket &socket);
    /// Ack ids are counted by namespace, as in socket.io.
    quint64 nextAckId() { return m_nextAckId++; }

private:
    QByteArray m_name;
    std::vector<std::shared_ptr<Socket>> m_sockets;
    quint64 m_nextAckId = 0;
};

} // namespace Server
