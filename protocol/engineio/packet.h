// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/problem.h"

#include <QByteArray>
#include <QByteArrayView>

namespace EngineIo {

/// The revision of the protocol, EIO in the query.
enum class Revision : quint8 { Unknown = 0, V3 = 3, V4 = 4 };

/// What the type digit says. Unknown: no such digit, or no packet at all.
enum class PacketType : quint8 { Open, Close, Ping, Pong, Message, Upgrade, Noop, Unknown = 0xff };

/// "open", "close", ...; "" for Unknown.
QByteArrayView packetTypeName(PacketType type);

/// One Engine.IO packet as it crossed.
struct Packet
{
    PacketType type = PacketType::Unknown;
    bool binary = false; ///< The data are bytes, not text.
    bool base64
        = false; ///< They crossed as base64, because the transport or the client wanted text.
    quint8 headerBytes
        = 0; ///< How much of raw comes before the data: `4`, `b`, `b4`, the byte 04, nothing.
    QByteArray raw; ///< As it crossed, without what a payload puts around it.
    QByteArray decoded; ///< The bytes that the base64 stands for, else empty.
    qint64 wireBytes = 0; ///< Its share of the message or of the payload's body.
    Problems problems;

    /// The data: what follows the type, from base64 if it was that. Valid as long as the packet is.
    QByteArrayView data() const
    {
        return base64 ? QByteArrayView(decoded) : QByteArrayView(raw).sliced(headerBytes);
    }
    /// The same as bytes of their own, without a copy where raw holds nothing else.
    QByteArray takeData();

    /// A packet to send.
    static Packet text(PacketType type, QByteArray data = {});
    static Packet bytes(QByteArray data);
};

/// The packet in one WebSocket message. \a binary: the message was of binary frames.
/// An Unknown revision is read as revision 4.
Packet decodePacket(Revision revision, QByteArray message, bool binary);

/// How bytes are written where both are possible.
enum class BinaryForm : quint8 {
    Bytes, ///< A binary WebSocket message.
    Base64 ///< Text: polling, and a WebSocket whose client asked for b64.
};

/// One WebSocket message, or one element of a text payload. Text packets are the same in both
/// forms.
QByteArray encodePacket(Revision revision, PacketType type, QByteArrayView data,
                        bool binary = false, BinaryForm form = BinaryForm::Bytes);

} // namespace EngineIo
