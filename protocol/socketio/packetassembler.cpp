// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packetassembler.h"

#include "protocol/socketio/data.h"

#include <utility>

namespace SocketIo {

QByteArray Assembled::renderedData() const
{
    // What comes from MessagePack has its buffers in place already.
    return packet.encoding == Encoding::Msgpack ? packet.data
                                                : dataWithAttachments(packet.data, attachments);
}

qint64 Assembled::payloadBytes() const
{
    qint64 bytes = packet.dataBytes;
    for (const QByteArray &attachment : attachments)
        bytes += attachment.size();
    return bytes;
}

void PacketAssembler::feedText(QByteArrayView text, bool complete)
{
    Problems cut = Problem::SioMissingAttachments;
    cut.add(Problem::SioInterrupted);
    flush(cut);

    Assembled assembled;
    assembled.packet = m_decoder.decodeText(text, m_protocol, complete);
    m_complete = complete;
    const qint64 awaited = assembled.packet.attachmentCount;
    if (awaited > 0 && awaited <= MaxAwaited)
        m_pending = std::move(assembled);
    else
        put(std::move(assembled));
}

void PacketAssembler::feedBinary(QByteArray bytes, bool complete)
{
    if (m_pending) {
        m_pending->attachments.append(std::move(bytes));
        ++m_pending->messages;
        if (m_pending->attachments.size() < m_pending->packet.attachmentCount)
            return;
        Assembled assembled = *std::exchange(m_pending, std::nullopt);
        const bool fits = !m_complete
            || m_decoder.placeholdersFit(assembled.packet.data, assembled.attachments.size());
        assembled.packet.problems.addIf(!fits, Problem::SioBadPlaceholder);
        put(std::move(assembled));
        return;
    }
    Assembled assembled;
    if (m_msgpack || looksLikeMsgpack(bytes)) {
        assembled.packet = m_decoder.decodeMsgpack(bytes, m_protocol, complete);
        m_msgpack = m_msgpack || assembled.packet.problems.isEmpty();
    } else {
        assembled.packet.nsp.clear();
        assembled.packet.problems.add(Problem::SioUnexpectedBinary);
    }
    if (assembled.packet.type == PacketType::Unknown) {
        assembled.packet.headerBytes = 0;
        assembled.attachments.append(std::move(bytes));
    }
    put(std::move(assembled));
}

void PacketAssembler::finish()
{
    flush(Problem::SioMissingAttachments);
}

std::optional<Assembled> PacketAssembler::next()
{
    std::optional<Assembled> assembled = std::exchange(m_ready[0], std::nullopt);
    m_ready[0].swap(m_ready[1]);
    return assembled;
}

void PacketAssembler::flush(Problems problems)
{
    if (!m_pending)
        return;
    m_pending->packet.problems.add(problems);
    put(*std::exchange(m_pending, std::nullopt));
}

void PacketAssembler::put(Assembled assembled)
{
    Q_ASSERT(!m_ready[1]);
    m_ready[m_ready[0] ? 1 : 0] = std::move(assembled);
}

} // namespace SocketIo
