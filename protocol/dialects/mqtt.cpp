// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/mqtt.h"

#include <algorithm>

namespace Dialects {

namespace {

constexpr std::array Types {"",          "CONNECT",  "CONNACK",     "PUBLISH",
                            "PUBACK",    "PUBREC",   "PUBREL",      "PUBCOMP",
                            "SUBSCRIBE", "SUBACK",   "UNSUBSCRIBE", "UNSUBACK",
                            "PINGREQ",   "PINGRESP", "DISCONNECT",  "AUTH"};
constexpr int MaxFilters = 1024;
constexpr quint8 TopicAlias = 0x23;

struct Length
{
    qint64 value = 0;
    qsizetype bytes = 0; ///< 0: more are needed; -1: it is none
};

/// A Variable Byte Integer (MQTT 5, 1.5.5).
Length lengthAt(QByteArrayView bytes)
{
    Length length;
    for (qsizetype i = 0; i < 4; ++i) {
        if (i >= bytes.size())
            return {};
        const auto byte = static_cast<quint8>(bytes[i]);
        length.value |= qint64(byte & 0x7fU) << (7 * i);
        if ((byte & 0x80U) == 0) {
            length.bytes = i + 1;
            return length;
        }
    }
    length.bytes = -1;
    return length;
}

QByteArray keyOf(const char *what, quint16 packet)
{
    return what + QByteArray::number(packet);
}

} // namespace

/// What follows a packet's fixed header; reading past its end gives zeros and empty texts.
class Mqtt::Body
{
public:
    explicit Body(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    bool atEnd() const { return m_rest.isEmpty(); }
    quint8 byte() { return atEnd() ? 0 : static_cast<quint8>(take(1)[0]); }
    quint16 number()
    {
        const unsigned high = byte();
        return static_cast<quint16>(high << 8 | byte());
    }
    QByteArray text() { return clipped(take(number())); }
    /// The properties of MQTT 5 (2.2.2); \a alias takes a topic alias.
    void skipProperties(quint16 *alias = nullptr)
    {
        const Length length = lengthAt(m_rest);
        if (length.bytes <= 0) {
            m_rest = {};
            return;
        }
        take(length.bytes);
        Body properties(take(length.value));
        while (alias != nullptr && !properties.atEnd())
            properties.skipProperty(alias);
    }

private:
    QByteArrayView take(qint64 size)
    {
        const qsizetype taken = std::min<qint64>(size, m_rest.size());
        const QByteArrayView bytes = m_rest.first(taken);
        m_rest = m_rest.sliced(taken);
        return bytes;
    }
    void skipProperty(quint16 *alias)
    {
        switch (byte()) {
        case TopicAlias:
            *alias = number();
            break;
        case 0x01: // Payload Format Indicator
            take(1);
            break;
        case 0x02: // Message Expiry Interval
            take(4);
            break;
        case 0x03: // Content Type
        case 0x08: // Response Topic
        case 0x09: // Correlation Data
            take(number());
            break;
        case 0x0b: // Subscription Identifier
            take(std::max<qsizetype>(1, lengthAt(m_rest).bytes));
            break;
        case 0x26: // User Property
            take(number());
            take(number());
            break;
        default:
            m_rest = {};
        }
    }

    QByteArrayView m_rest;
};

std::optional<Note> Mqtt::read(const Unit &unit)
{
    Lane &lane = m_lanes[unit.isSent ? 0 : 1];
    if (lane.isLost || unit.size == 0)
        return std::nullopt;
    QByteArrayView bytes = unit.bytes;
    const qint64 skipped = std::min(lane.skip, unit.size);
    bytes = bytes.sliced(std::min<qsizetype>(skipped, bytes.size()));
    lane.skip -= skipped;
    lane.waiting += bytes;
    Note note;
    takePackets(lane, unit.isSent, &note);
    // What is missing of a long message has to lie within what is skipped anyway.
    const qint64 missing = unit.size - std::max<qint64>(unit.bytes.size(), skipped);
    if (missing > 0 && lane.skip < missing)
        lane.isLost = true;
    if (missing > 0)
        lane.skip -= missing;
    if (lane.isLost)
        lane.waiting.clear();
    return note.verb.isEmpty() ? std::nullopt : std::optional(note);
}

void Mqtt::takePackets(Lane &lane, bool isSent, Note *note)
{
    QByteArrayView rest = lane.waiting;
    while (!rest.isEmpty()) {
        const auto first = static_cast<quint8>(rest[0]);
        const Length length = lengthAt(rest.sliced(1));
        lane.isLost = first >> 4 == 0 || length.bytes < 0;
        if (lane.isLost || length.bytes == 0)
            break;
        const qsizetype header = 1 + length.bytes;
        const qint64 looked = std::min<qint64>(length.value, MaxHead);
        if (rest.size() - header < looked)
            break;
        const QByteArrayView head = rest.sliced(header, looked);
        note->merge(notePacket(first, head, lane, isSent));
        const qint64 total = header + length.value;
        lane.skip = std::max<qint64>(0, total - rest.size());
        rest = rest.sliced(std::min<qint64>(total, rest.size()));
    }
    lane.waiting = rest.toByteArray();
}

Note Mqtt::notePacket(quint8 first, QByteArrayView head, Lane &lane, bool isSent)
{
    const int type = first >> 4;
    Note note;
    note.verb = Types[static_cast<std::size_t>(type)];
    Body body(head);
    switch (type) {
    case 1: { // CONNECT: protocol name, level
        body.text();
        m_isV5 = body.byte() >= 5;
        note.asks.append("connect");
        break;
    }
    case 2:
        note.answers.append("connect");
        break;
    case 3:
        notePublish(first & 0x0fU, body, lane, &note);
        break;
    case 4: // PUBACK, for QoS 1
    case 5: // PUBREC, for QoS 2
        note.answers.append(keyOf("publish ", body.number()));
        break;
    case 6:
        note.asks.append(keyOf("release ", body.number()));
        break;
    case 7:
        note.answers.append(keyOf("release ", body.number()));
        break;
    case 8:
    case 10:
        if (isSent)
            noteFilters(type, body, &note);
        break;
    case 9:
    case 11:
        if (!isSent)
            noteCodes(type, body, &note);
        break;
    case 12:
        note.isHeartbeat = true;
        note.asks.append("ping");
        break;
    case 13:
        note.isHeartbeat = true;
        note.answers.append("ping");
        break;
    default:
        break;
    }
    return note;
}

void Mqtt::notePublish(quint8 flags, Body body, Lane &lane, Note *note) const
{
    note->topic = body.text();
    const int qos = flags >> 1 & 3;
    const quint16 packet = qos > 0 ? body.number() : 0;
    if (qos > 0)
        note->asks.append(keyOf("publish ", packet));
    quint16 alias = 0;
    if (m_isV5)
        body.skipProperties(&alias);
    if (alias == 0)
        return;
    if (note->topic.isEmpty())
        note->topic = lane.topics.value(QByteArray::number(alias));
    else
        lane.topics.insert(QByteArray::number(alias), note->topic);
}

void Mqtt::noteFilters(int type, Body body, Note *note)
{
    const quint16 packet = body.number();
    if (m_isV5)
        body.skipProperties();
    QByteArrayList filters;
    while (!body.atEnd() && filters.size() < MaxFilters) {
        filters.append(body.text());
        if (type == 8)
            body.byte(); // options
    }
    note->topic = filters.value(0);
    const QByteArray key = keyOf(type == 8 ? "subscribe " : "unsubscribe ", packet);
    note->asks.append(key);
    m_asked.insert(key, filters);
}

void Mqtt::noteCodes(int type, Body body, Note *note)
{
    const QByteArray key = keyOf(type == 9 ? "subscribe " : "unsubscribe ", body.number());
    if (m_isV5)
        body.skipProperties();
    note->answers.append(key);
    const QByteArrayList filters = m_asked.take(key);
    note->topic = filters.value(0);
    for (const QByteArray &filter : filters) {
        // An UNSUBACK of 3.1.1 has no codes.
        if (type == 9 && body.atEnd())
            return;
        const bool isRefused = body.byte() >= 0x80;
        if (isRefused)
            continue;
        if (type == 9)
            m_filters.open(filter, filter, &note->moves);
        else
            m_filters.close(filter, &note->moves);
    }
}

Likeness Mqtt::likeness(const Unit &unit)
{
    // A CONNECT: the name's length and "MQTT" follow the fixed header.
    if (!unit.isBinary || !unit.isSent || !unit.bytes.startsWith('\x10'))
        return Likeness::None;
    const qsizetype header = 1 + lengthAt(unit.bytes.sliced(1)).bytes;
    const QByteArrayView name("\0\4MQTT", 6);
    return header > 1 && unit.bytes.sliced(header).startsWith(name) ? Likeness::Proves
                                                                    : Likeness::None;
}

} // namespace Dialects
