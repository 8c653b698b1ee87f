// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <optional>

/// Protocols that ride on a plain WebSocket.
namespace Dialects {

enum class Dialect : quint8 {
    None,
    Stomp,
    Phoenix,
    GraphQl,
    SignalR,
    Pusher,
    ActionCable,
    Mqtt,
    Wamp,
    SockJs,
    JsonRpc
};

/// "stomp", "graphql", …; "" for None. For files, exports and filters.
QByteArrayView dialectName(Dialect dialect);
std::optional<Dialect> dialectFromName(QByteArrayView name);

} // namespace Dialects
