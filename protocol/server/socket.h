// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/parser.h"

#include <QByteArrayList>

#include <functional>
#include <memory>
#include <unordered_map>

namespace Server {

class EngineSession;
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

    Socket(Namespace &nsp, SocketClient &client, std::shared_ptr<const EngineSession> session,
           QByteArray id, QByteArray auth);

    const QByteArray &id() const { return m_id; }
    /// What the client sent with its CONNECT: a JSON object, or empty.
    const QByteArray &auth() const { return m_auth; }
    bool isConnected() const { return m_client != nullptr; }
    /// It lost its connection, came back, and goes on with its id, its rooms and its data.
    bool isRecovered() const { return m_isRecovered; }
    Namespace &nsp() const { return m_namespace; }
    const EngineSession &session() const { return *m_session; }
    /// When it asked to get in, milliseconds since 1970 in UTC.
    qint64 issued() const { return m_issued; }

    /// What the app keeps with it, for whoever administers the server: a JSON object.
    const QByteArray &data() const { return m_data; }
    void setData(const QByteArray &json);

    /// It is in the room of its own id from the beginning, and in none when it is disconnected.
    void join(const QByteArray &room);
    void leave(const QByteArray &room);
    QByteArrayList rooms() const;

    /// Sends an event. \a acknowledged is called at most once, and never after a disconnect.
    void send(QByteArrayView name, const SocketIo::Arguments &arguments,
              AckHandler acknowledged = {});
    /// Sends the event to everyone else in the namespace, or in \a rooms of it.
    void broadcast(QByteArrayView name, const SocketIo::Arguments &arguments,
                   const QByteArrayList &rooms = {});
    /// Tells the client that it is out of the namespace; with \a closes of all, and of the
    /// connection.
    void disconnect(bool closes = false);

    std::function<void(const Event &event)> onEvent;
    /// Called once, with socket.io's word for the reason.
    std::function<void(QByteArrayView reason)> onDisconnected;

    // For the client and the namespace.
    /// \a encoded is \a message.
    void sendEncoded(const SocketIo::Assembled &message, const Encoded &encoded);
    /// Who it is when it comes back, where there is connection state recovery; else empty.
    const QByteArray &privateId() const { return m_privateId; }
    void setPrivateId(const QByteArray &pid) { m_privateId = pid; }
    void setRecovered() { m_isRecovered = true; }
    void take(const SocketIo::Assembled &message);
    void detach(QByteArrayView reason);

private:
    Namespace &m_namespace;
    SocketClient *m_client; // null once it is disconnected
    std::shared_ptr<const EngineSession> m_session;
    QByteArray m_id;
    QByteArray m_privateId;
    bool m_isRecovered = false;
    QByteArray m_auth;
    qint64 m_issued;
    QByteArray m_data = QByteArrayLiteral("{}");
    std::unordered_map<quint64, AckHandler> m_awaited; // by ack id
};

} // namespace Server
