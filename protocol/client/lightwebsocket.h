// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/messagedecoder.h"
#include "protocol/net/stream.h"
#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/handshake.h"
#include "protocol/websocket/messagereader.h"

#include <functional>
#include <memory>

namespace Client {

/// A WebSocket client on a Poller, small enough for crowds: the demo, tests, measurements. Answers
/// pings and close frames by itself.
///
/// It speaks `ws` to literal addresses and localhost; it does no TLS, no proxies and no
/// redirections. Lives in the poller's thread. It may be closed and opened again, but not deleted,
/// from its own functions.
class LightWebSocket final : private Net::Stream::Owner
{
public:
    struct Options
    {
        bool offersDeflate = false;
        QList<Http::Field> fields; ///< more of them for the handshake
        qsizetype maxMessageBytes = qsizetype(256) << 20;
    };

    explicit LightWebSocket(Net::Poller &poller);
    LightWebSocket(Net::Poller &poller, Options options);
    ~LightWebSocket();
    Q_DISABLE_COPY_MOVE(LightWebSocket)

    /// "ws://127.0.0.1:3000/echo". One that is no such URL ends in onClosed() later, like any
    /// connection that fails. What was open is cut.
    void open(const QByteArray &url);
    void sendText(QByteArrayView text);
    void sendBinary(QByteArrayView bytes);
    void sendPing(QByteArrayView payload = {});
    /// Sends a close frame and waits for the answer; cuts if it isn't open yet.
    void close(std::optional<quint16> code = {}, QByteArrayView reason = {});
    /// Resets the connection, as a network that fails does. onClosed() isn't called.
    void cut();

    bool isOpen() const { return m_state == State::Open; }
    bool isCompressed() const { return m_compressed; }
    qsizetype pendingBytes() const { return m_stream == nullptr ? 0 : m_stream->pendingBytes(); }

    std::function<void()> onOpened;
    std::function<void(QByteArray text)> onText;
    std::function<void(QByteArray bytes)> onBinary;
    std::function<void(QByteArray payload)> onPong;
    /// It is over, by a close frame (1005: an empty one) or without (1006). \a status is that of
    /// the answer that refused the handshake, else 0.
    std::function<void(quint16 code, const QByteArray &reason, int status)> onClosed;

private:
    enum class State { Closed, Connecting, Handshaking, Open, Closing };

    void streamConnected() override;
    void streamReceived(QByteArray bytes) override;
    void streamFinished() override;
    void streamClosed(int error) override;
    void takeHandshake();
    void takeMessages(const QByteArray &bytes);
    void take(WebSocket::WholeMessage message);
    void end(quint16 code, const QByteArray &reason = {}, int status = 0);
    void send(WebSocket::OpCode opCode, QByteArrayView payload);

    Net::Poller &m_poller;
    Options m_options;
    std::unique_ptr<Net::Stream> m_stream;
    std::unique_ptr<Net::Stream> m_oldStream; // of before open(), which it may have called
    State m_state = State::Closed;
    QByteArray m_authority;
    QByteArray m_target;
    WebSocket::HandshakeFields m_asked;
    std::optional<Http::MessageDecoder> m_http;
    std::optional<WebSocket::MessageReader> m_reader;
    std::optional<WebSocket::FrameEncoder> m_encoder;
    bool m_compressed = false;
    std::shared_ptr<bool> m_alive; // false once this attempt is over
};

} // namespace Client
