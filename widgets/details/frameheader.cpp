// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/frameheader.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <QCoreApplication>

namespace FrameHeader {

namespace {

constexpr int KeyBytes = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("FrameHeader", text);
}

int extendedBytes(const Capture::FrameRecord &frame)
{
    return frame.headerBytes - 2 - (frame.isMasked ? KeyBytes : 0);
}

int shortLength(const Capture::FrameRecord &frame)
{
    const int extended = extendedBytes(frame);
    return extended == 8 ? 127 : extended == 2 ? 126 : static_cast<int>(frame.payloadBytes & 0x7f);
}

} // namespace

QByteArray bytes(const Capture::FrameRecord &frame)
{
    QByteArray header;
    header += static_cast<char>(frame.firstByte);
    header += static_cast<char>(shortLength(frame) | (frame.isMasked ? 0x80 : 0));
    for (int i = extendedBytes(frame) - 1; i >= 0; --i)
        header += static_cast<char>(static_cast<quint64>(frame.payloadBytes) >> (8 * i) & 0xff);
    if (frame.isMasked) {
        for (const uchar byte : frame.key)
            header += static_cast<char>(byte);
    }
    return header;
}

QList<Field> fields(const Capture::FrameRecord &frame)
{
    const bool isFinal = (frame.firstByte & 0x80U) != 0;
    const int opCode = frame.firstByte & 0x0f;
    const bool isCompressed = (frame.firstByte & 0x40U) != 0;
    QList<Field> list {
        {tr("FIN"),
         isFinal ? tr("FIN: the last frame of its message")
                 : tr("No FIN: more frames of this message follow"),
         0, 1},
        {tr("R1"),
         isCompressed ? tr("RSV1: the message is compressed (permessage-deflate)")
                      : tr("RSV1 is not set: not compressed"),
         1, 1},
        {tr("R2"), tr("RSV2: reserved"), 2, 1},
        {tr("R3"), tr("RSV3: reserved"), 3, 1},
        {opCodeWord(frame.firstByte),
         tr("Opcode %1: %2").arg(opCode).arg(opCodeWord(frame.firstByte)), 4, 4},
        {tr("M"),
         frame.isMasked ? tr("MASK: the payload is masked, as from a client")
                        : tr("No MASK: the payload crossed as it is, as from a server"),
         8, 1},
    };
    const int extended = extendedBytes(frame);
    const int shortest = shortLength(frame);
    const QString length = formatNumber(frame.payloadBytes);
    list += {tr("length %1").arg(shortest),
             extended == 0
                 ? tr("Payload length: %1 bytes").arg(length)
                 : tr("Payload length %1: the next %2 bytes hold it").arg(shortest).arg(extended),
             9, 7};
    int bit = 16;
    if (extended > 0) {
        list += {tr("length %1").arg(length), tr("Payload length: %1 bytes").arg(length), bit,
                 extended * 8};
        bit += extended * 8;
    }
    if (frame.isMasked) {
        const QByteArray key(reinterpret_cast<const char *>(frame.key.data()), KeyBytes);
        const QString hex = QString::fromLatin1(key.toHex(' '));
        list += {tr("masking key %1").arg(hex),
                 tr("Masking key %1: what the payload was combined with").arg(hex), bit,
                 KeyBytes * 8};
    }
    return list;
}

QString description(const Capture::FrameRecord &frame)
{
    QStringList meanings;
    const QList<Field> all = fields(frame);
    for (const Field &field : all)
        meanings += field.meaning;
    return meanings.join(QStringLiteral(". "));
}

} // namespace FrameHeader
