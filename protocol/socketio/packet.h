// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace SocketIo {

/// ConnectError is called ERROR in protocol 4. Unknown: no such type, or no packet at all.
enum class PacketType : quint8 {
    Connect,
    Disconnect,
    Event,
    Ack,
    ConnectError,
    BinaryEvent,
    BinaryAck,
    Unknown = 0xff
};

/// How the packet was written.
enum class Encoding : quint8 {
    Text, ///< The default parser.
    Msgpack, ///< socket.io-msgpack-parser: a MessagePack map in a binary message.
    JsonObject ///< CONNECT, DISCONNECT and ERROR of its version for protocol 4: a JSON object.
};

/// "CONNECT", "EVENT", ...; ConnectError is "ERROR" in protocol 4; "" for Unknown.
QByteArrayView packetTypeName(PacketType type, int protocol = 5);

/// The type with that number.
PacketType packetType(qint64 number);

/// Names of events that the library itself raises: parsers since protocol 5 refuse them.
bool isReservedEvent(QByteArrayView event);

/// The most attachments that current parsers accept.
inline constexpr qint64 MaxAttachments = 10;

/// One Socket.IO packet; the attachments of a binary one are beside it.
struct Packet
{
    PacketType type = PacketType::Unknown;
    Encoding encoding = Encoding::Text;
    QByteArray nsp = QByteArrayLiteral("/"); ///< Without query. Empty if not known.
    QByteArray query; ///< Of the namespace, protocol 4 only, without `?`.
    std::optional<quint64> ackId;
    qint64 attachmentCount = 0; ///< As announced.
    /// JSON text. With Encoding::Text and JsonObject exactly as it crossed; from MessagePack its
    /// rendering (see protocol/msgpack/value.h). Empty for none.
    QByteArray data;
    QByteArray event; ///< The name of an event, unescaped. A numeric one as it is spelled.
    QByteArray options; ///< MessagePack: what JavaScript adds, rendered. Encoded again.
    QByteArray keys; ///< MessagePack: its keys in order, by first letter. Encoded again.
    qint64 dataBytes = 0; ///< What the data cost on the wire, attachments aside: the payload.
    qint64 headerBytes = 0; ///< All else of the message: the share of Socket.IO.
    Problems problems;

    /// Sets nsp from \a name, in protocol 4 without its query, which goes to query.
    void setNamespace(QByteArrayView name, int protocol);

    bool isEvent() const { return type == PacketType::Event || type == PacketType::BinaryEvent; }
    bool isAck() const { return type == PacketType::Ack || type == PacketType::BinaryAck; }
    bool isBinary() const
    {
        return type == PacketType::BinaryEvent || type == PacketType::BinaryAck;
    }
};

} // namespace SocketIo
