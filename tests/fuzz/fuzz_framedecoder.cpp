// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/framedecoder.h"
#include "protocol/websocket/frameencoder.h"
#include "tests/support/chunks.h"

#include <QList>

namespace {

struct Seen
{
    bool isStart;
    bool isEnd;
    quint64 payloadLength;
    Problems problems;
    QByteArray bytes;
    bool operator==(const Seen &) const = default;
};

struct Side
{
    WebSocket::FrameDecoder decoder;
    QList<Seen> parts {};
    QByteArray rest {};
    QByteArray wireAgain {}; // encoded from what was decoded
    WebSocket::FrameHeader header {};
    QByteArray payload {};

    void drain()
    {
        while (const auto part = decoder.next()) {
            parts.append({part->isStart, part->isEnd, part->header.payloadLength,
                          part->header.problems, part->bytes});
            payload += part->bytes;
            if (!part->isEnd)
                continue;
            if (!part->header.problems.has(Problem::WsCutOff))
                wireAgain += WebSocket::encodeFrame(part->header, payload);
            payload.clear();
        }
        if (decoder.isNotFrames())
            rest += decoder.takeRest();
    }

    void feed(const QByteArray &bytes)
    {
        decoder.feed(bytes);
        drain();
    }

    void finish()
    {
        decoder.finish();
        drain();
        rest += decoder.takeRest();
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const auto sender = (data[0] & 1U) != 0 ? WebSocket::Sender::Client : WebSocket::Sender::Server;
    QByteArray whole;
    Side pieces {WebSocket::FrameDecoder(sender)};
    inChunks(QByteArrayView(data, static_cast<qsizetype>(size)).sliced(1),
             [&](QByteArrayView chunk) {
                 whole.append(chunk);
                 pieces.feed(chunk.toByteArray());
             });
    pieces.finish();

    // The same bytes must give the same parts, however they were cut.
    Side atOnce {WebSocket::FrameDecoder(sender)};
    atOnce.feed(whole);
    atOnce.finish();
    if (pieces.parts != atOnce.parts || pieces.rest != atOnce.rest)
        std::abort();
    // Whole frames must give the same bytes again.
    if (!whole.startsWith(atOnce.wireAgain))
        std::abort();
    return 0;
}
