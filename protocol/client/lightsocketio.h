// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/ackbook.h"
#include "protocol/client/engineclient.h"
#include "protocol/socketio/compose.h"

#include <QMap>

#include <map>

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
/// has been called for the namespace.
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
    QByteArray socketId(const QByteArray &nsp) const { return m_ids.value(nsp); }

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
    void sendMessage(const SocketIo::Assembled &message);
    void takeMessages();
    void take(const SocketIo::Assembled &message);

    EngineClient m_engine;
    SocketIo::PacketAssembler m_assembler {5};
    QMap<QByteArray, QByteArray> m_ids; // by namespace
    AckBook<AckHandler> m_acks;
};

} // namespace Client
