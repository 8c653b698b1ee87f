// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/packetdata.h"

#include "protocol/socketio/packetassembler.h"

#include <algorithm>

namespace Formats {

QHash<Capture::Id, int> socketIoProtocols(Capture::StoreReader &reader)
{
    QHash<Capture::Id, int> protocols;
    for (const Capture::SessionRecord &session : reader.sessions())
        protocols.insert(session.id, session.socketIo);
    return protocols;
}

QByteArray PacketData::of(const Capture::MessageRecord &message, int protocol)
{
    const QByteArray &content = message.content.bytes;
    if (message.socketIo < 0 || message.dataOffset < 0 || message.dataOffset > content.size())
        return {};
    SocketIo::Assembled assembled;
    if (message.isMsgpack) {
        QByteArray packet = content.sliced(message.dataOffset);
        if (!message.isBinary && content.startsWith('b'))
            packet = QByteArray::fromBase64(packet);
        assembled.packet = packet.startsWith('{') ? m_decoder.decodeText(packet, protocol)
                                                  : m_decoder.decodeMsgpack(packet, protocol);
    } else {
        // From the packet's own head on, of which the data is the end.
        const qint64 start = std::max<qint64>(0, message.dataOffset - message.socketIoBytes);
        assembled.packet = m_decoder.decodeText(QByteArrayView(content).sliced(start), protocol);
        for (const Capture::Content &attachment : message.attachments)
            assembled.attachments.append(attachment.bytes);
    }
    const SocketIo::Packet &packet = assembled.packet;
    if (packet.data.isEmpty() || packet.problems.has(Problem::SioBadJson)
        || packet.problems.has(Problem::SioBadMsgpack) || !packet.data.isValidUtf8())
        return {};
    QByteArray data = assembled.renderedData();
    // Outside of strings, where JSON has none, a line break is white space like any other.
    std::replace_if(
        data.begin(), data.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return data;
}

} // namespace Formats
