// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/unitwriter.h"

#include "protocol/socketio/exporteddata.h"
#include "protocol/socketio/packetencoder.h"
#include "protocol/websocket/frameencoder.h"

namespace Acting {

using WebSocket::OpCode;

namespace {

SocketIo::PacketType typeWith(SocketIo::PacketType type, bool isBinary)
{
    switch (type) {
    case SocketIo::PacketType::Event:
    case SocketIo::PacketType::BinaryEvent:
        return isBinary ? SocketIo::PacketType::BinaryEvent : SocketIo::PacketType::Event;
    case SocketIo::PacketType::Ack:
    case SocketIo::PacketType::BinaryAck:
        return isBinary ? SocketIo::PacketType::BinaryAck : SocketIo::PacketType::Ack;
    default:
        return type;
    }
}

} // namespace

std::optional<std::vector<Piece>> piecesOf(const SocketIo::Assembled &packet,
                                           EngineIo::Revision revision, bool isMsgpack)
{
    const auto message = [revision](const QByteArray &data, bool binary) {
        return Piece {EngineIo::encodePacket(revision, EngineIo::PacketType::Message, data, binary),
                      binary};
    };
    std::vector<Piece> pieces;
    if (packet.packet.encoding == SocketIo::Encoding::JsonObject) {
        pieces.push_back(message(SocketIo::encodeObject(packet.packet), false));
        return pieces;
    }
    if (isMsgpack) {
        const auto bytes = SocketIo::encodeMsgpack(packet.packet, packet.attachments);
        if (!bytes)
            return {};
        pieces.push_back(message(*bytes, true));
        return pieces;
    }
    pieces.push_back(message(SocketIo::encodeText(packet.packet), false));
    for (const QByteArray &attachment : packet.attachments)
        pieces.push_back(message(attachment, true));
    return pieces;
}

std::optional<std::vector<Piece>> piecesWithBody(const Unit &unit, const QByteArray &body,
                                                 EngineIo::Revision revision)
{
    if (!unit.packet) {
        const bool isPacket = unit.message.engineIo >= 0;
        const Piece &first = unit.pieces.front();
        std::vector<Piece> pieces;
        pieces.push_back({isPacket ? EngineIo::encodePacket(
                              revision, static_cast<EngineIo::PacketType>(unit.message.engineIo),
                              body, first.isBinary)
                                   : body,
                          first.isBinary});
        return pieces;
    }
    SocketIo::Assembled changed = *unit.packet;
    const bool isMsgpack = changed.packet.encoding == SocketIo::Encoding::Msgpack;
    if (body.isEmpty() || isMsgpack) { // of MessagePack the data are the rendering itself
        changed.packet.data = body;
        changed.attachments.clear();
    } else {
        const SocketIo::ExportedData data = SocketIo::parseExported(body);
        if (data.error != SocketIo::ExportedData::Error::None)
            return {};
        changed.packet.data = data.arguments.json;
        changed.attachments = data.arguments.attachments;
    }
    changed.packet.attachmentCount = changed.attachments.size();
    if (!isMsgpack)
        changed.packet.type = typeWith(changed.packet.type, !changed.attachments.isEmpty());
    return piecesOf(changed, revision, isMsgpack);
}

QByteArray framesOf(const std::vector<Piece> &pieces, WebSocket::Sender sender)
{
    WebSocket::FrameEncoder encoder(sender);
    QByteArray frames;
    for (const Piece &piece : pieces)
        frames += encoder.message(piece.isBinary ? OpCode::Binary : OpCode::Text, piece.bytes);
    return frames;
}

QByteArray controlFrame(OpCode opCode, const QByteArray &payload, WebSocket::Sender sender)
{
    return WebSocket::FrameEncoder(sender).control(opCode, payload);
}

EngineIo::Packet packetOf(const Piece &piece, EngineIo::Revision revision)
{
    return EngineIo::decodePacket(revision, piece.bytes, piece.isBinary);
}

} // namespace Acting
