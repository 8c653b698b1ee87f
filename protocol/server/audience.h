// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>

namespace Server {

/// Which sockets of a namespace are meant. Each socket is in the room of its id, so an id names
/// one.
struct Audience
{
    QByteArrayList rooms; ///< whoever is in any of them; all if there are none
    QByteArrayList except; ///< but not who is in any of these
};

} // namespace Server
