// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/adminobserver.h"

namespace Capture {

using Type = Admin::Event::Type;

namespace {

constexpr std::chrono::milliseconds LatestLeave {250}; // behind the join that overtook it

} // namespace

void AdminObserver::take(quint32 source, const QByteArray &nsp, const Admin::Event &event,
                         Time time, Id message)
{
    if (event.isBad || event.nsp == nsp)
        return;
    Told &told = m_told[source];
    const MembershipBook::Told how {
        .how = MembershipRecord::How::Admin, .time = time, .session = 0, .message = message};
    const Place place {source, event.nsp, event.room, event.socketId};
    switch (event.type) {
    case Type::AllSockets:
        takeAll(source, told, nsp, event, how);
        break;
    case Type::SocketConnected:
        takeSocket(source, told, event.sockets.front(), time);
        for (const QByteArray &room : event.sockets.front().rooms)
            join(told, {source, event.nsp, room, event.socketId}, how);
        break;
    case Type::SocketUpdated:
        update(told, event);
        break;
    case Type::SocketDisconnected:
        m_memberships.leaveAll(source, event.nsp, event.socketId, how);
        told.gone.insert({event.nsp, event.socketId});
        end(told, {event.nsp, event.socketId}, time, event.reason);
        break;
    case Type::RoomJoined:
        if (told.hasAll && !told.lostAt && m_memberships.isIn(place)) {
            m_memberships.leave(place, how);
            told.late.insert(place, time);
        }
        join(told, place, how);
        break;
    case Type::RoomLeft:
        if (isLate(told, place, time))
            break;
        m_memberships.leave(place, how);
        told.joined.remove(place);
        told.left.insert(place);
        break;
    case Type::ServerStats:
        takeServer(source, told, event.server, time);
        break;
    default:
        break;
    }
    if (told.hasAll && !told.lostAt) { // of use before all_sockets only
        told.joined.clear();
        told.left.clear();
        told.gone.clear();
    }
}

void AdminObserver::join(Told &told, const Place &place, const MembershipBook::Told &how)
{
    m_memberships.join(place, how);
    told.left.remove(place);
    told.joined.insert(place);
}

/// Whether the leave that is told of \a place came before the last join.
bool AdminObserver::isLate(Told &told, const Place &place, Time time)
{
    const auto joined = told.late.constFind(place);
    if (joined == told.late.constEnd())
        return false;
    const bool isSoon = time - *joined <= LatestLeave;
    told.late.remove(place);
    return isSoon;
}

void AdminObserver::takeAll(quint32 source, Told &told, const QByteArray &nsp,
                            const Admin::Event &event, const MembershipBook::Told &how)
{
    MembershipBook::Told present = how;
    present.wasPresent = true;
    QSet<Place> all;
    QSet<Key> sockets;
    for (const Admin::Socket &socket : event.sockets) {
        const Key key {socket.nsp, socket.id};
        if (socket.nsp == nsp || told.gone.contains(key))
            continue;
        sockets.insert(key);
        takeSocket(source, told, socket, std::nullopt);
        for (const QByteArray &room : socket.rooms) {
            const Place place {source, socket.nsp, room, socket.id};
            if (told.left.contains(place))
                continue;
            all.insert(place);
            m_memberships.join(place, present);
        }
    }
    // Who is not in it has left, unless that could not be read.
    const QList<Place> open = event.isPartial ? QList<Place>() : m_memberships.placesOf(source);
    for (const Place &place : open) {
        if (!all.contains(place) && !told.joined.contains(place))
            m_memberships.leave(place, how);
    }
    const QList<Key> known = event.isPartial ? QList<Key>() : told.sockets.keys();
    for (const Key &key : known) {
        const auto began = told.sockets.constFind(key)->connected;
        const bool isNew = began && (!told.lostAt || *began > *told.lostAt);
        const bool isTold = isNew && (!told.hasAll || told.lostAt);
        if (!sockets.contains(key) && !isTold)
            end(told, key, how.time, {});
    }
    if (told.lostAt) {
        GapRecord gap;
        gap.started = *told.lostAt;
        gap.ended = how.time;
        gap.cause = GapRecord::Cause::AdminAway;
        m_collector.add(gap);
    }
    told.lostAt.reset();
    told.hasAll = true;
}

void AdminObserver::takeServer(quint32 source, Told &told, const Admin::Server &server, Time time)
{
    ServerRecord &record = told.servers[server.name];
    if (record.id == 0)
        record.id = m_collector.newServer();
    record.source = source;
    record.name = server.name;
    record.host = server.host;
    record.pid = server.pid;
    record.uptimeMs = server.uptimeMs;
    record.clients = server.clients;
    record.pollingClients = server.pollingClients;
    record.time = time;
    m_collector.add(record);
}

void AdminObserver::takeSocket(quint32 source, Told &told, const Admin::Socket &socket,
                               std::optional<Time> connected)
{
    SocketRecord &record = told.sockets[{socket.nsp, socket.id}];
    if (record.id == 0)
        record.id = m_collector.newSocket();
    record.source = source;
    record.nsp = socket.nsp;
    record.socketId = socket.id;
    record.clientId = socket.clientId;
    record.transport = socket.transport;
    record.address = socket.address;
    record.handshake = socket.handshake;
    record.data = socket.data;
    if (connected && !record.connected)
        record.connected = connected;
    m_collector.add(record);
}

void AdminObserver::update(Told &told, const Admin::Event &event)
{
    const auto found = told.sockets.find({event.nsp, event.socketId});
    if (found == told.sockets.end())
        return;
    if (event.data)
        found->data = *event.data;
    if (event.transport)
        found->transport = *event.transport;
    m_collector.add(*found);
}

void AdminObserver::end(Told &told, const Key &key, Time time, const QByteArray &reason)
{
    if (!told.sockets.contains(key))
        return;
    SocketRecord socket = told.sockets.take(key);
    socket.disconnected = time;
    socket.reason = reason;
    m_collector.add(socket);
}

void AdminObserver::lost(quint32 source, Time time)
{
    const auto found = m_told.find(source);
    if (m_isFinishing || found == m_told.end())
        return;
    Told &told = found->second;
    told.joined.clear();
    told.left.clear();
    told.gone.clear();
    told.late.clear();
    if (told.hasAll && !told.lostAt)
        told.lostAt = time;
    m_memberships.lose(source, {.how = MembershipRecord::How::Admin, .time = time});
}

} // namespace Capture
