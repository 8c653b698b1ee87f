// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packetencoder.h"

#include "protocol/msgpack/jsontext.h"
#include "protocol/msgpack/value.h"
#include "protocol/socketio/data.h"

namespace SocketIo {

namespace {

QByteArray fullNamespace(const Packet &packet)
{
    return packet.query.isEmpty() ? packet.nsp : packet.nsp + '?' + packet.query;
}

/// The MessagePack parser of protocol 5 has no types for packets with buffers.
quint64 msgpackType(const Packet &packet)
{
    PacketType type = packet.type;
    if (packet.encoding != Encoding::Msgpack && type == PacketType::BinaryEvent)
        type = PacketType::Event;
    else if (packet.encoding != Encoding::Msgpack && type == PacketType::BinaryAck)
        type = PacketType::Ack;
    return static_cast<quint64>(type);
}

} // namespace

QByteArray encodeText(const Packet &packet)
{
    QByteArray text;
    text.reserve(packet.data.size() + packet.nsp.size() + 24);
    text.append(static_cast<char>('0' + static_cast<int>(packet.type)));
    if (packet.isBinary())
        text.append(QByteArray::number(packet.attachmentCount)).append('-');
    if (packet.nsp != "/" || !packet.query.isEmpty())
        text.append(fullNamespace(packet)).append(',');
    if (packet.ackId)
        text.append(QByteArray::number(*packet.ackId));
    return text.append(packet.data);
}

std::optional<QByteArray> encodeMsgpack(const Packet &packet, const QList<QByteArray> &attachments)
{
    using MsgPack::encodeString;
    const bool rendered = packet.encoding == Encoding::Msgpack;
    const QByteArray json = rendered ? packet.data : dataWithAttachments(packet.data, attachments);
    const auto data = json.isEmpty() ? QByteArray() : MsgPack::encodeJson(json);
    const auto options
        = packet.options.isEmpty() ? QByteArray() : MsgPack::encodeJson(packet.options);
    if (!data || !options)
        return std::nullopt;

    const QByteArray id
        = packet.ackId ? encodeString("id") + MsgPack::encodeInteger(*packet.ackId) : QByteArray();
    const quint32 count = 2U + (data->isEmpty() ? 0U : 1U) + (options->isEmpty() ? 0U : 1U)
        + (id.isEmpty() ? 0U : 1U);
    // The order of keys in which socket.io writes them.
    QByteArray map = MsgPack::encodeMapHeader(count);
    if (packet.isAck())
        map.append(id);
    map.append(encodeString("type") + MsgPack::encodeInteger(msgpackType(packet)));
    if (!data->isEmpty())
        map.append(encodeString("data") + *data);
    if (!options->isEmpty())
        map.append(encodeString("options") + *options);
    if (!packet.isAck())
        map.append(id);
    return map.append(encodeString("nsp") + encodeString(fullNamespace(packet)));
}

QByteArray encodeObject(const Packet &packet)
{
    QByteArray json = "{\"type\":" + QByteArray::number(static_cast<int>(packet.type));
    if (!packet.query.isEmpty())
        json.append(",\"query\":" + JsonText::quoted(packet.query));
    if (!packet.data.isEmpty())
        json.append(",\"data\":" + packet.data);
    return json + ",\"nsp\":" + JsonText::quoted(fullNamespace(packet)) + '}';
}

} // namespace SocketIo
