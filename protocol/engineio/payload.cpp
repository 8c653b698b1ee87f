// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payload.h"

#include "protocol/msgpack/jsontext.h"

#include <algorithm>

namespace EngineIo {

namespace {

constexpr char Separator = '\x1e';

qsizetype utf16Units(QByteArrayView utf8)
{
    // Each character has one byte that is no continuation; those of four bytes are two units.
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; })
        + std::count_if(utf8.begin(), utf8.end(),
                        [](char c) { return static_cast<uchar>(c) >= 0xf0; });
}

QByteArray encodeSeparated(const QList<Packet> &packets)
{
    QByteArray body;
    for (const Packet &packet : packets) {
        if (!body.isEmpty())
            body.append(Separator);
        body.append(encodePacket(Revision::V4, packet.type, packet.data(), packet.binary,
                                 BinaryForm::Base64));
    }
    return body;
}

QByteArray encodeCounted(const QList<Packet> &packets)
{
    QByteArray body;
    for (const Packet &packet : packets) {
        const QByteArray text = encodePacket(Revision::V3, packet.type, packet.data(),
                                             packet.binary, BinaryForm::Base64);
        body.append(QByteArray::number(utf16Units(text)));
        body.append(':');
        body.append(text);
    }
    return packets.isEmpty() ? QByteArrayLiteral("0:") : body;
}

QByteArray encodeFramed(const QList<Packet> &packets)
{
    QByteArray body;
    for (const Packet &packet : packets) {
        const QByteArray bytes
            = encodePacket(Revision::V3, packet.type, packet.data(), packet.binary);
        body.append(packet.binary ? '\x01' : '\x00');
        const QByteArray length = QByteArray::number(bytes.size());
        for (const char digit : length)
            body.append(static_cast<char>(digit - '0'));
        body.append('\xff');
        body.append(bytes);
    }
    return body;
}

QByteArray jsonpResponse(const QByteArray &payload, int index)
{
    QByteArray call = JsonText::quoted(payload);
    // Line ends in JavaScript, though not in JSON.
    call.replace("\xe2\x80\xa8", "\\u2028");
    call.replace("\xe2\x80\xa9", "\\u2029");
    return "___eio[" + QByteArray::number(index) + "](" + call + ");";
}

QByteArray jsonpPost(QByteArray payload)
{
    payload.replace("\\n", "\\\\n");
    payload.replace('\n', "\\n");
    return "d=" + payload.toPercentEncoding();
}

} // namespace

QByteArray encodePayload(Revision revision, const QList<Packet> &packets, PayloadForm form,
                         int jsonp)
{
    if (form == PayloadForm::Binary && revision == Revision::V3 && hasBinary(packets))
        return encodeFramed(packets);
    QByteArray text = revision == Revision::V3 ? encodeCounted(packets) : encodeSeparated(packets);
    if (form == PayloadForm::JsonpResponse)
        return jsonpResponse(text, jsonp);
    if (form == PayloadForm::JsonpPost)
        return jsonpPost(std::move(text));
    return text;
}

bool hasBinary(const QList<Packet> &packets)
{
    return std::any_of(packets.begin(), packets.end(),
                       [](const Packet &packet) { return packet.binary; });
}

} // namespace EngineIo
