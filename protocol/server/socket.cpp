// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/socket.h"

#include "protocol/server/namespace.h"
#include "protocol/server/observer.h"
#include "protocol/server/socketclient.h"

#include <QDateTime>

namespace Server {

Socket::Socket(Namespace &nsp, SocketClient &client, std::shared_ptr<const EngineSession> session,
               QByteArray id, QByteArray auth)
    : m_namespace(nsp)
    , m_client(&client)
    , m_session(std::move(session))
    , m_id(std::move(id))
    , m_auth(std::move(auth))
    , m_issued(QDateTime::currentMSecsSinceEpoch())
{
}

void Socket::setData(const QByteArray &json)
{
    m_data = json;
    if (m_namespace.observer() != nullptr && isConnected())
        m_namespace.observer()->dataChanged(*this);
}

void Socket::join(const QByteArray &room)
{
    if (isConnected())
        m_namespace.join(*this, room);
}

void Socket::leave(const QByteArray &room)
{
    m_namespace.leave(*this, room);
}

QByteArrayList Socket::rooms() const
{
    return m_namespace.rooms().roomsOf(m_id);
}

void Socket::send(QByteArrayView name, const SocketIo::Arguments &arguments,
                  AckHandler acknowledged)
{
    if (m_client == nullptr)
        return;
    std::optional<quint64> ackId;
    if (acknowledged) {
        ackId = m_namespace.nextAckId();
        m_awaited.emplace(*ackId, std::move(acknowledged));
    }
    const auto event = m_namespace.outgoing(name, arguments, {{m_id}, {}}, ackId);
    sendEncoded(event.message, event.encoded);
}

void Socket::sendEncoded(const SocketIo::Assembled &message, const Encoded &encoded)
{
    if (m_namespace.observer() != nullptr && isConnected())
        m_namespace.observer()->sent(*this, message);
    if (isConnected()) // still
        m_client->sendEncoded(encoded);
}

void Socket::broadcast(QByteArrayView name, const SocketIo::Arguments &arguments,
                       const QByteArrayList &rooms)
{
    m_namespace.broadcast(name, arguments, {rooms, {m_id}});
}

void Socket::disconnect(bool closes)
{
    if (m_client == nullptr)
        return;
    if (closes)
        m_client->disconnectAll();
    else
        m_client->disconnect(*this);
}

void Socket::take(const SocketIo::Assembled &message)
{
    const SocketIo::Packet &packet = message.packet;
    if (packet.isAck()) {
        const auto awaited = m_awaited.extract(packet.ackId.value_or(0));
        if (!awaited.empty() && packet.ackId)
            awaited.mapped()(
                {SocketIo::ackArguments(packet.data).toByteArray(), message.attachments});
        return;
    }
    if (m_namespace.observer() != nullptr)
        m_namespace.observer()->received(*this, message);
    if (!onEvent || !isConnected())
        return;
    Event event;
    event.name = packet.event;
    event.arguments = {SocketIo::eventArguments(packet.data).toByteArray(), message.attachments};
    if (packet.ackId) {
        const auto answered = std::make_shared<bool>(false);
        event.acknowledge = [socket = weak_from_this(), answered,
                             id = *packet.ackId](const SocketIo::Arguments &arguments) {
            const auto self = socket.lock();
            if (self == nullptr || self->m_client == nullptr || std::exchange(*answered, true))
                return;
            self->m_client->sendMessage(
                SocketIo::ackMessage(self->m_namespace.name(), id, arguments));
        };
    }
    onEvent(event);
}

void Socket::detach(QByteArrayView reason)
{
    m_client = nullptr;
    m_awaited.clear();
    m_namespace.remove(*this, reason);
}

} // namespace Server
