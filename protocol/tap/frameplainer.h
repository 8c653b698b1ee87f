// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/messagedecoder.h"

#include <optional>

namespace Tap {

/// Turns the frames of a server into those that QWebSocket can read: inflated, unmasked, a message
/// of up to MaxFrameBytes in one frame, and a longer one in fragments that end with a character.
/// Control frames keep their place. Pure.
///
///     plainer.feed(bytes);
///     while (!(out = plainer.take()).isEmpty())
///         send(out);
///
/// As an endpoint has to, it ends everything where the server breaks RFC 6455.
class FramePlainer
{
public:
    static constexpr qsizetype MaxFrameBytes = qsizetype(256) << 10;

    explicit FramePlainer(const std::optional<WebSocket::DeflateParameters> &deflate);

    void feed(const QByteArray &bytes) { m_frames.feed(bytes); }
    /// The next frames, not much more than MaxFrameBytes; empty for none before more is fed.
    QByteArray take();

    /// What the server did against the protocol: nothing follows.
    Problems failure() const { return m_failure; }
    /// The server's close frame, once it was taken. Nothing but that is of use after it.
    const std::optional<WebSocket::CloseInfo> &close() const { return m_close; }

private:
    void take(WebSocket::MessageEvent &&event);
    void takeControl(WebSocket::MessageEvent &&event);
    void judge(const Problems &problems);
    void emitFrame(QByteArrayView payload, bool isLast);

    WebSocket::FrameDecoder m_frames {WebSocket::Sender::Server};
    WebSocket::MessageDecoder m_messages;
    WebSocket::OpCode m_opCode = WebSocket::OpCode::Text; // of the open message
    QByteArray m_data; // of it, and not sent yet
    bool m_hasBegun = false; // a frame of it was sent
    QByteArray m_out;
    Problems m_failure;
    std::optional<WebSocket::CloseInfo> m_close;
};

} // namespace Tap
