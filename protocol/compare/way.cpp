// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/way.h"

#include <algorithm>

namespace Compare {

namespace {

QByteArray stackName(Stack stack)
{
    switch (stack) {
    case Stack::WebSocket:
        return QByteArrayLiteral("websocket");
    case Stack::SocketIoWebSocket:
        return QByteArrayLiteral("socketio-websocket");
    case Stack::SocketIoUpgrade:
        return QByteArrayLiteral("socketio-upgrade");
    case Stack::SocketIoPolling:
        return QByteArrayLiteral("socketio-polling");
    }
    return {};
}

} // namespace

std::vector<Way> allWays()
{
    return {{Stack::WebSocket, false, false},         {Stack::WebSocket, true, false},
            {Stack::SocketIoWebSocket, false, false}, {Stack::SocketIoWebSocket, true, false},
            {Stack::SocketIoWebSocket, false, true},  {Stack::SocketIoUpgrade, false, false},
            {Stack::SocketIoPolling, false, false},   {Stack::SocketIoPolling, false, true}};
}

QByteArray wayName(const Way &way)
{
    return stackName(way.stack) + (way.deflate ? "+deflate" : "") + (way.msgpack ? "+msgpack" : "");
}

std::optional<Way> wayFromName(QByteArrayView name)
{
    const std::vector<Way> ways = allWays();
    const auto found = std::find_if(ways.begin(), ways.end(),
                                    [name](const Way &way) { return wayName(way) == name; });
    return found == ways.end() ? std::nullopt : std::optional(*found);
}

} // namespace Compare
