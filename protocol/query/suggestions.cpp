// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/suggestions.h"

#include "protocol/query/keys.h"
#include "protocol/query/writing.h"

namespace Query {

namespace {

/// Where the term begins that reaches up to the end of \a text.
qsizetype termStart(QByteArrayView text)
{
    qsizetype start = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isQuoted && c == '\\')
            ++i;
        else if (c == '"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (c == ' ' || c == '\t' || c == '(' || c == ')'))
            start = i + 1;
    }
    while (start < text.size() && text[start] == '-')
        ++start;
    return start;
}

QByteArrayList valuesOf(Key key, const Seen &seen)
{
    if (key == Key::Event)
        return seen.events;
    if (key == Key::Room)
        return seen.rooms;
    if (key == Key::Changed)
        return seen.changers;
    return key == Key::Namespace ? seen.namespaces : wordsOf(key);
}

} // namespace

Suggestions suggest(QByteArrayView query, qsizetype cursor, const Seen &seen)
{
    const QByteArrayView before = query.first(cursor);
    Suggestions suggestions {.offset = termStart(before)};
    const QByteArray written = before.sliced(suggestions.offset).toByteArray();
    qsizetype end = 0;
    while (end < written.size() && written[end] >= 'a' && written[end] <= 'z')
        ++end;
    const auto add = [&](const QByteArray &text) {
        if (text.startsWith(written) && text != written)
            suggestions.texts.append(text);
    };
    if (end == written.size() && end > 0) {
        for (const KeyInfo &info : keys())
            add(QByteArray(info.name) + (info.type == ValueType::Path ? '.' : ':'));
        return suggestions;
    }
    const KeyInfo *const info = findKey(written.first(end));
    const bool isCompared = end < written.size() && (written[end] == ':' || written[end] == '=');
    if (info == nullptr || !isCompared)
        return suggestions;
    const QByteArray front = written.first(end + 1);
    const QByteArrayList values = valuesOf(info->key, seen);
    for (const QByteArray &value : values) {
        const QByteArray term = front + quoted(value);
        // Whether or not the quotes were written.
        if (term.startsWith(written) || (front + value).startsWith(written)) {
            if (term != written)
                suggestions.texts.append(term);
        }
    }
    return suggestions;
}

} // namespace Query
