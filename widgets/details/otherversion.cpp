// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/otherversion.h"

#include "protocol/engineio/packet.h"
#include "protocol/socketio/packetdecoder.h"
#include "widgets/common/format.h"
#include "widgets/details/comparison.h"
#include "widgets/details/readablejson.h"
#include "widgets/details/utf8.h"

#include <algorithm>

using Capture::Alteration;

namespace {

constexpr qsizetype MostHex = 256;

QStringList linesOf(const MessageData &data)
{
    if (data.isJson)
        return Utf8::toText(readableJson(data.bytes)).split(QLatin1Char('\n'));
    if (Utf8::isValid(data.bytes))
        return Utf8::toText(data.bytes).split(QLatin1Char('\n'));
    return {formatExactBytes(data.bytes.size()), hexLine(data.bytes, MostHex)};
}

} // namespace

const Alteration *replacementOf(const Capture::MessageRow &row)
{
    for (const Capture::AlterationRecord &record : row.alterations) {
        if (record.alteration.what == Alteration::What::Replaced)
            return &record.alteration;
    }
    return nullptr;
}

MessageData otherData(const Capture::MessageRecord &message, const Alteration &replaced)
{
    Capture::MessageRecord other = message;
    other.content = Capture::Content(replaced.other);
    other.isBinary = replaced.otherIsBinary;
    if (message.socketIo >= 0 && !message.isMsgpack) { // its head may be of another length
        const EngineIo::Packet carrier
            = EngineIo::decodePacket(EngineIo::Revision::V4, replaced.other, false);
        SocketIo::PacketDecoder decoder;
        const SocketIo::Packet packet = decoder.decodeText(carrier.data(), 0, true);
        other.dataOffset
            = carrier.headerBytes + std::min<qint64>(packet.headerBytes, carrier.data().size());
    }
    return messageData(other, replaced.other);
}

QString comparedVersions(const Capture::MessageRecord &message, const MessageData &crossed,
                         const MessageData &other)
{
    const bool isSent = message.direction == Capture::Direction::Sent;
    const QStringList before = linesOf(isSent ? other : crossed);
    const QStringList after = linesOf(isSent ? crossed : other);
    return compareLines(before, after).join(QLatin1Char('\n'));
}
