// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/namespace.h"

#include "protocol/socketio/packetencoder.h"

namespace Server {

Namespace::Namespace(QByteArray name)
    : m_name(std::move(name))
{
}

Namespace::~Namespace() = default;

void Namespace::broadcast(QByteArrayView name, const SocketIo::Arguments &arguments,
                          const Socket *except)
{
    const SocketIo::Assembled message = SocketIo::eventMessage(m_name, name, arguments);
    const QByteArray text = SocketIo::encodeText(message.packet);
    // A client that turns out to be gone leaves the list meanwhile.
    const std::vector<std::shared_ptr<Socket>> sockets = m_sockets;
    for (const auto &socket : sockets) {
        if (socket.get() != except)
            socket->sendEncoded(text, message.attachments);
    }
}

void Namespace::remove(const Socket &socket)
{
    std::erase_if(m_sockets, [&](const auto &other) { return other.get() == &socket; });
}

} // namespace Server
