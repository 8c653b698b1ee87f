// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/framecompressor.h"

#include <utility>

namespace Tap {

using WebSocket::OpCode;

FrameCompressor::FrameCompressor(const std::optional<WebSocket::DeflateParameters> &deflate,
                                 std::function<WebSocket::MaskingKey()> keys)
    : m_keys(keys ? std::move(keys) : WebSocket::randomMaskingKey)
{
    if (deflate)
        m_deflater.emplace(WebSocket::Sender::Client, *deflate);
}

QByteArray FrameCompressor::feed(const QByteArray &bytes)
{
    m_frames.feed(bytes);
    QByteArray out;
    while (auto part = m_frames.next()) {
        m_isClosed |= part->isEnd && part->header.opCode == OpCode::Close;
        if (m_deflater)
            out += pass(std::move(*part));
    }
    return m_deflater ? out : bytes;
}

QByteArray FrameCompressor::pass(WebSocket::FramePart &&part)
{
    if (isControl(part.header.opCode))
        return encodeFrame(part.header, part.bytes);
    if (part.isStart && part.header.opCode != OpCode::Continuation) {
        m_opCode = part.header.opCode;
        m_compresses = !part.header.fin || part.header.payloadLength > MaxPlainBytes;
        m_hasBegun = false;
    }
    return m_compresses ? compress(part) : encodeFrame(part.header, part.bytes);
}

QByteArray FrameCompressor::compress(const WebSocket::FramePart &part)
{
    const bool isLast = part.isEnd && part.header.fin;
    const auto deflated = m_deflater->deflate(part.bytes, isLast);
    // Without memory for zlib the message goes out as it is.
    m_deflated += deflated.value_or(part.bytes);
    if (!isLast && m_deflated.size() < MaxFrameBytes)
        return {};
    WebSocket::FrameHeader header;
    header.opCode = m_hasBegun ? OpCode::Continuation : m_opCode;
    header.fin = isLast;
    header.rsv1 = !m_hasBegun && deflated;
    header.masked = true;
    header.key = m_keys();
    m_hasBegun = true;
    return encodeFrame(header, std::exchange(m_deflated, {}));
}

} // namespace Tap
