// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/phoenix.h"

#include <array>

namespace Dialects {

struct Phoenix::Parts
{
    QByteArray ref;
    QByteArray topic;
    QByteArray event;
    QByteArray status; ///< of a reply
    bool isBroadcast = false;
};

std::optional<Phoenix::Parts> Phoenix::textParts(QByteArrayView text)
{
    const JsonItems items(text);
    const bool isArray = items.isArray(); // V2: [join_ref, ref, topic, event, payload]
    const auto topic = stringOf(isArray ? items.at(2) : items.member("topic"));
    const auto event = stringOf(isArray ? items.at(3) : items.member("event"));
    const QByteArrayView payload = isArray ? items.at(4) : items.member("payload");
    if (!topic || !event || (isArray && items.isWhole() && items.size() != 5))
        return std::nullopt;
    Parts parts {.ref = keyOf(isArray ? items.at(1) : items.member("ref")),
                 .topic = *topic,
                 .event = *event,
                 .status = {}};
    if (parts.event == "phx_reply")
        parts.status = nameOf(JsonItems(payload).member("status"));
    return parts;
}

std::optional<Phoenix::Parts> Phoenix::binaryParts(QByteArrayView bytes, bool isSent)
{
    // A kind, the sizes of some fields, a byte each, and then the fields.
    enum Field { JoinRef, Ref, Topic, Event };
    static constexpr std::array<Field, 4> ClientPush {JoinRef, Ref, Topic, Event};
    static constexpr std::array<Field, 3> Push {JoinRef, Topic, Event};
    static constexpr std::array<Field, 4> Reply {JoinRef, Ref, Topic, Event};
    static constexpr std::array<Field, 2> Broadcast {Topic, Event};
    if (bytes.isEmpty() || bytes[0] > 2 || bytes[0] < 0 || (isSent && bytes[0] != 0))
        return std::nullopt;
    const char kind = bytes[0];
    Parts parts;
    parts.isBroadcast = kind == 2;
    const auto read = [&](const auto &fields) {
        qsizetype at = 1 + std::ssize(fields);
        if (bytes.size() < at)
            return false;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto size = static_cast<quint8>(bytes[static_cast<qsizetype>(i) + 1]);
            if (bytes.size() - at < size)
                return false;
            const QByteArray value = bytes.sliced(at, size).toByteArray();
            at += size;
            if (fields[i] == Ref)
                parts.ref = value;
            else if (fields[i] == Topic)
                parts.topic = value;
            else if (fields[i] == Event)
                parts.event = value;
        }
        return true;
    };
    const bool isRead = isSent ? read(ClientPush)
        : kind == 0            ? read(Push)
        : kind == 1            ? read(Reply)
                               : read(Broadcast);
    if (!isRead)
        return std::nullopt;
    if (kind == 1) { // the event's place holds the status
        parts.status = parts.event;
        parts.event = "phx_reply";
    }
    return parts;
}

std::optional<Note> Phoenix::read(const Unit &unit)
{
    const auto parts = unit.isBinary ? binaryParts(unit.bytes, unit.isSent) : textParts(unit.bytes);
    if (!parts)
        return std::nullopt;
    Note note;
    const QByteArray &event = parts->event;
    note.event = event;
    note.topic = parts->topic;
    const bool isHeartbeat = parts->topic == "phoenix";
    note.isHeartbeat = isHeartbeat && (event == "heartbeat" || event == "phx_reply");
    const bool isOwn = event.startsWith("phx_") || note.isHeartbeat;
    note.verb = isOwn ? event : parts->isBroadcast ? "broadcast" : "push";
    if (unit.isSent) {
        if (parts->ref.isEmpty())
            return note;
        note.asks.append(parts->ref);
        // Whether a push is replied to is the server's choice.
        note.mayStayUnanswered = !isOwn;
        if (event == "phx_join" || event == "phx_leave")
            m_asked.insert(parts->ref, {parts->topic, event == "phx_join"});
        return note;
    }
    if (event == "phx_reply") {
        note.answers.append(parts->ref);
        const Asked asked = m_asked.take(parts->ref);
        if (asked.topic == parts->topic && parts->status == "ok") {
            note.isHeartbeat = false; // somebody joins a channel of that name
            if (asked.joins)
                m_topics.open(asked.topic, asked.topic, &note.moves);
            else
                m_topics.close(asked.topic, &note.moves);
        }
    } else if (event == "phx_close" || event == "phx_error") {
        m_topics.close(parts->topic, &note.moves);
    }
    return note;
}

Likeness Phoenix::likeness(const Unit &unit)
{
    if (unit.isBinary)
        return Likeness::None;
    const auto parts = textParts(unit.bytes);
    if (!parts)
        return Likeness::None;
    const bool isOwn = parts->event == "phx_join" || parts->event == "phx_reply"
        || (parts->topic == "phoenix" && parts->event == "heartbeat");
    const JsonItems items(unit.bytes);
    const bool hasAll
        = items.isArray() ? items.size() == 5 : items.has("ref") && items.has("payload");
    return isOwn && hasAll ? Likeness::Proves : hasAll ? Likeness::Fits : Likeness::None;
}

} // namespace Dialects
