// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packetencoder.h"

#include "protocol/msgpack/jsontext.h"
#include "protocol/msgpack/value.h"
#include "protocol/socketio/data.h"

#include <utility>

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

    QByteArray keys = packet.keys;
    if (keys.isEmpty()) // as socket.io's server writes them
        keys = packet.isAck() ? "itdn" : "tdoin";
    quint32 count = 0;
    QByteArray entries;
    const auto put = [&](QByteArrayView key, const QByteArray &value) {
        entries.append(encodeString(key)).append(value);
        ++count;
    };
    for (const char key : std::as_const(keys)) {
        if (key == 't')
            put("type", MsgPack::encodeInteger(msgpackType(packet)));
        else if (key == 'n')
            put("nsp", encodeString(fullNamespace(packet)));
        else if (key == 'd' && !data->isEmpty())
            put("data", *data);
        else if (key == 'o' && !options->isEmpty())
            put("options", *options);
        else if (key == 'i' && packet.ackId)
            put("id", MsgPack::encodeInteger(*packet.ackId));
        else if (key == 'q' && !packet.query.isEmpty())
            put("query", encodeString(packet.query));
    }
    return MsgPack::encodeMapHeader(count) + entries;
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
