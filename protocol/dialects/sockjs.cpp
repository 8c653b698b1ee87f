// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/sockjs.h"

#include "protocol/dialects/dialecttable.h"
#include "protocol/dialects/jsonitems.h"

namespace Dialects {

namespace {

constexpr qsizetype MaxShown = 64;

} // namespace

SockJs::SockJs()
    : m_chooser({}, {}, Dialect::SockJs)
{
}

std::optional<Note> SockJs::readTexts(QByteArrayView array, bool isSent)
{
    const JsonItems items(array);
    if (!items.isArray())
        return std::nullopt;
    Note inner;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const QByteArray text = textOf(items.at(i));
        const Unit unit {.bytes = text, .size = text.size(), .isSent = isSent, .isBinary = false};
        if (!m_inner && !m_chooser.isOver()) {
            const Dialect dialect = m_chooser.look(unit);
            m_inner = newDecoder(dialect);
        }
        std::optional<Note> note = m_inner ? m_inner->read(unit) : std::nullopt;
        if (note && note->event.isEmpty())
            note->event = note->verb;
        if (!note) {
            note.emplace();
            note->event = text.first(std::min(text.size(), MaxShown));
        }
        if (note->verb.isEmpty())
            note->verb = "text";
        inner.merge(std::move(*note));
    }
    inner.verb = isSent ? "send" : "message";
    return inner;
}

std::optional<Note> SockJs::read(const Unit &unit)
{
    if (unit.isBinary || unit.bytes.isEmpty())
        return std::nullopt;
    if (unit.isSent)
        return readTexts(unit.bytes, true);
    Note note;
    switch (unit.bytes[0]) {
    case 'o':
        note.verb = "open";
        return note;
    case 'h':
        note.verb = "heartbeat";
        note.isHeartbeat = true;
        return note;
    case 'a':
        return readTexts(unit.bytes.sliced(1), false);
    case 'c':
        note.verb = "close";
        return note;
    default:
        return std::nullopt;
    }
}

Likeness SockJs::likeness(const Unit &unit)
{
    return !unit.isSent && unit.bytes == QByteArrayView("o") ? Likeness::Fits : Likeness::None;
}

} // namespace Dialects
