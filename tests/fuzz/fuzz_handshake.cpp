// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/handshake.h"

#include <cstdlib>

using namespace WebSocket;

/// The fields of a request and a response, a line each.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    HandshakeFields request;
    HandshakeFields response;
    const QByteArrayList lines = input.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        HandshakeFields &fields = i % 2 == 0 ? request : response;
        fields.add(lines[i].left(colon), colon < 0 ? QByteArray() : lines[i].sliced(colon + 1));
    }
    requestProblems(request);
    const Handshake handshake = readHandshake(request, response);
    if (handshake.deflate) {
        const DeflateParameters &agreed = *handshake.deflate;
        if (agreed.clientMaxWindowBits < 8 || agreed.clientMaxWindowBits > 15
            || agreed.serverMaxWindowBits < 8 || agreed.serverMaxWindowBits > 15)
            std::abort();
    }

    // What a server of ours accepts must be right in its own eyes, and read back the same.
    if (const auto accepted = acceptDeflate(request.extensions)) {
        const AgreedExtensions agreed = agreedExtensions(request.extensions, toField(*accepted));
        const Problems offers = parseExtensions(request.extensions).problems;
        if (agreed.deflate != accepted || agreed.problems != offers)
            std::abort();
    }
    return 0;
}
