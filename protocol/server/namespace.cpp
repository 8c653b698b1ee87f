// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/namespace.h"

#include "protocol/server/observer.h"
#include "protocol/socketio/data.h"

#include <QDateTime>
#include <QSet>

namespace Server {

namespace {

/// socket.io's reasons for an end that a client does not want.
bool isLoss(QByteArrayView reason)
{
    return reason == "transport error" || reason == "transport close" || reason == "forced close"
        || reason == "ping timeout" || reason == "server shutting down";
}

} // namespace

Namespace::Namespace(QByteArray name)
    : Namespace(std::move(name), Options())
{
}

Namespace::Namespace(QByteArray name, const Options &options)
    : m_name(std::move(name))
    , m_options(options)
{
    m_clock.start();
    if (options.recovery.count() > 0)
        m_recovery.emplace(options.recovery);
}

Namespace::~Namespace() = default;

std::vector<std::shared_ptr<Socket>> Namespace::matching(const Audience &audience) const
{
    if (audience.rooms.isEmpty() && audience.except.isEmpty())
        return m_sockets;
    QSet<QByteArray> passedOver;
    for (const QByteArray &room : audience.except) {
        const QByteArrayList members = m_rooms.members(room);
        passedOver.unite({members.cbegin(), members.cend()});
    }
    std::vector<std::shared_ptr<Socket>> sockets;
    const auto take = [&](const std::shared_ptr<Socket> &socket) {
        if (passedOver.contains(socket->id()))
            return;
        passedOver.insert(socket->id());
        sockets.push_back(socket);
    };
    if (audience.rooms.isEmpty())
        std::for_each(m_sockets.cbegin(), m_sockets.cend(), take);
    for (const QByteArray &room : audience.rooms) {
        for (const QByteArray &id : m_rooms.members(room)) {
            if (const auto found = m_byId.find(id); found != m_byId.end())
                take(found->second);
        }
    }
    return sockets;
}

void Namespace::broadcast(QByteArrayView name, const SocketIo::Arguments &arguments,
                          const Audience &audience)
{
    const Outgoing event = outgoing(name, arguments, audience);
    // A client that turns out to be gone leaves the list meanwhile.
    for (const auto &socket : matching(audience))
        socket->sendEncoded(event.message, event.encoded);
}

std::chrono::milliseconds Namespace::now() const
{
    return std::chrono::milliseconds(m_clock.elapsed());
}

Namespace::Outgoing Namespace::outgoing(QByteArrayView eventName,
                                        const SocketIo::Arguments &arguments,
                                        const Audience &audience, std::optional<quint64> ackId)
{
    Outgoing event;
    if (!m_recovery || ackId) {
        event.message = SocketIo::eventMessage(m_name, eventName, arguments, ackId);
        event.encoded = encode(m_options.parser, event.message);
        return event;
    }
    const QByteArray offset = m_recovery->nextOffset(QDateTime::currentMSecsSinceEpoch());
    SocketIo::Arguments stamped = arguments;
    stamped.json += (stamped.json.isEmpty() ? "\"" : ",\"") + offset + '"';
    event.message = SocketIo::eventMessage(m_name, eventName, stamped);
    event.encoded = encode(m_options.parser, event.message);
    m_recovery->addEvent(offset, audience, event.encoded, now());
    return event;
}

std::optional<RecoveryLog::Restored> Namespace::restore(const QByteArray &auth)
{
    const auto pid = SocketIo::connectPid(auth);
    const auto offset = SocketIo::connectOffset(auth);
    if (!m_recovery || !pid || !offset)
        return std::nullopt;
    return m_recovery->restore(*pid, *offset, now());
}

void Namespace::add(const std::shared_ptr<Socket> &socket)
{
    m_sockets.push_back(socket);
    m_byId.emplace(socket->id(), socket);
    join(*socket, socket->id());
}

void Namespace::tellConnected(const std::shared_ptr<Socket> &socket)
{
    if (m_observer != nullptr)
        m_observer->connected(*socket);
    if (onConnected && socket->isConnected())
        onConnected(socket);
}

void Namespace::remove(Socket &socket, QByteArrayView reason)
{
    const QByteArrayList rooms = m_rooms.removeAll(socket.id());
    if (m_byId.erase(socket.id()) == 0)
        return;
    if (m_recovery && isLoss(reason))
        m_recovery->addSession({socket.id(), socket.privateId(), rooms, socket.data()}, now());
    std::erase_if(m_sockets, [&](const auto &other) { return other.get() == &socket; });
    if (m_observer != nullptr)
        m_observer->disconnected(socket, reason);
    if (const auto tell = std::exchange(socket.onDisconnected, nullptr))
        tell(reason);
    for (const QByteArray &room : rooms) {
        if (m_observer != nullptr)
            m_observer->left(*this, room, socket.id());
    }
}

void Namespace::join(const Socket &socket, const QByteArray &room)
{
    if (m_rooms.add(socket.id(), room) && m_observer != nullptr)
        m_observer->joined(*this, room, socket.id());
}

void Namespace::leave(const Socket &socket, const QByteArray &room)
{
    if (m_rooms.remove(socket.id(), room) && m_observer != nullptr)
        m_observer->left(*this, room, socket.id());
}

} // namespace Server
