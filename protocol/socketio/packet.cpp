// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packet.h"

#include <algorithm>
#include <array>

namespace SocketIo {

QByteArrayView packetTypeName(PacketType type, int protocol)
{
    static constexpr std::array<const char *, 7> Names {
        "CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK",
    };
    if (type == PacketType::ConnectError && protocol == 4)
        return "ERROR";
    const auto index = static_cast<std::size_t>(type);
    return index < Names.size() ? QByteArrayView(Names[index]) : QByteArrayView();
}

PacketType packetType(qint64 number)
{
    return number >= 0 && number <= static_cast<qint64>(PacketType::BinaryAck)
        ? static_cast<PacketType>(number)
        : PacketType::Unknown;
}

bool isReservedEvent(QByteArrayView event)
{
    static constexpr std::array<QByteArrayView, 6> Reserved {
        "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener",
    };
    return std::find(Reserved.begin(), Reserved.end(), event) != Reserved.end();
}

void Packet::setNamespace(QByteArrayView name, int protocol)
{
    const qsizetype mark = protocol == 4 ? name.indexOf('?') : -1;
    if (mark >= 0) {
        query = name.sliced(mark + 1).toByteArray();
        name = name.first(mark);
    }
    if (nsp != name)
        nsp = name.toByteArray();
}

} // namespace SocketIo
