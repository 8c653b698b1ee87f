// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/pcap/framewriter.h"

#include "protocol/websocket/masking.h"

#include <QtEndian>

#include <algorithm>

namespace Pcap {

namespace {

constexpr quint8 CompressedBit = 0x40; // RSV1
constexpr quint8 MaskBit = 0x80;
constexpr quint64 ShortLength = 125;
constexpr quint64 MediumLength = 0xffff;
constexpr quint8 Medium = 126;
constexpr quint8 Long = 127;
constexpr int MaskBytes = 4;
constexpr qint64 SliceBytes = qint64(1) << 20;

} // namespace

QByteArray frameHead(const Capture::FrameRecord &frame, quint8 firstByte, quint64 length)
{
    // What it crossed with; more if the length needs it, and no more than that where it changed.
    quint8 form = frame.headerBytes >= 10 ? Long : frame.headerBytes >= 4 ? Medium : quint8(0);
    if (frame.isMasked)
        form = frame.headerBytes >= 14 ? Long : frame.headerBytes >= 8 ? Medium : quint8(0);
    const quint8 least = length > MediumLength ? Long : length > ShortLength ? Medium : quint8(0);
    const bool isAsCrossed = length == static_cast<quint64>(frame.payloadBytes);
    form = isAsCrossed ? std::max(form, least) : least;

    QByteArray head(1, static_cast<char>(firstByte));
    const quint8 mask = frame.isMasked ? MaskBit : quint8(0);
    head += static_cast<char>(mask | (form == 0 ? static_cast<quint8>(length) : form));
    const auto append = [&head](auto number) {
        number = qToBigEndian(number);
        head.append(reinterpret_cast<const char *>(&number), sizeof number);
    };
    if (form == Medium)
        append(static_cast<quint16>(length));
    else if (form == Long)
        append(length);
    if (frame.isMasked)
        head.append(reinterpret_cast<const char *>(frame.key.data()), MaskBytes);
    return head;
}

FrameWriter::FrameWriter(FramePayloads &payloads)
    : m_payloads(payloads)
{
}

bool FrameWriter::write(const Capture::FrameRecord &frame, TcpStream &stream, Capture::Time time,
                        const std::function<QByteArray(const Capture::MessageRow &)> &comment)
{
    const FramePayloads::Payload payload = m_payloads.next(frame);
    if (payload.message == nullptr && frame.storedBytes != 0)
        return false;
    quint8 firstByte = frame.firstByte;
    const bool isCompressed
        = (firstByte & CompressedBit) != 0 && !frame.problems.has(Problem::WsUnexpectedRsv1);
    if (isCompressed)
        firstByte &= static_cast<quint8>(~CompressedBit);
    const bool isCut = frame.storedBytes != frame.payloadBytes;
    const quint64 length
        = static_cast<quint64>(isCut && !isCompressed ? frame.payloadBytes : payload.size);

    QByteArrayList comments;
    if (payload.message != nullptr && payload.isStart()) {
        QByteArray words = comment(*payload.message);
        if (payload.piece > 0)
            words += ", attachment " + QByteArray::number(payload.piece);
        comments.append(words);
    }
    if (frame.plainBytes != frame.payloadBytes && !isCut)
        comments.append("permessage-deflate: " + QByteArray::number(frame.payloadBytes)
                        + " compressed bytes crossed, shown is what they say");
    QByteArray bytes = frameHead(frame, firstByte, length);
    for (qint64 at = 0; at < payload.size;) {
        QByteArray part = m_payloads.bytes(payload, at, SliceBytes);
        if (part.isEmpty())
            part = QByteArray(std::min(SliceBytes, payload.size - at), '\0'); // the file is broken
        if (frame.isMasked)
            WebSocket::applyMask(part.data(), part.constData(), part.size(), frame.key, at);
        at += part.size();
        bytes += part;
        if (at < payload.size) {
            stream.data(frame.direction, time, bytes);
            bytes.clear();
        }
    }
    stream.data(frame.direction, time, bytes, comments);
    return true;
}

} // namespace Pcap
