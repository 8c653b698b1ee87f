// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/compose.h"

namespace Server {

/// How all clients of a server write their packets.
enum class Parser : quint8 {
    Default, ///< text, and attachments behind it
    Msgpack, ///< socket.io-msgpack-parser: data are renderings, as in protocol/msgpack/value.h
};

/// A packet as the messages of Engine.IO that it is sent in.
struct Encoded
{
    QByteArray text; ///< empty for none
    QList<QByteArray> binaries; ///< behind it

    qsizetype size() const;
};

Encoded encode(Parser parser, const SocketIo::Assembled &message);

} // namespace Server
