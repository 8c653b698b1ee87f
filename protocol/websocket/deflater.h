// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/extensions.h"

#include <QByteArray>

#include <memory>
#include <optional>

struct z_stream_s;

namespace WebSocket {

/// Deflates the messages of one direction, RFC 7692, whole or in pieces. With a window of
/// 256 bytes, which zlib cannot keep, it refers to nothing before and only codes the bytes.
class Deflater
{
public:
    /// \a level 1 (fast) to 9 (small).
    Deflater(Sender sender, const DeflateParameters &parameters, int level = 6);
    ~Deflater();
    Deflater(Deflater &&other) noexcept;
    Deflater &operator=(Deflater &&other) noexcept;
    Q_DISABLE_COPY(Deflater)

    /// The compressed payload of a message, without the 00 00 ff ff at its end. Nothing if zlib
    /// had no memory: then send it as it is.
    std::optional<QByteArray> deflate(QByteArrayView message) { return deflate(message, true); }

    /// The same for the next piece of a message, which \a isEnd ends. What comes out, perhaps
    /// nothing yet, is the next bytes of the compressed payload.
    std::optional<QByteArray> deflate(QByteArrayView piece, bool isEnd);

private:
    struct StreamDeleter
    {
        void operator()(z_stream_s *stream) const;
    };

    std::unique_ptr<z_stream_s, StreamDeleter> m_stream;
    bool m_noContextTakeover;
    bool m_inMessage = false; // some of it was fed
};

} // namespace WebSocket
