// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/readablejson.h"

#include <algorithm>

namespace {

constexpr qsizetype Indent = 2;
constexpr qsizetype DeepestIndent = 32;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool closes(char c)
{
    return c == ']' || c == '}';
}

/// Past the string that begins at \a from.
qsizetype endOfString(QByteArrayView json, qsizetype from)
{
    qsizetype at = from + 1;
    while (at < json.size() && json[at] != '"')
        at += json[at] == '\\' ? 2 : 1;
    return std::min(at + 1, json.size());
}

qsizetype skipSpace(QByteArrayView json, qsizetype at)
{
    while (at < json.size() && isSpace(json[at]))
        ++at;
    return at;
}

} // namespace

QByteArray readableJson(QByteArrayView json)
{
    QByteArray text;
    text.reserve(json.size() * 2);
    qsizetype depth = 0;
    const auto breakLine = [&text, &depth] {
        text += '\n';
        text += QByteArray(Indent * std::clamp<qsizetype>(depth, 0, DeepestIndent), ' ');
    };
    for (qsizetype at = skipSpace(json, 0); at < json.size(); at = skipSpace(json, at)) {
        const char c = json[at];
        if (c == '"') {
            const qsizetype end = endOfString(json, at);
            text += json.sliced(at, end - at);
            at = end;
            continue;
        }
        ++at;
        if (c == '[' || c == '{') {
            text += c;
            const qsizetype next = skipSpace(json, at);
            if (next < json.size() && closes(json[next])) {
                text += json[next];
                at = next + 1;
                continue;
            }
            ++depth;
            breakLine();
        } else if (closes(c)) {
            --depth;
            breakLine();
            text += c;
        } else if (c == ',') {
            text += c;
            breakLine();
        } else {
            text += c == ':' ? QByteArray(": ") : QByteArray(1, c);
        }
    }
    return text;
}
