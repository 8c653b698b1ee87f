// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/enginesession.h"
#include "protocol/server/recoverylog.h"
#include "protocol/server/socket.h"

#include <map>

namespace Server {

class Observer;
class SocketServer;

/// One Socket.IO client: its session, and its sockets by namespace. What breaks the protocol closes
/// the session, as socket.io 4 does. On a session of revision 3 that is protocol 4: the client is
/// in
/// `/` at once, and its auth objects are the queries of namespaces. SocketServer owns it.
class SocketClient : public std::enable_shared_from_this<SocketClient>
{
public:
    SocketClient(SocketServer &server, std::shared_ptr<EngineSession> session,
                 std::chrono::milliseconds connectTimeout);
    Q_DISABLE_COPY_MOVE(SocketClient)

    /// Begins to listen.
    void start();
    const EngineSession &session() const { return *m_session; }

    // For its sockets.
    void sendMessage(const SocketIo::Assembled &message);
    void sendEncoded(const Encoded &encoded);
    /// Takes \a socket out of its namespace, by the server.
    void disconnect(Socket &socket);
    /// The same with all, and the session.
    void disconnectAll();
    /// Closes without a DISCONNECT, so that clients come again: the server goes away.
    void shutDown();

private:
    void takeMessages();
    void count(qsizetype bytes, void (Observer::*what)(qsizetype bytes));
    void tellUpgraded();
    void take(const SocketIo::Assembled &message);
    void connectTo(const SocketIo::Packet &packet);
    void refuse(const QByteArray &nsp, const QByteArray &refusal);
    QByteArray authOf(const SocketIo::Packet &packet) const;
    QByteArray newId(const Namespace &nsp) const;
    void takeUp(Socket &socket, const RecoveryLog::Restored &restored);
    void drop(Socket &socket, QByteArrayView reason);
    void closed(QByteArrayView reason);

    SocketServer &m_server;
    std::shared_ptr<EngineSession> m_session;
    int m_protocol; // 5, or 4 on a session of revision 3
    SocketIo::PacketAssembler m_assembler {m_protocol};
    std::map<QByteArray, std::shared_ptr<Socket>> m_sockets; // by namespace
    QTimer m_connectTimeout;
};

} // namespace Server
