// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/packetassembler.h"

namespace SocketIo {

/// What an app says: JSON values with commas between (`"a",{"b":1}`), exactly as they shall cross,
/// and what its placeholders stand for. See placeholder().
struct Arguments
{
    QByteArray json;
    QList<QByteArray> attachments;

    bool operator==(const Arguments &other) const = default;
};

/// `{"_placeholder":true,"num":<number>}`.
QByteArray placeholder(int number);

/// \a text as a JSON string, in quotes. It is UTF-8.
QByteArray jsonString(QByteArrayView text);

/// An EVENT or BINARY_EVENT of protocol 5.
Assembled eventMessage(const QByteArray &nsp, QByteArrayView name, const Arguments &arguments,
                       std::optional<quint64> ackId = {});
/// An ACK or BINARY_ACK of protocol 5.
Assembled ackMessage(const QByteArray &nsp, quint64 ackId, const Arguments &arguments);
/// A CONNECT, DISCONNECT or CONNECT_ERROR; \a data may be empty.
Assembled plainMessage(PacketType type, const QByteArray &nsp, const QByteArray &data = {});

/// The values in \a data of an event behind its name. Valid as long as \a data.
QByteArrayView eventArguments(QByteArrayView data);
/// The values in \a data of an ack.
QByteArrayView ackArguments(QByteArrayView data);

} // namespace SocketIo
