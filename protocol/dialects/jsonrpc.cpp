// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/jsonrpc.h"

namespace Dialects {

namespace {

bool isVersion2(const JsonItems &items)
{
    return items.member("jsonrpc") == QByteArrayView("\"2.0\"");
}

} // namespace

std::optional<Note> JsonRpc::readOne(const JsonItems &items, bool isSent)
{
    if (!isVersion2(items))
        return std::nullopt;
    Note note;
    // As spelled: 1 and "1" are two ids.
    const QByteArray id = clipped(items.member("id"));
    const bool hasId = !id.isEmpty() && id != "null";
    const auto keyFrom = [&id](bool bySent) { return (bySent ? 's' : 'r') + id; };
    if (const auto method = stringOf(items.member("method"))) {
        note.event = *method;
        note.verb = id.isEmpty() ? "notification" : "request";
        if (hasId) {
            note.asks.append(id);
            m_methods.insert(keyFrom(isSent), *method);
        }
        return note;
    }
    const bool isError = items.has("error");
    if (!isError && !items.has("result"))
        return std::nullopt;
    note.verb = isError ? "error" : "response";
    if (hasId) {
        note.answers.append(id);
        note.event = m_methods.take(keyFrom(!isSent));
    }
    return note;
}

std::optional<Note> JsonRpc::read(const Unit &unit)
{
    const JsonItems items(unit.bytes);
    if (!items.isArray())
        return readOne(items, unit.isSent);
    Note note;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (auto next = readOne(JsonItems(items.at(i)), unit.isSent))
            note.merge(std::move(*next));
    }
    return note.verb.isEmpty() ? std::nullopt : std::optional(note);
}

Likeness JsonRpc::likeness(const Unit &unit)
{
    const JsonItems items(unit.bytes);
    const bool isIt = items.isArray() ? isVersion2(JsonItems(items.at(0))) : isVersion2(items);
    return isIt ? Likeness::Proves : Likeness::None;
}

} // namespace Dialects
