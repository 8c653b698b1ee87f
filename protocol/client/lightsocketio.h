// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/ackbook.h"
#include "protocol/client/engineclient.h"
#include "protocol/client/namespacebook.h"
#include "protocol/socketio/compose.h"

namespace Client {

/// An event that the server sent.
struct Event
{
    QByteArray nsp;
    QByteArray name; ///< unescaped
    SocketIo::Arguments arguments;
    std::optional<quint64> ackId; ///< answer with LightSocketIo::acknowledge()
};

/// A Socket.IO 4 client (protocol 5, text parser) on a Poller, small enough for crowds: the demo,
/// tests, measurements. It doesn't reconnect by itself and queues nothing: send when onConnected()
/// has been called for the namespace. Where the server recovers the state of connections, it asks
/// for what it missed when it is opened again.
///
/// Lives in the poller's thread. It may be closed and opened again, but not deleted, from its own
/// functions.
class LightSocketIo
{
public:
    using Options = EngineClient::Options;
    using AckHandler = std::function<void(const SocketIo::Arguments &arguments)>;

    LightSocketIo(Net::Poller &poller, const Options &options);
    ~LightSocketIo();
    Q_DISABLE_COPY_MOVE(LightSocketIo)

    /// "http://127.0.0.1:3000", the path is in the options. What was open is cut.
    void open(const QByteArray &url);
    /// Asks for a namespace; \a auth is a JSON object or empty.
    void connectTo(const QByteArray &nsp, const QByteArray &auth = {});
    void disconnectFrom(const QByteArray &nsp);
    void send(const QByteArray &nsp, QByteArrayView name, const SocketIo::Arguments &arguments,
              AckHandler acknowledged = {});
    void acknowledge(const Event &event, const SocketIo::Arguments &arguments);
    /// Leaves as a client should. onClosed() follows.
    void close();
    /// Resets the connections, as a network that fails does. onClosed() isn't called.
    void cut();

    const EngineClient &engine() const { return m_engine; }
    /// The id of the socket in \a nsp, empty if it is not connected there.
    QByteArray socketId(const QByteArray &nsp) const;
    /// The server went on where it was before the connection was lost: what was missed came, and
    /// the rooms are the same.
    bool isRecovered(const QByteArray &nsp) const;

    /// There is a session: ask for namespaces.
    std::function<void()> onOpened;
    std::function<void()> onUpgraded;
    std::function<void()> onPing; ///< a heartbeat of the server
    std::function<void(const QByteArray &nsp)> onConnected;
    /// \a data is JSON: `{"message":"not authorized"}`.
    std::function<void(const QByteArray &nsp, const QByteArray &data)> onRefused;
    std::function<void(const QByteArray &nsp)> onDisconnected; ///< by the server
    std::function<void(const Event &event)> onEvent;
    /// It is over: "transport close", "transport error", "ping timeout", "parse error", "io client
    /// disconnect", or a sentence about why it could not be opened.
    std::function<void(const QByteArray &reason)> onClosed;

private:
    void forget();
    void end(const QByteArray &nsp);
    void sendMessage(const SocketIo::Assembled &message);
    void takeMessages();
    void take(const SocketIo::Assembled &message);
    const NamespaceEntry *find(const QByteArray &nsp) const;
    bool isConnectedTo(const QByteArray &nsp) const;

    EngineClient m_engine;
    SocketIo::PacketAssembler m_assembler {5};
    NamespaceBook m_namespaces {{}};
    AckBook<AckHandler> m_acks;
};

} // namespace Client
