// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/admin/command.h"

#include <QStringList>

/// Who a command to a server's admin namespace is to be about: one namespace, or rooms or sockets
/// of one.
struct RoomTargets
{
    quint32 source = 0; ///< the admin connection that told of them; 0: none, or too many at once
    Admin::Command::Subject subject = Admin::Command::Subject::Namespace;
    QByteArray nsp;
    QByteArrayList names; ///< of rooms, or sockets' ids
    QStringList titles; ///< one for each name, as on screen
    QByteArrayList rooms; ///< of sockets: the room that each was chosen in

    bool operator==(const RoomTargets &other) const = default;
};
