// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/compose.h"

#include <functional>
#include <memory>
#include <unordered_map>

namespace Server {

class Namespace;
class SocketClient;

/// An event that a client sent.
struct Event
{
    QByteArray name; ///< unescaped
    SocketIo::Arguments arguments;
    /// Answers it, the first time it is called; may be kept. Empty if no ack was asked for.
    std::function<void(const SocketIo::Arguments &arguments)> acknowledge;
};

/// The server's end of one client in one namespace, Socket.IO protocol 5. Shared by its client, its
/// namespace and whoever keeps it: when the client is gone, sending has no effect.
class Socket : public std::enable_shared_from_this<Socket>
{
public:
    using AckHandler = std::function<void(const SocketIo::Arguments &arguments)>;

    Socket(Namespace &nsp, SocketClient &client, QByteArray id, QByteArray auth);

    const QByteArray &id() const { return m_id; }
    /// What the client sent with its CONNECT: a JSON object, or empty.
    const QByteArray &auth() const { return m_auth; }
    bool isConnected() const { return m_client != nullptr; }
    Namespace &nsp() const { return m_namespace; }

    /// Sends an event. \a acknowledged is called at most once, and never after a disconnect.
    void send(QByteArrayView name, const SocketIo::Arguments &arguments,
              AckHandler acknowledged = {});
    /// Sends the event to everyone else in the namespace.
    void broadcast(QByteArrayView name, const SocketIo::Arguments &arguments);
    /// Tells the client that it is out of the namespace; with \a closes of all, and of the
    /// connection.
    void disconnect(bool closes = false);

    std::function<void(const Event &event)> onEvent;
    /// Called once, with socket.io's word for the reason.
    std::function<void(QByteArrayView reason)> onDisconnected;

    // For the client and the namespace.
    void sendEncoded(const QByteArray &text, const QList<QByteArray> &attachments);
    void take(const SocketIo::Assembled &message);
    void detach(QByteArrayView reason);

private:
    Namespace &m_namespace;
    SocketClient *m_client; // null once it is disconnected
    QByteArray m_id;
    QByteArray m_auth;
    std::unordered_map<quint64, AckHandler> m_awaited; // by ack id
};

} // namespace Server
