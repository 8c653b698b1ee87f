// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/ownfields.h"

#include "protocol/http/field.h"

#include <algorithm>
#include <array>

namespace Client {

namespace {

constexpr std::array<const char *, 8> OwnFields {
    "Connection",
    "Upgrade",
    "Content-Length",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Version",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Protocol",
    "Transfer-Encoding",
};

} // namespace

bool isOwnField(const QByteArray &name)
{
    return std::any_of(OwnFields.begin(), OwnFields.end(),
                       [&](const char *own) { return Http::isSameName(name, own); });
}

} // namespace Client
