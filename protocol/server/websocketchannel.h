// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/stream.h"
#include "protocol/websocket/frameencoder.h"
#include "protocol/websocket/messagereader.h"

#include <functional>

namespace Server {

/// The server's end of one WebSocket. Answers pings and close frames by itself, and closes when the
/// client breaks the protocol.
///
/// Its connection and whoever handles its messages share it, so handlers must not hold it, and must
/// not be replaced while they run. When the connection is gone sending has no effect.
class WebSocketChannel
{
public:
    struct Options
    {
        qsizetype maxMessageBytes = qsizetype(256) << 20;
        std::optional<WebSocket::DeflateParameters> deflate; ///< as agreed
        bool acceptDeflate = false; ///< if the client offers it
        QByteArray subprotocol; ///< is chosen if it is offered; "*" is the first that is
        qsizetype compressFrom = 1; ///< bytes of a message that is worth compressing
    };

    WebSocketChannel(Net::Stream &stream, const Options &options);

    void sendText(QByteArrayView text) { send(WebSocket::OpCode::Text, text); }
    void sendBinary(QByteArrayView bytes) { send(WebSocket::OpCode::Binary, bytes); }
    void ping(QByteArrayView payload);
    /// Writes \a bytes in the place of a frame: for a mock that breaks the protocol.
    void sendRaw(const QByteArray &bytes);
    /// Sends a close frame with \a code, or an empty one, and waits for the client's.
    void close(std::optional<quint16> code = {}, QByteArrayView reason = {});

    bool isOpen() const { return m_stream != nullptr && !m_closeSent; }
    /// Bytes that wait to be sent: a slow client has many.
    qsizetype pendingBytes() const { return m_stream == nullptr ? 0 : m_stream->pendingBytes(); }

    std::function<void(QByteArray text)> onText;
    std::function<void(QByteArray bytes)> onBinary;
    /// Called once, after the last message: by a close frame of either side or without any. The
    /// code is 1005 for an empty frame, 1006 for none.
    std::function<void(quint16 code)> onClosed;

    /// For the connection: a close frame was sent, and the client should answer soon.
    std::function<void()> onCloseSent;
    /// For the connection: bytes came; false when it is time to leave.
    bool feed(const QByteArray &bytes);
    /// The connection goes away, now or after this.
    void detach();

private:
    void send(WebSocket::OpCode opCode, QByteArrayView payload);
    void take(WebSocket::WholeMessage message);
    void takeClose(const WebSocket::CloseInfo &close);
    void tellClosed(quint16 code);

    Net::Stream *m_stream; // null when the connection is gone
    WebSocket::MessageReader m_reader;
    WebSocket::FrameEncoder m_encoder;
    qsizetype m_compressFrom;
    bool m_closeSent = false;
    bool m_closeReceived = false;
};

} // namespace Server
