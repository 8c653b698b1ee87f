// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/writing.h"

#include "protocol/query/parser.h"
#include "protocol/query/termreader.h"

#include <algorithm>

namespace Query {

namespace {

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '/' || c == '.' || c == '-';
}

// QByteArray::trimmed() would also take a vertical tab, which is a word.
QByteArrayView trimmed(QByteArrayView query)
{
    while (!query.isEmpty() && isSpace(query.front()))
        query = query.sliced(1);
    while (!query.isEmpty() && isSpace(query.back()))
        query.chop(1);
    return query;
}

} // namespace

QByteArray quoted(QByteArrayView text)
{
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), &isPlain))
        return text.toByteArray();
    QByteArray quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

QByteArray both(const QByteArray &query, const QByteArray &term)
{
    const auto read = parse(query);
    const auto *const expression = std::get_if<Expression>(&read);
    if (expression == nullptr || expression->isEmpty())
        return term;
    const bool isEither = expression->root.type == Node::Type::Or;
    const QByteArray first = trimmed(query).toByteArray();
    return (isEither ? '(' + first + ')' : first) + ' ' + term;
}

} // namespace Query
