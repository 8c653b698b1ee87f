// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/value.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));

    // A value that can be read can be written, and is the same when it is read again.
    if (const auto value = MsgPack::decodeValue(bytes); value && value->validUtf8) {
        const auto encoded = MsgPack::encodeJson(value->json);
        if (!encoded)
            std::abort();
        const auto again = MsgPack::decodeValue(*encoded);
        if (!again || again->json != value->json || again->size != encoded->size())
            std::abort();
        // What is cut off is no value.
        if (MsgPack::decodeValue(bytes.first(value->size - 1)))
            std::abort();
    }
    // Any text may be taken for a rendering.
    if (const auto encoded = MsgPack::encodeJson(bytes)) {
        const auto value = MsgPack::decodeValue(*encoded);
        if (!value || value->size != encoded->size())
            std::abort();
    }
    return 0;
}
