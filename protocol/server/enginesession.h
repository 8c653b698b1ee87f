// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/requestquery.h"
#include "protocol/server/engineoptions.h"
#include "protocol/server/exchange.h"

#include <QTimer>

namespace Server {

/// What the query of \a request says about Engine.IO.
EngineIo::RequestQuery queryOf(const Request &request);

/// The server's end of one Engine.IO session: packets over polling or a WebSocket, the upgrade from
/// one to the other, and the heartbeat. Of revision 4, or 3 if the opening request does not say 4.
///
/// EngineServer owns it and brings it the requests with its sid.
class EngineSession : public std::enable_shared_from_this<EngineSession>
{
public:
    /// \a opening is the request that asked for it.
    EngineSession(QByteArray sid, const EngineOptions &options, Request opening);
    Q_DISABLE_COPY_MOVE(EngineSession)

    const QByteArray &sid() const { return m_sid; }
    const Request &opening() const { return m_opening; }
    EngineIo::Revision revision() const { return m_revision; }
    bool isPolling() const { return m_webSocket == nullptr; }
    /// "polling" or "websocket".
    QByteArrayView transportName() const { return isPolling() ? "polling" : "websocket"; }
    /// False from the close on, although the client may have to fetch it yet.
    bool isOpen() const { return m_state == State::Open; }

    /// Before it has been opened it waits for that.
    void sendText(QByteArray data);
    void sendBinary(QByteArray bytes);
    /// For a mock that breaks the protocol: a packet that says \a text, whatever its type is then.
    void sendRaw(const QByteArray &text);
    /// Likewise, in the place of a WebSocket frame; nothing over polling.
    void sendRawFrame(const QByteArray &bytes);
    /// Sends what is queued, closes the transport and tells onClosed "forced close".
    void close();

    std::function<void(QByteArray data)> onText;
    std::function<void(QByteArray bytes)> onBinary;
    /// A WebSocket has taken over.
    std::function<void()> onUpgraded;
    /// Called once. The reason is what socket.io calls it: "transport close", "transport error",
    /// "ping timeout", "parse error", "forced close".
    std::function<void(QByteArrayView reason)> onClosed;
    /// For EngineServer: the sid is unknown from now on.
    std::function<void()> onGone;

    // For EngineServer.
    void openPolling(const std::shared_ptr<Exchange> &get);
    void openWebSocket(const std::shared_ptr<WebSocketChannel> &channel);
    void get(const std::shared_ptr<Exchange> &exchange);
    void post(const std::shared_ptr<Exchange> &exchange);
    /// A WebSocket that wants to take over.
    void upgrade(const std::shared_ptr<WebSocketChannel> &channel);
    /// The layer above found what came to be no good: "parse error".
    void refuse() { end("parse error"); }

private:
    enum class State { Open, Closing, Closed };

    QByteArray handshake() const;
    void send(EngineIo::Packet packet);
    void write(const EngineIo::Packet &packet);
    bool isBacklogged() const;
    void flush();
    void takeBody(Exchange &exchange, const std::optional<QByteArray> &body);
    void takeHeartbeat(EngineIo::PacketType type);
    void takePayload(const QByteArray &body, EngineIo::PayloadForm form);
    Response payloadResponse(const Request &request, const QList<EngineIo::Packet> &packets) const;
    void answer(std::shared_ptr<Exchange> &get, const QList<EngineIo::Packet> &packets) const;
    void take(EngineIo::Packet &&packet);
    void listenTo(const std::shared_ptr<WebSocketChannel> &channel);
    void takeFrom(const WebSocketChannel *channel, QByteArray message, bool binary);
    void takeProbing(const QByteArray &text);
    void finishUpgrade();
    void dropProbe();
    void releaseGet();
    void armPing();
    void heartbeat();
    void end(QByteArrayView reason, EngineIo::PacketType toGet = EngineIo::PacketType::Close);
    void tellClosed(QByteArrayView reason);
    void gone();

    QByteArray m_sid;
    EngineOptions m_options;
    Request m_opening;
    EngineIo::Revision m_revision;
    EngineIo::BinaryForm m_binaryForm; // on a WebSocket, and in polling of revision 3
    State m_state = State::Open;
    QList<EngineIo::Packet> m_queue; // waits for a GET
    qsizetype m_queuedBytes = 0;
    std::shared_ptr<Exchange> m_get;
    std::shared_ptr<Exchange> m_post;
    std::shared_ptr<WebSocketChannel> m_webSocket; // once it is the transport
    std::shared_ptr<WebSocketChannel> m_probe; // while it wants to be
    bool m_awaitsPong = false; // in revision 3 a ping
    QTimer m_heartbeat;
    QTimer m_release; // lets go of a GET now and then, while a probe runs
    QTimer m_timeout; // of the upgrade, or of the close
};

} // namespace Server
