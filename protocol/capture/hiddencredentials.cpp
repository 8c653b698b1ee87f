// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/hiddencredentials.h"

#include "protocol/admin/credentials.h"

namespace Capture {

void hideCredentials(MessageRecord &message, const SocketIo::Packet *packet,
                     const EngineIo::Packet &carrier)
{
    QByteArray &bytes = message.content.bytes;
    const bool isKnown = packet != nullptr && packet->type != SocketIo::PacketType::Unknown;
    const bool logsIn = isKnown && packet->type == SocketIo::PacketType::Connect
        && message.direction == Direction::Sent;
    const bool isSession = isKnown && packet->isEvent() && packet->event == "session"
        && message.direction == Direction::Received;
    if (isKnown && !logsIn && !isSession)
        return;
    const int kept = isSession ? 1 : 0; // the event's name
    if (!isKnown) {
        Admin::maskAll(&bytes, carrier.headerBytes);
    } else if (packet->encoding != SocketIo::Encoding::Msgpack) {
        Admin::maskText(&bytes, carrier.headerBytes, kept);
    } else if (!carrier.base64) {
        Admin::maskMsgpack(&bytes, carrier.headerBytes, kept);
    } else {
        QByteArray decoded = carrier.decoded;
        Admin::maskMsgpack(&decoded, 0, kept);
        const QByteArray encoded = decoded.toBase64();
        if (encoded.size() < bytes.size())
            bytes = bytes.chopped(encoded.size()) + encoded;
        else
            Admin::maskAll(&bytes, 0);
    }
}

} // namespace Capture
