// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Server {

/// A new id of 20 characters (120 random bits), as Engine.IO sessions and Socket.IO sockets have.
/// It cannot be guessed.
QByteArray randomId();

} // namespace Server
