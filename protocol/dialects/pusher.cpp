// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/pusher.h"

#include "protocol/dialects/jsonitems.h"

namespace Dialects {

std::optional<Note> Pusher::read(const Unit &unit)
{
    if (unit.isBinary)
        return std::nullopt;
    const JsonItems items(unit.bytes);
    const auto event = stringOf(items.member("event"));
    if (!event)
        return std::nullopt;
    Note note;
    note.event = *event;
    const qsizetype colon = event->indexOf(':');
    const bool hasPrefix = event->startsWith("pusher:") || event->startsWith("pusher_internal:");
    const bool isOwn = hasPrefix && event->size() > colon + 1;
    note.verb = isOwn ? event->sliced(colon + 1)
        : unit.isSent ? QByteArray("client-event")
                      : QByteArray("event");
    note.isHeartbeat = *event == "pusher:ping" || *event == "pusher:pong";
    note.topic = nameOf(items.member("channel"));
    if (unit.isSent && note.topic.isEmpty()) // a server's data is a string, a client's an object
        note.topic = nameOf(JsonItems(items.member("data")).member("channel"));
    if (!isOwn || note.topic.isEmpty())
        return note;
    if (unit.isSent && note.verb == "subscribe") {
        note.asks.append(note.topic);
    } else if (unit.isSent && note.verb == "unsubscribe") {
        m_channels.close(note.topic, &note.moves);
    } else if (!unit.isSent && note.verb == "subscription_succeeded") {
        note.answers.append(note.topic);
        m_channels.open(note.topic, note.topic, &note.moves);
    } else if (!unit.isSent && note.verb == "subscription_error") {
        note.answers.append(note.topic);
    }
    return note;
}

Likeness Pusher::likeness(const Unit &unit)
{
    if (unit.isBinary)
        return Likeness::None;
    const QByteArray event = nameOf(JsonItems(unit.bytes).member("event"));
    const bool proves
        = unit.isSent ? event == "pusher:subscribe" : event == "pusher:connection_established";
    if (proves)
        return Likeness::Proves;
    return event.startsWith("pusher:") ? Likeness::Fits : Likeness::None;
}

} // namespace Dialects
