// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/framepayloads.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace Pcap {

namespace {

constexpr quint8 FinBit = 0x80;
constexpr quint8 OpCodeBits = 0x0f;
constexpr quint8 TextOpCode = 1;
constexpr char MessagePacket = 4; // the type of an Engine.IO packet with data

qint64 base64Size(qint64 bytes)
{
    return (bytes + 2) / 3 * 4;
}

} // namespace

FramePayloads::FramePayloads(Capture::StoreReader &reader)
    : m_reader(reader)
{
    for (const Capture::SessionRecord &session : reader.sessions())
        m_revisions.emplace(session.id, session.engineIo);
}

void FramePayloads::load(std::span<const Capture::FrameRecord> frames)
{
    std::vector<Capture::Id> ids;
    for (const Capture::FrameRecord &frame : frames) {
        if (frame.message != 0)
            ids.push_back(frame.message);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    m_messages.clear();
    for (Capture::MessageRow &row : m_reader.messages(ids)) {
        const Capture::Id id = row.record.id;
        m_messages.emplace(id, std::move(row));
    }
}

int FramePayloads::revisionOf(Capture::Id session) const
{
    const auto found = m_revisions.find(session);
    return found == m_revisions.end() ? 0 : found->second;
}

/// An attachment crossed as a packet of its own: bare in revision 4, behind its type in revision 3,
/// and as base64 where it is in a text frame.
FramePayloads::Piece FramePayloads::pieceOf(const Capture::MessageRow &message, int number,
                                            bool isText)
{
    const Capture::MessageRecord &record = message.record;
    Piece piece;
    if (number == 0) {
        piece.size = record.content.size;
        return piece;
    }
    if (number > std::ssize(record.attachments))
        return piece;
    const bool isV3 = revisionOf(record.session) == 3;
    piece.size = record.attachments[static_cast<std::size_t>(number - 1)].size;
    piece.isBase64 = isText;
    if (isText) {
        piece.prefix = isV3 ? "b4" : "b";
        piece.size = base64Size(piece.size);
    } else if (isV3) {
        piece.prefix = QByteArray(1, MessagePacket);
    }
    piece.size += piece.prefix.size();
    return piece;
}

FramePayloads::Payload FramePayloads::next(const Capture::FrameRecord &frame)
{
    Payload payload;
    const auto found = m_messages.find(frame.message);
    if (found == m_messages.end())
        return payload;
    payload.message = &found->second;
    const auto [entry, isNew] = m_progress.try_emplace(frame.message);
    Progress &progress = entry->second;
    const auto opCode = static_cast<quint8>(frame.firstByte & OpCodeBits);
    const bool isFin = (frame.firstByte & FinBit) != 0;
    if (opCode != 0 || isNew) {
        ++progress.piece;
        progress.isText = opCode == TextOpCode;
        progress.offset = 0;
    }
    m_piece = pieceOf(found->second, progress.piece, progress.isText);
    payload.piece = progress.piece;
    payload.offset = std::min(progress.offset, m_piece.size);
    const qint64 rest = m_piece.size - payload.offset;
    payload.size = isFin ? rest : std::clamp<qint64>(frame.plainBytes, 0, rest);
    payload.isWhole = isFin && payload.offset == 0;
    progress.offset = payload.offset + payload.size;
    if (isFin && progress.piece >= std::ssize(found->second.record.attachments))
        m_progress.erase(entry);
    return payload;
}

QByteArray FramePayloads::bytes(const Payload &payload, qint64 at, qint64 length)
{
    const Capture::MessageRecord &record = payload.message->record;
    const qint64 from = payload.offset + at;
    length = std::min(length, payload.size - at);
    if (payload.piece == 0) {
        const QByteArray &known = record.content.bytes;
        if (from + length <= known.size())
            return known.mid(from, length);
        return m_reader.messageBytes(record.id, from, length);
    }
    QByteArray piece;
    const qint64 prefix = m_piece.prefix.size();
    if (!m_piece.isBase64) {
        if (from < prefix)
            piece = m_piece.prefix.mid(from, length);
        const qint64 rest = length - piece.size();
        if (rest > 0)
            piece += m_reader.attachmentBytes(record.id, payload.piece - 1,
                                              std::max<qint64>(0, from - prefix), rest);
        return piece;
    }
    // Base64 in whole groups of four, then what is wanted of it.
    const qint64 first = std::max<qint64>(0, from - prefix) / 4;
    const qint64 last = (std::max<qint64>(0, from + length - prefix) + 3) / 4;
    const QByteArray coded
        = m_reader.attachmentBytes(record.id, payload.piece - 1, first * 3, (last - first) * 3)
              .toBase64();
    const QByteArray groups = first == 0 ? m_piece.prefix + coded : coded;
    const qint64 skipped = first == 0 ? 0 : prefix + first * 4;
    return groups.mid(from - skipped, length);
}

} // namespace Pcap
