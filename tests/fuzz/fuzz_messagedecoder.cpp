// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/protocol/websocket/decoding.h"
#include "tests/support/chunks.h"

using namespace WebSocket;

/// The first byte says who sends and what was agreed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const Sender sender = (data[0] & 1U) != 0 ? Sender::Client : Sender::Server;
    std::optional<DeflateParameters> deflate;
    if ((data[0] & 2U) == 0) {
        deflate.emplace();
        deflate->clientNoContextTakeover = (data[0] & 4U) != 0;
        deflate->serverNoContextTakeover = deflate->clientNoContextTakeover;
    }
    InflateLimits limits;
    limits.ratioFreeBytes = 100'000;
    limits.maxRatio = 20;
    limits.maxPlainBytes = 300'000;
    limits.maxInflatedBytes = 600'000;

    QByteArray whole;
    SeenDirection pieces(sender, deflate, limits);
    inChunks(QByteArrayView(data, static_cast<qsizetype>(size)).sliced(1),
             [&](QByteArrayView chunk) {
                 whole.append(chunk);
                 pieces.feed(chunk.toByteArray());
             });
    pieces.finish();

    const SeenDirection atOnce = decoded(whole, Cut::Whole, sender, deflate, limits);
    if (!atOnce.isWellFormed || !(pieces == atOnce))
        std::abort();

    qint64 wireBytes = atOnce.rest.size();
    for (const SeenMessage &message : atOnce.messages) {
        wireBytes += message.headerBytes + message.compressedBytes;
        const bool isBomb = message.problems.has(Problem::WsDeflateBomb);
        if (message.bytes.size() > message.payloadBytes
            || (!isBomb && message.bytes.size() != message.payloadBytes))
            std::abort();
    }
    // Every byte belongs to a message, or to the header that was cut off.
    if (wireBytes != whole.size())
        std::abort();
    return 0;
}
