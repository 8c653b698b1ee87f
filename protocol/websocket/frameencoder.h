// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/deflater.h"
#include "protocol/websocket/extensions.h"
#include "protocol/websocket/frame.h"

#include <functional>
#include <optional>

namespace WebSocket {

/// \a payload in a frame with \a header. The length is that of \a payload, in as many bytes as
/// headerBytes says (0: as few as it needs), so that a decoded frame gives the same bytes again.
QByteArray encodeFrame(const FrameHeader &header, QByteArrayView payload);

/// What a close frame carries. \a reason is cut to 123 bytes at a character.
QByteArray closePayload(quint16 code, QByteArrayView reason);

/// What a client masks the next frame with.
MaskingKey randomMaskingKey();

/// How to send one message.
struct MessageOptions
{
    bool compress = true; ///< if permessage-deflate was agreed
    qsizetype fragmentBytes = 0; ///< payload of a frame at most; 0: one frame
};

/// Makes the frames that one side sends: messages, compressed if that was agreed, and control
/// frames. A client's are masked.
class FrameEncoder
{
public:
    /// \a keys gives the masking keys of a client; by default they are random.
    explicit FrameEncoder(Sender sender, const std::optional<DeflateParameters> &deflate = {},
                          std::function<MaskingKey()> keys = {});

    /// A text or binary message.
    QByteArray message(OpCode opCode, QByteArrayView payload, const MessageOptions &options = {});
    /// A ping or pong (or close) with at most 125 bytes; more are cut off.
    QByteArray control(OpCode opCode, QByteArrayView payload = {});
    /// A close frame. \a reason is cut to 123 bytes at a character.
    QByteArray close(quint16 code, QByteArrayView reason = {});
    /// A close frame without a code.
    QByteArray close() { return control(OpCode::Close); }

private:
    QByteArray frame(OpCode opCode, QByteArrayView payload, bool fin, bool rsv1);

    Sender m_sender;
    std::optional<Deflater> m_deflater;
    std::function<MaskingKey()> m_keys;
};

} // namespace WebSocket
