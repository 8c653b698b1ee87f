// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/authority.h"

namespace Client {

std::optional<Net::Address> addressOf(QByteArrayView authority)
{
    constexpr quint16 HttpPort = 80;
    QByteArrayView host = authority;
    quint16 port = HttpPort;
    const qsizetype colon = authority.lastIndexOf(':');
    if (colon >= 0 && colon > authority.lastIndexOf(']')) {
        bool isNumber = false;
        port = authority.sliced(colon + 1).toByteArray().toUShort(&isNumber);
        if (!isNumber)
            return {};
        host = authority.first(colon);
    }
    if (host == "localhost")
        host = "127.0.0.1";
    return Net::Address::fromLiteral(host, port);
}

} // namespace Client
