// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/packetdecoder.h"

#include "protocol/msgpack/jsondocument.h"
#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/msgpackreader.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace SocketIo {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// What JavaScript's Number() takes as part of a number that is no digit.
bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

template<typename Number>
std::optional<Number> numberIn(QByteArrayView digits)
{
    Number number = 0;
    const auto read = std::from_chars(digits.begin(), digits.end(), number);
    if (read.ec != std::errc() || read.ptr != digits.end())
        return std::nullopt;
    return number;
}

/// Takes apart what stands before the JSON, from the front.
class Head
{
public:
    Head(QByteArrayView text, Packet *packet)
        : m_rest(text)
        , m_packet(packet)
    {
    }

    void takeType();
    void takeAttachmentCount();
    void takeNamespace(int protocol);
    void takeAckId();
    QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView taken = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return taken;
    }

    QByteArrayView m_rest;
    Packet *m_packet;
};

void Head::takeType()
{
    if (m_rest.isEmpty()) { // JavaScript reads no digit as 0
        m_packet->type = PacketType::Connect;
        m_packet->problems.add(Problem::SioUnknownType);
        return;
    }
    m_packet->type
        = isDigit(m_rest.front()) ? packetType(m_rest.front() - '0') : PacketType::Unknown;
    if (m_packet->type != PacketType::Unknown)
        take(1);
    else
        m_packet->problems.add(Problem::SioUnknownType);
}

void Head::takeAttachmentCount()
{
    qsizetype size = 0;
    while (size < m_rest.size() && m_rest[size] != '-'
           && !QByteArrayView("/[{\"").contains(m_rest[size]))
        ++size;
    const bool ends = size < m_rest.size() && m_rest[size] == '-';
    const auto count = numberIn<qint64>(m_rest.first(size));
    if (ends && count && *count >= 1) {
        m_packet->attachmentCount = *count;
        m_packet->problems.addIf(*count > MaxAttachments, Problem::SioTooManyAttachments);
    } else {
        m_packet->problems.add(Problem::SioBadAttachmentCount);
    }
    if (ends)
        take(size + 1);
}

void Head::takeNamespace(int protocol)
{
    if (!m_rest.startsWith('/'))
        return;
    const qsizetype comma = m_rest.indexOf(',');
    m_packet->setNamespace(take(comma < 0 ? m_rest.size() : comma), protocol);
    if (comma >= 0)
        take(1);
}

void Head::takeAckId()
{
    qsizetype size = 0;
    bool spaces = false;
    while (size < m_rest.size() && (isDigit(m_rest[size]) || isSpace(m_rest[size]))) {
        spaces = spaces || isSpace(m_rest[size]);
        ++size;
    }
    if (size == 0)
        return;
    const QByteArrayView text = take(size).trimmed();
    m_packet->ackId = text.isEmpty() ? 0 : numberIn<quint64>(text); // as JavaScript reads it
    m_packet->problems.addIf(spaces || !m_packet->ackId, Problem::SioBadAckId);
}

bool isNamed(JsonType type)
{
    return type == JsonType::String || type == JsonType::Number;
}

/// What the type of the packet asks of its data.
bool hasRightShape(const Packet &packet, const JsonFacts &facts, int protocol)
{
    const JsonType type = facts.type;
    switch (packet.type) {
    case PacketType::Connect:
        return type == JsonType::None || type == JsonType::Object;
    case PacketType::Disconnect:
        return type == JsonType::None;
    case PacketType::ConnectError:
        return protocol == 4 || type == JsonType::None || type == JsonType::String
            || type == JsonType::Object;
    case PacketType::Event:
    case PacketType::BinaryEvent:
        return type == JsonType::Array && isNamed(facts.firstType);
    case PacketType::Ack:
    case PacketType::BinaryAck:
        return type == JsonType::Array;
    case PacketType::Unknown:
        break;
    }
    return true;
}

void checkShape(Packet *packet, const JsonFacts &facts, int protocol)
{
    packet->problems.addIf(!hasRightShape(*packet, facts, protocol), Problem::SioBadData);
    packet->problems.addIf(packet->isAck() && !packet->ackId, Problem::SioBadAckId);
}

/// The first string of an array of which only the head is known.
QByteArray eventInHead(QByteArrayView data)
{
    if (!data.startsWith('['))
        return {};
    const QByteArrayView first = data.sliced(1).trimmed();
    return first.startsWith('"') ? JsonText::unescaped(first) : QByteArray();
}

/// All of a value as it crossed; nothing if it is broken.
QByteArrayView spelled(simdjson::ondemand::value value)
{
    simdjson::ondemand::json_type type {};
    if (value.type().get(type) != simdjson::SUCCESS)
        return {};
    std::string_view text = value.raw_json_token();
    simdjson::error_code error = simdjson::SUCCESS;
    simdjson::ondemand::array array;
    simdjson::ondemand::object object;
    if (type == simdjson::ondemand::json_type::array) {
        error = value.get_array().get(array);
        error = error == simdjson::SUCCESS ? array.raw_json().get(text) : error;
    } else if (type == simdjson::ondemand::json_type::object) {
        error = value.get_object().get(object);
        error = error == simdjson::SUCCESS ? object.raw_json().get(text) : error;
    }
    return error == simdjson::SUCCESS ? MsgPack::JsonDocument::trimmed(text) : QByteArrayView();
}

} // namespace

Packet PacketDecoder::decodeText(QByteArrayView text, int protocol, bool complete)
{
    if (protocol != 5 && complete && text.startsWith('{'))
        return decodeObject(text, protocol);
    Packet packet;
    Head head(text, &packet);
    head.takeType();
    if (packet.type == PacketType::Unknown) {
        packet.nsp.clear();
        packet.data = text.toByteArray();
        packet.dataBytes = text.size();
        return packet;
    }
    if (packet.isBinary())
        head.takeAttachmentCount();
    head.takeNamespace(protocol);
    head.takeAckId();

    packet.dataBytes = head.rest().size();
    packet.headerBytes = text.size() - packet.dataBytes;
    if (complete) {
        readData(&packet, head.rest(), protocol);
    } else {
        packet.data = head.rest().toByteArray();
        if (packet.isEvent())
            packet.event = eventInHead(packet.data);
    }
    return packet;
}

void PacketDecoder::readData(Packet *packet, QByteArrayView data, int protocol)
{
    packet->data = data.toByteArray();
    JsonFacts facts;
    if (!data.isEmpty()) {
        facts = m_json.read(data);
        packet->problems.addIf(!facts.valid, Problem::SioBadJson);
    }
    if (packet->isEvent() && facts.type == JsonType::Array && facts.first.size > 0) {
        const QByteArrayView first = data.sliced(facts.first.offset, facts.first.size);
        if (facts.firstType == JsonType::String)
            packet->event = JsonText::unescaped(first);
        else if (facts.firstType == JsonType::Number)
            packet->event = first.toByteArray();
    }
    if (facts.valid || data.isEmpty())
        checkShape(packet, facts, protocol);
    packet->problems.addIf(protocol != 4 && facts.firstType == JsonType::String && packet->isEvent()
                               && isReservedEvent(packet->event),
                           Problem::SioReservedEvent);
}

/// `{"type":0,"nsp":"/"}`
Packet PacketDecoder::decodeObject(QByteArrayView text, int protocol)
{
    Packet packet;
    packet.encoding = Encoding::JsonObject;
    packet.nsp.clear();
    MsgPack::JsonDocument document;
    simdjson::ondemand::object object;
    QByteArrayView data;
    if (document.open(text) && document.root().get_object().get(object) == simdjson::SUCCESS) {
        for (auto result : object) {
            simdjson::ondemand::field field;
            if (std::move(result).get(field) != simdjson::SUCCESS)
                break;
            const simdjson::ondemand::raw_json_string key = field.key();
            const QByteArrayView token = spelled(field.value());
            if (key == "type")
                packet.type = packetType(numberIn<qint64>(token).value_or(-1));
            else if (key == "nsp" && token.startsWith('"'))
                packet.setNamespace(JsonText::unescaped(token), 4);
            else if (key == "query" && token.startsWith('"'))
                packet.query = JsonText::unescaped(token);
            else if (key == "id")
                packet.ackId = numberIn<quint64>(token);
            else if (key == "data" && !token.isEmpty())
                data = text.sliced(document.offset(token.data()), token.size());
        }
    }
    if (packet.type == PacketType::Unknown || packet.nsp.isEmpty()) {
        packet = {};
        packet.nsp.clear();
        packet.problems.add(Problem::SioUnknownType);
        packet.data = text.toByteArray();
        packet.dataBytes = text.size();
        return packet;
    }
    packet.dataBytes = data.size();
    packet.headerBytes = text.size() - data.size();
    readData(&packet, data, protocol);
    packet.problems.addIf(!m_json.read(text).valid, Problem::SioBadJson);
    return packet;
}

Packet PacketDecoder::decodeMsgpack(QByteArrayView bytes, int protocol, bool complete)
{
    Packet packet;
    packet.encoding = Encoding::Msgpack;
    MsgpackReader reader(&packet, protocol);
    const bool whole = reader.read(bytes);
    packet.headerBytes = bytes.size() - packet.dataBytes;
    if (!reader.hasNamespace())
        packet.nsp.clear();
    if (!complete)
        return packet;
    const bool broken = !whole || !reader.hasNamespace()
        || (packet.type == PacketType::Unknown && !packet.problems.has(Problem::SioUnknownType));
    packet.problems.addIf(broken, Problem::SioBadMsgpack);
    if (!packet.isEvent())
        packet.event.clear();
    checkShape(&packet, reader.facts(), protocol);
    return packet;
}

bool PacketDecoder::placeholdersFit(QByteArrayView json, qint64 count)
{
    JsonPlaces places;
    m_json.read(json, &places);
    return std::all_of(places.placeholders.cbegin(), places.placeholders.cend(),
                       [count](const Placeholder &placeholder) { return placeholder.fits(count); });
}

} // namespace SocketIo
