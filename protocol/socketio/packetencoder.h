// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/packet.h"

#include <optional>

namespace SocketIo {

/// The text of \a packet, without Engine.IO's `4`. Its data are JSON text, with placeholders for as
/// many attachments as attachmentCount says; those are messages of their own.
QByteArray encodeText(const Packet &packet);

/// \a packet for the MessagePack parser: its data are a rendering if its encoding is Msgpack, else
/// JSON text into which \a attachments are put. Nothing if the data is not JSON.
std::optional<QByteArray> encodeMsgpack(const Packet &packet,
                                        const QList<QByteArray> &attachments = {});

/// CONNECT, DISCONNECT and ERROR of the MessagePack parser in protocol 4: text.
QByteArray encodeObject(const Packet &packet);

} // namespace SocketIo
