// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/messagedecoder.h"

namespace WebSocket {

/// One whole message, for an endpoint.
struct WholeMessage
{
    OpCode opCode = OpCode::Text; ///< Text, Binary, Close, Ping or Pong
    QByteArray payload; ///< plain; of a close frame empty, see close
    CloseInfo close;
};

/// Reads one direction of a WebSocket connection as an endpoint has to: whole messages, and an end
/// to all as soon as the peer breaks RFC 6455 or a limit.
///
/// This is for our own server and clients. Whatever shows traffic to the user reads frames, which
/// are never refused.
class MessageReader
{
public:
    MessageReader(Sender peer, const std::optional<DeflateParameters> &deflate,
                  qsizetype maxMessageBytes);

    /// Next call next() until there is nothing more.
    void feed(const QByteArray &bytes);
    std::optional<WholeMessage> next();

    /// What to close with, once the peer did what it may not: 1002, 1007 or 1009. There are no
    /// messages any more.
    std::optional<quint16> failure() const { return m_failure; }

private:
    std::optional<WholeMessage> take(MessageEvent &&event);
    void judge(const Problems &problems);

    FrameDecoder m_frames;
    MessageDecoder m_messages;
    qsizetype m_maxMessageBytes;
    QByteArray m_data; // of the open message
    QByteArray m_control; // of the open control frame
    std::optional<quint16> m_failure;
};

} // namespace WebSocket
