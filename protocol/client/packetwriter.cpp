// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/packetwriter.h"

#include "protocol/socketio/jsonreader.h"
#include "protocol/socketio/packetencoder.h"

namespace Client {

using EngineIo::Packet;

std::optional<QList<Packet>> PacketWriter::write(const SocketIo::Assembled &message) const
{
    const SocketIo::Packet &packet = message.packet;
    const auto text = [](QByteArray data) {
        return Packet::text(EngineIo::PacketType::Message, std::move(data));
    };
    if (!m_usesMsgpack) {
        if (!packet.data.isEmpty() && !SocketIo::JsonReader().read(packet.data).valid)
            return std::nullopt;
        QList<Packet> packets {text(SocketIo::encodeText(packet))};
        for (const QByteArray &attachment : message.attachments)
            packets.append(Packet::bytes(attachment));
        return packets;
    }
    if (m_protocol == 4 && !packet.isEvent() && !packet.isAck())
        return QList<Packet> {text(SocketIo::encodeObject(packet))};
    auto bytes = SocketIo::encodeMsgpack(packet, message.attachments);
    if (!bytes)
        return std::nullopt;
    return QList<Packet> {Packet::bytes(std::move(*bytes))};
}

} // namespace Client
