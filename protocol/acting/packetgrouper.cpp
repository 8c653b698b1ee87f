// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/packetgrouper.h"

#include "protocol/capture/kinds.h"

#include <utility>

namespace Acting {

PacketGrouper::PacketGrouper(EngineIo::Revision revision, Rules::LiveMessage base)
    : m_revision(revision)
    , m_base(std::move(base))
    , m_assembler(revision == EngineIo::Revision::V3 ? 4 : 5)
{
}

void PacketGrouper::feed(Arrived &&arrived)
{
    const EngineIo::Packet &packet = arrived.packet;
    if (packet.type != EngineIo::PacketType::Message || (!m_groups && m_waiting.empty())) {
        put(plainUnit(std::move(arrived)));
        return;
    }
    const QByteArray data = packet.data().toByteArray();
    if (!m_isSocketIo && !isSocketIo(packet, data)) {
        put(plainUnit(std::move(arrived)));
        return;
    }
    m_isSocketIo = true;
    const bool binary = packet.binary;
    m_waiting.push_back(std::move(arrived));
    if (binary)
        m_assembler.feedBinary(data);
    else
        m_assembler.feedText(data);
    drain();
}

void PacketGrouper::finish()
{
    m_assembler.finish();
    drain();
}

std::optional<Unit> PacketGrouper::next()
{
    if (m_ready.empty())
        return {};
    std::optional<Unit> unit(std::move(m_ready.front()));
    m_ready.pop_front();
    return unit;
}

bool PacketGrouper::isSocketIo(const EngineIo::Packet &packet, QByteArrayView data)
{
    const int protocol = m_revision == EngineIo::Revision::V3 ? 4 : 5;
    if (packet.binary) {
        return SocketIo::looksLikeMsgpack(data)
            && m_probe.decodeMsgpack(data, protocol).type != SocketIo::PacketType::Unknown;
    }
    const SocketIo::Packet read = m_probe.decodeText(data, protocol);
    const bool decides = read.type == SocketIo::PacketType::Connect || read.isEvent()
        || read.isAck() || read.type == SocketIo::PacketType::ConnectError;
    return decides && read.problems.isEmpty();
}

void PacketGrouper::drain()
{
    while (auto assembled = m_assembler.next()) {
        std::vector<Arrived> parts;
        for (qint64 i = 0; i < assembled->messages && !m_waiting.empty(); ++i) {
            parts.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        Unit unit = unitOf(std::move(parts));
        const SocketIo::Packet &packet = assembled->packet;
        unit.message.kind = Capture::kindOf(packet.type);
        unit.message.socketIo
            = packet.type == SocketIo::PacketType::Unknown ? qint8(-1) : qint8(packet.type);
        unit.message.nsp = packet.nsp;
        unit.message.event = packet.event;
        unit.message.ackId = packet.ackId ? static_cast<qint64>(*packet.ackId) : -1;
        unit.message.body = assembled->renderedData();
        unit.message.payloadBytes = assembled->payloadBytes();
        unit.packet = std::make_shared<const SocketIo::Assembled>(std::move(*assembled));
        put(std::move(unit));
    }
}

Unit PacketGrouper::unitOf(std::vector<Arrived> &&parts) const
{
    Unit unit;
    unit.message = m_base;
    for (Arrived &part : parts) {
        const EngineIo::Packet &packet = part.packet;
        const QByteArrayView data = packet.data();
        unit.raw += part.raw;
        unit.isCompressed |= part.isCompressed;
        unit.number = part.number;
        ++unit.completes;
        unit.message.wireBytes += part.wireBytes;
        unit.message.hasBinaryPieces |= packet.binary && !unit.pieces.empty();
        if (unit.pieces.empty()) {
            unit.message.kind = Capture::kindOf(packet.type);
            unit.message.engineIo
                = packet.type == EngineIo::PacketType::Unknown ? qint8(-1) : qint8(packet.type);
            unit.message.isBinary = packet.binary;
            unit.message.body = data.toByteArray();
            unit.message.payloadBytes = data.size();
            unit.message.content = packet.raw;
            unit.opCode = packet.binary ? WebSocket::OpCode::Binary : WebSocket::OpCode::Text;
        }
        // As it crosses a WebSocket, whatever it crossed here. One that is broken stays as it came.
        unit.pieces.push_back(
            {packet.type == EngineIo::PacketType::Unknown
                 ? packet.raw
                 : EngineIo::encodePacket(m_revision, packet.type, data, packet.binary),
             packet.binary});
    }
    return unit;
}

Unit PacketGrouper::plainUnit(Arrived &&arrived) const
{
    std::vector<Arrived> parts;
    parts.push_back(std::move(arrived));
    return unitOf(std::move(parts));
}

} // namespace Acting
