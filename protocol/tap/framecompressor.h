// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/frameencoder.h"

#include <functional>
#include <optional>

namespace Tap {

/// Passes the frames of a client on, and compresses the messages that are worth it if that was
/// agreed. Pure. Without compression every byte comes out as it went in.
class FrameCompressor
{
public:
    /// Messages up to that size are sent as they are, as other clients do it.
    static constexpr quint64 MaxPlainBytes = 1024;
    /// Compressed payload of a frame at most; a message that is longer is fragmented.
    static constexpr qsizetype MaxFrameBytes = qsizetype(256) << 10;

    /// \a keys gives masking keys; by default they are random.
    explicit FrameCompressor(const std::optional<WebSocket::DeflateParameters> &deflate,
                             std::function<WebSocket::MaskingKey()> keys = {});

    /// The client's next bytes. Returns what is to be sent.
    QByteArray feed(const QByteArray &bytes);

    /// The client sent a close frame.
    bool isClosed() const { return m_isClosed; }

private:
    QByteArray pass(WebSocket::FramePart &&part);
    QByteArray compress(const WebSocket::FramePart &part);

    std::optional<WebSocket::Deflater> m_deflater;
    std::function<WebSocket::MaskingKey()> m_keys;
    WebSocket::FrameDecoder m_frames {WebSocket::Sender::Client};
    bool m_isClosed = false;
    // The open data message
    WebSocket::OpCode m_opCode = WebSocket::OpCode::Text;
    bool m_compresses = false;
    bool m_hasBegun = false; // a frame of it was sent
    QByteArray m_deflated; // and not yet sent
};

} // namespace Tap
