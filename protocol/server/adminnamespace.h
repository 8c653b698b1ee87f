// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/admin/command.h"
#include "protocol/server/eventcounts.h"
#include "protocol/server/observer.h"
#include "protocol/server/socketserver.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace Server {

/// The admin namespace of a SocketServer, as `@socket.io/admin-ui` 0.5.1 makes one in development
/// mode: whoever connects to it is told of all sockets, rooms and events of the server as they come
/// and go, and every two seconds how the server does; what they tell it, it does.
///
/// It keeps nothing about the past, and sees what happens from when it is made. A server has one at
/// most.
class AdminNamespace final : private Observer
{
public:
    struct Options
    {
        QByteArray name = QByteArrayLiteral("/admin");
        QByteArray user; ///< empty with no password: everyone gets in
        QByteArray password;
        bool isReadOnly = false; ///< does nothing that it is told
        QByteArray serverId; ///< empty: the name of the host
        std::chrono::milliseconds statsInterval {2000};
    };

    /// \a server outlives it.
    AdminNamespace(SocketServer &server, Options options);
    ~AdminNamespace();
    Q_DISABLE_COPY_MOVE(AdminNamespace)

private:
    void opened() override;
    void closed(QByteArrayView reason) override;
    void messageCame(qsizetype bytes) override;
    void messageGoes(qsizetype bytes) override;
    void connected(const Socket &socket) override;
    void disconnected(const Socket &socket, QByteArrayView reason) override;
    void upgraded(const Socket &socket) override;
    void dataChanged(const Socket &socket) override;
    void joined(const Namespace &nsp, const QByteArray &room, const QByteArray &id) override;
    void left(const Namespace &nsp, const QByteArray &room, const QByteArray &id) override;
    void received(const Socket &socket, const SocketIo::Assembled &message) override;
    void sent(const Socket &socket, const SocketIo::Assembled &message) override;

    bool isOpenToAll() const { return m_options.user.isEmpty() && m_options.password.isEmpty(); }
    bool hasSession(const QByteArray &auth) const;
    std::optional<QByteArray> admit(const QByteArray &auth) const;
    void giveSession(Socket &admin);
    void welcome(const std::shared_ptr<Socket> &admin);
    QByteArray allSockets() const;
    QByteArray stats(const QByteArray &events) const;
    void tell(QByteArrayView name, const QByteArrayList &arguments,
              const QList<QByteArray> &attachments = {});
    void tellEvent(QByteArrayView name, const Socket &socket, const SocketIo::Assembled &message);
    void carryOut(const Admin::Command &command);
    void count(QByteArrayView type, qint64 count = 1, QByteArrayView subType = {});

    SocketServer &m_server;
    Options m_options;
    Namespace &m_namespace;
    QSet<QByteArray> m_sessions; // that stand in for the password
    EventCounts m_counts; // since the statistics were told
    QElapsedTimer m_uptime;
    QTimer m_statsTimer;
};

} // namespace Server
