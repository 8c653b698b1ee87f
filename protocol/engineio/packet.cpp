// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/packet.h"

#include "protocol/engineio/handshake.h"

#include <array>
#include <utility>

namespace EngineIo {

namespace {

constexpr std::array<const char *, 7> TypeNames {
    "open", "close", "ping", "pong", "message", "upgrade", "noop",
};

/// The type in \a digit, which counts from \a zero: the character in text, the number in bytes.
PacketType typeFrom(char digit, char zero)
{
    const int number = static_cast<uchar>(digit) - static_cast<uchar>(zero);
    return number >= 0 && number < static_cast<int>(TypeNames.size())
        ? static_cast<PacketType>(number)
        : PacketType::Unknown;
}

void decodeBase64(Packet *packet)
{
    packet->binary = true;
    packet->base64 = true;
    // No copy of the base64 for the decoder: it lives as long as the packet.
    const QByteArray text = QByteArray::fromRawData(packet->raw.constData() + packet->headerBytes,
                                                    packet->raw.size() - packet->headerBytes);
    auto strict = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (strict) {
        packet->decoded = std::move(strict.decoded);
    } else {
        packet->decoded = QByteArray::fromBase64(text); // as servers do
        packet->problems.add(Problem::EioBadBase64);
    }
}

void readText(Packet *packet, Revision revision)
{
    const QByteArray &raw = packet->raw;
    const bool untyped = revision == Revision::V3 && raw == "b";
    if (raw.isEmpty() || untyped) {
        packet->problems.add(Problem::EioEmptyPacket);
    } else if (raw.front() != 'b') {
        packet->type = typeFrom(raw.front(), '0');
        packet->headerBytes = packet->type == PacketType::Unknown ? 0 : 1;
    } else if (revision != Revision::V3) {
        packet->type = PacketType::Message;
        packet->headerBytes = 1;
        decodeBase64(packet);
    } else if (packet->type = typeFrom(raw[1], '0'); packet->type != PacketType::Unknown) {
        packet->headerBytes = 2;
        decodeBase64(packet);
    }
}

void readBytes(Packet *packet, Revision revision)
{
    packet->binary = true;
    if (revision != Revision::V3) {
        packet->type = PacketType::Message;
    } else if (packet->raw.isEmpty()) {
        packet->problems.add(Problem::EioEmptyPacket);
    } else {
        packet->type = typeFrom(packet->raw.front(), '\0');
        packet->headerBytes = packet->type == PacketType::Unknown ? 0 : 1;
    }
}

} // namespace

QByteArrayView packetTypeName(PacketType type)
{
    const auto index = static_cast<std::size_t>(type);
    return index < TypeNames.size() ? QByteArrayView(TypeNames[index]) : QByteArrayView();
}

QByteArray Packet::takeData()
{
    if (base64)
        return std::move(decoded);
    return headerBytes == 0 ? std::move(raw) : data().toByteArray();
}

Packet Packet::text(PacketType type, QByteArray data)
{
    Packet packet;
    packet.type = type;
    packet.raw = std::move(data);
    return packet;
}

Packet Packet::bytes(QByteArray data)
{
    Packet packet = text(PacketType::Message, std::move(data));
    packet.binary = true;
    return packet;
}

Packet decodePacket(Revision revision, QByteArray message, bool binary)
{
    Packet packet;
    packet.raw = std::move(message);
    packet.wireBytes = packet.raw.size();
    if (binary)
        readBytes(&packet, revision);
    else
        readText(&packet, revision);
    if (packet.type == PacketType::Unknown && !packet.problems.has(Problem::EioEmptyPacket))
        packet.problems.add(Problem::EioUnknownType);
    if (packet.type == PacketType::Open && !Handshake::fromJson(packet.data()))
        packet.problems.add(Problem::EioBadHandshake);
    return packet;
}

QByteArray encodePacket(Revision revision, PacketType type, QByteArrayView data, bool binary,
                        BinaryForm form)
{
    const auto number = static_cast<int>(type);
    const char digit = static_cast<char>('0' + number);
    QByteArray message;
    if (!binary) {
        message.reserve(data.size() + 1);
        message.append(digit);
    } else if (form == BinaryForm::Base64) {
        message.append('b');
        if (revision == Revision::V3)
            message.append(digit);
        return message + QByteArray::fromRawData(data.data(), data.size()).toBase64();
    } else if (revision == Revision::V3) {
        message.reserve(data.size() + 1);
        message.append(static_cast<char>(number));
    }
    return message.append(data);
}

} // namespace EngineIo
