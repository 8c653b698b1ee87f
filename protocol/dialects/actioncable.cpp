// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/actioncable.h"

#include "protocol/dialects/jsonitems.h"

namespace Dialects {

std::optional<Note> ActionCable::read(const Unit &unit)
{
    if (unit.isBinary)
        return std::nullopt;
    const JsonItems items(unit.bytes);
    const QByteArray type = nameOf(items.member(unit.isSent ? "command" : "type"));
    const QByteArray identifier = nameOf(items.member("identifier"));
    Note note;
    note.topic = identifier;
    note.verb = type;
    if (type.isEmpty()) {
        if (unit.isSent || identifier.isEmpty() || !items.has("message"))
            return std::nullopt;
        note.verb = "message";
        return note;
    }
    note.isHeartbeat = !unit.isSent && type == "ping";
    if (unit.isSent) {
        if (type == "message") {
            const QByteArray data = textOf(items.member("data"));
            note.event = nameOf(JsonItems(data).member("action"));
        } else if (type == "subscribe") {
            note.asks.append(identifier);
        } else if (type == "unsubscribe") {
            m_channels.close(identifier, &note.moves);
        }
    } else if (type == "confirm_subscription") {
        note.answers.append(identifier);
        m_channels.open(identifier, identifier, &note.moves);
    } else if (type == "reject_subscription") {
        note.answers.append(identifier);
        m_channels.close(identifier, &note.moves);
    }
    return note;
}

Likeness ActionCable::likeness(const Unit &unit)
{
    if (unit.isBinary)
        return Likeness::None;
    const JsonItems items(unit.bytes);
    if (unit.isSent) {
        const bool subscribes = items.member("command") == QByteArrayView("\"subscribe\"");
        const QByteArray identifier = textOf(items.member("identifier"));
        return subscribes && JsonItems(identifier).has("channel") ? Likeness::Proves
                                                                  : Likeness::None;
    }
    const bool welcomes = items.size() == 1 && items.isWhole()
        && items.member("type") == QByteArrayView("\"welcome\"");
    return welcomes ? Likeness::Fits : Likeness::None;
}

} // namespace Dialects
