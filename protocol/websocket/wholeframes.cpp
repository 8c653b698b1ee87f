// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/wholeframes.h"

#include "protocol/websocket/framedecoder.h"

#include <algorithm>
#include <utility>

namespace WebSocket {

namespace {

constexpr qsizetype LeastBytes = 8; // of fewer anything may be made

bool isZeros(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

bool isText(QByteArrayView bytes)
{
    return bytes.isValidUtf8() && !bytes.contains('\0');
}

} // namespace

bool areWholeFrames(QByteArrayView bytes, Sender sender, bool isDeflateAgreed)
{
    if (bytes.size() < LeastBytes)
        return false;
    FrameDecoder decoder(sender);
    decoder.feed(bytes.toByteArray());
    bool isFirst = true;
    bool isOpen = false; // a message
    QByteArray text; // of a frame that is a text for itself
    while (const auto part = decoder.next()) {
        const FrameHeader &header = part->header;
        const bool mayBeCompressed
            = isDeflateAgreed && (header.opCode == OpCode::Text || header.opCode == OpCode::Binary);
        if (!header.problems.isEmpty() || (header.rsv1 && !mayBeCompressed)
            || (isFirst && header.opCode == OpCode::Continuation))
            return false;
        isFirst = false;
        if (!isControl(header.opCode))
            isOpen = !header.fin;
        // What repeats itself under a mask looks like frames of zeros.
        if (header.masked && part->bytes.size() >= LeastBytes && isZeros(part->bytes))
            return false;
        if (header.opCode != OpCode::Text || header.rsv1 || !header.fin)
            continue;
        text += part->bytes;
        if (part->isEnd && !isText(std::exchange(text, {})))
            return false;
    }
    return !isFirst && !isOpen && decoder.atFrameBoundary();
}

} // namespace WebSocket
