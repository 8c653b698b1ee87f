// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Server {

class Socket;

/// \a socket as an admin namespace describes one, JSON with the keys of `@socket.io/admin-ui`: its
/// ids, its rooms, its data, and the request that its client began with, cookies included but not
/// what it logged in with.
QByteArray describe(const Socket &socket);

} // namespace Server
