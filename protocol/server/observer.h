// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/compose.h"

namespace Server {

class Namespace;
class Socket;

/// Somebody who watches all that a SocketServer does; what happens is told in the order in which
/// socket.io tells its own listeners. Called in the server's thread, and may send.
class Observer
{
public:
    /// A client has a session, before it is in any namespace.
    virtual void opened() = 0;
    /// The session is over, by socket.io's word for the reason.
    virtual void closed(QByteArrayView reason) = 0;
    /// A message of \a bytes, without the digit of Engine.IO, came from or goes to a client.
    virtual void messageCame(qsizetype bytes) = 0;
    virtual void messageGoes(qsizetype bytes) = 0;

    /// The socket has been told that it is in. It was in the room of its id before.
    virtual void connected(const Socket &socket) = 0;
    /// All its rooms follow with left().
    virtual void disconnected(const Socket &socket, QByteArrayView reason) = 0;
    virtual void upgraded(const Socket &socket) = 0;
    virtual void dataChanged(const Socket &socket) = 0;
    virtual void joined(const Namespace &nsp, const QByteArray &room, const QByteArray &id) = 0;
    virtual void left(const Namespace &nsp, const QByteArray &room, const QByteArray &id) = 0;
    /// An event, of which \a message is all but the id of its ack.
    virtual void received(const Socket &socket, const SocketIo::Assembled &message) = 0;
    virtual void sent(const Socket &socket, const SocketIo::Assembled &message) = 0;

protected:
    ~Observer() = default;
};

} // namespace Server
