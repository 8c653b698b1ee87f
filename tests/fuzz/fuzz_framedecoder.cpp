// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/framedecoder.h"
#include "tests/support/chunks.h"

#include <QList>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray whole;
    QList<QByteArray> fromChunks;
    WebSocket::FrameDecoder pieces(64);
    inChunks(QByteArrayView(data, static_cast<qsizetype>(size)), [&](QByteArrayView chunk) {
        whole.append(chunk);
        pieces.feed(chunk);
        while (auto frame = pieces.next())
            fromChunks.append(frame->payload);
    });

    // The same bytes must give the same frames, however they were cut.
    QList<QByteArray> fromWhole;
    WebSocket::FrameDecoder atOnce(64);
    atOnce.feed(whole);
    while (auto frame = atOnce.next())
        fromWhole.append(frame->payload);
    if (fromWhole != fromChunks)
        std::abort();
    return 0;
}
