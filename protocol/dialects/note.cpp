// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/note.h"

#include <utility>

namespace Dialects {

namespace {

void append(QByteArrayList *keys, const QByteArrayList &more)
{
    const qsizetype room = Note::MaxKeys - keys->size();
    keys->append(more.size() > room ? more.first(room) : more);
}

} // namespace

void Note::merge(Note &&next)
{
    const bool isFirst = verb.isEmpty();
    if (isFirst || (isHeartbeat && !next.isHeartbeat)) {
        verb = std::move(next.verb);
        event = std::move(next.event);
        topic = std::move(next.topic);
        isHeartbeat = next.isHeartbeat;
    }
    if (!next.asks.isEmpty())
        mayStayUnanswered = next.mayStayUnanswered && (asks.isEmpty() || mayStayUnanswered);
    append(&asks, next.asks);
    append(&answers, next.answers);
    moves += next.moves;
}

QByteArray clipped(QByteArrayView name)
{
    return name.first(std::min(name.size(), Note::MaxName)).toByteArray();
}

} // namespace Dialects
