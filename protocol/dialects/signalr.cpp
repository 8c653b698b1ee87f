// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/signalr.h"

#include "protocol/dialects/jsonitems.h"

#include <array>

namespace Dialects {

namespace {

constexpr char Separator = '\x1e';
constexpr int MaxRecords = 256;
constexpr std::array Types {
    "",     "Invocation", "StreamItem", "Completion", "StreamInvocation", "CancelInvocation",
    "Ping", "Close",      "Ack",        "Sequence"};
/// No invocation's key: those begin with a letter and an id.
constexpr char HandshakeKey[] = "handshake";

} // namespace

std::optional<Note> SignalR::readRecord(QByteArrayView record, bool isSent)
{
    const JsonItems items(record);
    if (!items.isObject())
        return std::nullopt;
    Note note;
    const QByteArrayView type = items.member("type");
    if (type.isEmpty()) {
        if (isSent && items.has("protocol")) {
            m_isOpening = true;
            note.verb = "HandshakeRequest";
            note.asks.append(HandshakeKey);
        } else if (!isSent && m_isOpening) {
            m_isOpening = false;
            note.verb = "HandshakeResponse";
            note.answers.append(HandshakeKey);
        }
        return note.verb.isEmpty() ? std::nullopt : std::optional(note);
    }
    const auto number = type.toByteArray().toULongLong();
    if (number == 0 || number >= Types.size())
        return std::nullopt;
    note.verb = Types[number];
    note.isHeartbeat = number == 6;
    note.event = nameOf(items.member("target"));
    const QByteArray id = keyOf(items.member("invocationId"));
    if (id.isEmpty())
        return note;
    const auto keyFrom = [&id](bool bySent) { return (bySent ? "s" : "r") + id; };
    switch (number) {
    case 1:
    case 4:
        note.asks.append(id);
        m_targets.insert(keyFrom(isSent), note.event);
        break;
    case 2:
        note.answers.append(id);
        note.event = m_targets.value(keyFrom(!isSent));
        break;
    case 3:
        note.answers.append(id);
        note.event = m_targets.take(keyFrom(!isSent));
        break;
    case 5:
        note.event = m_targets.value(keyFrom(isSent));
        break;
    default:
        break;
    }
    return note;
}

std::optional<Note> SignalR::read(const Unit &unit)
{
    Note note;
    QByteArrayView rest = unit.bytes;
    for (int i = 0; i < MaxRecords && !rest.isEmpty(); ++i) {
        const qsizetype end = rest.indexOf(Separator);
        const QByteArrayView record = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        if (auto next = readRecord(record, unit.isSent))
            note.merge(std::move(*next));
    }
    return note.verb.isEmpty() ? std::nullopt : std::optional(note);
}

Likeness SignalR::likeness(const Unit &unit)
{
    const qsizetype end = unit.bytes.indexOf(Separator);
    if (end < 0)
        return Likeness::None;
    const JsonItems items(unit.bytes.first(end));
    const bool isHandshake = unit.isSent && items.has("protocol") && items.has("version");
    return isHandshake ? Likeness::Proves : Likeness::None;
}

} // namespace Dialects
