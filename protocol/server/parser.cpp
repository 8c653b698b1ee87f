// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/parser.h"

#include "protocol/socketio/packetencoder.h"

#include <numeric>

namespace Server {

qsizetype Encoded::size() const
{
    return std::accumulate(
        binaries.cbegin(), binaries.cend(), text.size(),
        [](qsizetype sum, const QByteArray &bytes) { return sum + bytes.size(); });
}

Encoded encode(Parser parser, const SocketIo::Assembled &message)
{
    if (parser == Parser::Default)
        return {SocketIo::encodeText(message.packet), message.attachments};
    SocketIo::Packet packet = message.packet;
    if (message.attachments.isEmpty())
        packet.encoding = SocketIo::Encoding::Msgpack; // nothing of it needs to be put in place
    Encoded encoded;
    if (const auto bytes = SocketIo::encodeMsgpack(packet, message.attachments))
        encoded.binaries.append(*bytes);
    return encoded;
}

} // namespace Server
