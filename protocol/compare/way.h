// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

/// The same work done over plain WebSocket and over Socket.IO, and what each of them costs.
namespace Compare {

/// What carries the messages.
enum class Stack : quint8 {
    WebSocket, ///< plain
    SocketIoWebSocket, ///< Socket.IO that opens a WebSocket at once
    SocketIoUpgrade, ///< Socket.IO's own default: it begins with polling, then upgrades
    SocketIoPolling, ///< Socket.IO that stays on polling
};

/// One way to do the work: a stack, and what it was asked to use besides. A value.
struct Way
{
    Stack stack = Stack::WebSocket;
    bool deflate = false; ///< permessage-deflate is offered on the WebSocket
    bool msgpack = false; ///< the packets are written by socket.io-msgpack-parser

    bool isSocketIo() const { return stack != Stack::WebSocket; }
    /// It ends up on a WebSocket if nothing is in the way.
    bool usesWebSocket() const { return stack != Stack::SocketIoPolling; }
    bool operator==(const Way &other) const = default;
};

/// All there are, in the order in which they are shown. Compression is only offered where there is
/// a WebSocket, msgpack only where there is Socket.IO.
std::vector<Way> allWays();

/// A stable name for files and the command line: "websocket", "websocket+deflate",
/// "socketio-websocket", "socketio-upgrade", "socketio-polling", "socketio-polling+msgpack".
QByteArray wayName(const Way &way);
/// The way of allWays() with that name.
std::optional<Way> wayFromName(QByteArrayView name);

} // namespace Compare
