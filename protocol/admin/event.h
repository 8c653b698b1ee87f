// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace Admin {

/// A socket as the server describes it.
struct Socket
{
    QByteArray id;
    QByteArray nsp;
    QByteArray clientId; ///< the first 12 characters of the Engine.IO sid
    QByteArray transport;
    QByteArray address;
    QByteArray handshake; ///< JSON as it came
    QByteArray data; ///< JSON as it came
    QByteArrayList rooms;
};

/// A server as it describes itself.
struct Server
{
    QByteArray name; ///< serverId
    QByteArray host;
    qint64 pid = 0;
    qint64 uptimeMs = 0;
    qint64 clients = 0;
    qint64 pollingClients = 0;
};

/// What an admin namespace of `@socket.io/admin-ui` says with one event.
///
/// Arguments are taken by their place; further ones are ignored, as a server that recovers
/// connections adds one to each event. Old servers leave the time out.
struct Event
{
    enum class Type : quint8 {
        Other, ///< an event that is not known
        Session,
        Config,
        ServerStats,
        AllSockets,
        SocketConnected,
        SocketUpdated,
        SocketDisconnected,
        RoomJoined,
        RoomLeft,
        EventReceived,
        EventSent
    };

    Type type = Type::Other;
    bool isBad = false; ///< the arguments are not what that event has: the rest says nothing
    bool isPartial = false; ///< of AllSockets: some of them could not be read, and are left out
    QByteArray nsp; ///< that it is about
    QByteArray socketId;
    QByteArray room;
    QByteArray reason; ///< of SocketDisconnected
    std::optional<qint64> time; ///< by the server's clock, milliseconds since 1970 in UTC
    QByteArray session; ///< of Session: what stands in for the password from now on
    QByteArrayList features; ///< of Config: supportedFeatures
    Server server; ///< of ServerStats
    std::vector<Socket> sockets; ///< of AllSockets all, of SocketConnected one
    std::optional<QByteArray> data; ///< of SocketUpdated, JSON: what it has instead now
    std::optional<QByteArray> transport; ///< of SocketUpdated
};

/// Reads an event from the \a name and the whole \a data of its packet, `["name",…]` in JSON or as
/// MessagePack is rendered. Never fails: what cannot be read is marked as bad.
Event readEvent(QByteArrayView name, QByteArrayView data);

} // namespace Admin
