// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/msgpackreader.h"

#include "protocol/socketio/packetdecoder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace SocketIo {

namespace {

constexpr std::array<QByteArrayView, 6> MsgpackKeys {"type", "data",    "nsp",
                                                     "id",   "options", "query"};

JsonType jsonType(MsgPack::Type type)
{
    switch (type) {
    case MsgPack::Type::Nil:
        return JsonType::Null;
    case MsgPack::Type::Boolean:
        return JsonType::Boolean;
    case MsgPack::Type::Integer:
    case MsgPack::Type::Float:
        return JsonType::Number;
    case MsgPack::Type::String:
        return JsonType::String;
    case MsgPack::Type::Array:
        return JsonType::Array;
    case MsgPack::Type::Map:
    case MsgPack::Type::Binary: // as objects in JavaScript
    case MsgPack::Type::Date:
    case MsgPack::Type::Extension:
        return JsonType::Object;
    case MsgPack::Type::Undefined:
        break;
    }
    return JsonType::None;
}

} // namespace

bool MsgpackReader::read(QByteArrayView bytes)
{
    const auto header = MsgPack::decodeMapHeader(bytes);
    if (!header)
        return false;
    QByteArrayView rest = bytes.sliced(header->size);
    for (quint32 i = 0; i < header->count; ++i) {
        const auto key = MsgPack::decodeValue(rest);
        if (!key || key->type != MsgPack::Type::String)
            return false;
        rest = rest.sliced(key->size);
        auto value = MsgPack::decodeValue(rest);
        if (!value)
            return false;
        rest = rest.sliced(value->size);
        m_packet->problems.addIf(!value->validUtf8, Problem::SioBadMsgpack);
        readEntry(key->text, *std::move(value));
    }
    return rest.isEmpty();
}

void MsgpackReader::readEntry(const QByteArray &key, MsgPack::Value value)
{
    if (std::find(MsgpackKeys.begin(), MsgpackKeys.end(), key) != MsgpackKeys.end())
        m_packet->keys.append(key.front());
    if (key == "type") {
        readType(value);
    } else if (key == "nsp") {
        m_hasNamespace = value.type == MsgPack::Type::String;
        if (m_hasNamespace)
            m_packet->setNamespace(value.text, m_protocol);
    } else if (key == "data") {
        readData(std::move(value));
    } else if (key == "id") {
        readAckId(value);
    } else if (key == "options") {
        m_packet->options = std::move(value.json);
    } else if (key == "query" && value.type == MsgPack::Type::String) {
        m_packet->query = value.text;
    }
}

void MsgpackReader::readType(const MsgPack::Value &value)
{
    // Buffers need no types of their own here; protocol 4 uses them all the same.
    const qint64 last = m_protocol == 5 ? 4 : 6;
    m_packet->type
        = value.type == MsgPack::Type::Integer ? packetType(value.integer) : PacketType::Unknown;
    m_packet->problems.addIf(m_packet->type == PacketType::Unknown || value.integer > last,
                             Problem::SioUnknownType);
}

void MsgpackReader::readData(MsgPack::Value value)
{
    m_facts.type = jsonType(value.type);
    m_facts.count = value.count;
    m_facts.firstType = value.type == MsgPack::Type::Array && value.count > 0
        ? jsonType(value.firstType)
        : JsonType::None;
    m_packet->dataBytes = value.size;
    m_packet->data = std::move(value.json);
    m_packet->event = value.type == MsgPack::Type::Array ? std::move(value.text) : QByteArray();
}

void MsgpackReader::readAckId(const MsgPack::Value &value)
{
    if (value.type == MsgPack::Type::Integer && value.integer >= 0)
        m_packet->ackId = static_cast<quint64>(value.integer);
    else
        m_packet->problems.addIf(value.type != MsgPack::Type::Undefined, Problem::SioBadAckId);
}

bool looksLikeMsgpack(QByteArrayView bytes)
{
    const auto header = MsgPack::decodeMapHeader(bytes);
    if (!header || header->count < 2)
        return false;
    const QByteArrayView rest = bytes.sliced(header->size);
    const qsizetype size
        = rest.isEmpty() ? 0 : static_cast<uchar>(rest.front()) - 0xa0; // short string
    return size > 0 && size < rest.size()
        && std::find(MsgpackKeys.begin(), MsgpackKeys.end(), rest.sliced(1, size))
        != MsgpackKeys.end();
}

} // namespace SocketIo
