// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/compose.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <vector>

namespace Admin {

/// What a server's admin namespace can be told to do. The server answers none of them.
struct Command
{
    enum class Type : quint8 { Emit, Join, Leave, Disconnect };
    /// Who it is about.
    enum class Subject : quint8 { Namespace, Rooms, Sockets };

    Type type = Type::Emit;
    Subject subject = Subject::Namespace;
    QByteArray nsp = QByteArrayLiteral("/");
    QByteArrayList targets; ///< the rooms, or the sockets' ids; none for all of the namespace
    QByteArray room; ///< of Join and Leave
    QByteArray event; ///< of Emit
    SocketIo::Arguments arguments; ///< of Emit, behind the event's name
    bool closesTransport = false; ///< of Disconnect

    /// The event that tells the server.
    QByteArray name() const;
    /// Its arguments.
    SocketIo::Arguments toArguments() const;

    /// What to send to a server whose config has these supportedFeatures. One with the M… features
    /// (Socket.IO 4) takes any number of targets at once; an older one takes one at a time, and
    /// joins, leaves and disconnects sockets only. Empty if it cannot be done.
    std::vector<Command> forServer(const QByteArrayList &features) const;

    bool operator==(const Command &other) const = default;
};

/// Reads what an admin tells a server: the event \a name with its \a arguments. Nothing if that is
/// no command, or one that no server can carry out. Rooms and sockets' ids are written alike: they
/// are read as Rooms.
std::optional<Command> readCommand(QByteArrayView name, const SocketIo::Arguments &arguments);

/// The features of a server that shows rooms and sockets. One whose list lacks AGGREGATED_EVENTS is
/// old, and always does.
bool tellsRooms(const QByteArrayList &features);
/// It takes commands.
bool takesCommands(const QByteArrayList &features);

} // namespace Admin
