// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/graphql.h"

#include "protocol/dialects/jsonitems.h"

#include <algorithm>
#include <iterator>

namespace Dialects {

namespace {

constexpr const char *Types[] = {"connection_init",
                                 "connection_ack",
                                 "connection_error",
                                 "connection_terminate",
                                 "ping",
                                 "pong",
                                 "ka",
                                 "subscribe",
                                 "start",
                                 "next",
                                 "data",
                                 "error",
                                 "complete",
                                 "stop"};
/// No operation's id: those are kept with a space in front.
constexpr char InitKey[] = "connection_init";

bool isType(const QByteArray &type)
{
    return std::find(std::begin(Types), std::end(Types), type) != std::end(Types);
}

bool isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Walks the words and signs of a GraphQL document; comments and commas are white space.
class Words
{
public:
    explicit Words(QByteArrayView text)
        : m_text(text)
    {
    }

    /// A name, or a single other character; empty at the end.
    QByteArrayView next()
    {
        bool isComment = false;
        while (m_at < m_text.size() && (isComment || isSkipped(m_text[m_at]))) {
            isComment = m_text[m_at] == '#' || (isComment && m_text[m_at] != '\n');
            ++m_at;
        }
        const qsizetype start = m_at;
        while (m_at < m_text.size() && isNamePart(m_text[m_at]))
            ++m_at;
        if (m_at == start && m_at < m_text.size())
            ++m_at;
        return m_text.sliced(start, m_at - start);
    }

private:
    static bool isSkipped(char c)
    {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == '#';
    }
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

GraphQl::Operation GraphQl::operationOf(QByteArrayView query, const QByteArray &operationName)
{
    // The operations of a document stand at depth 0: a type, a name, variables in parentheses.
    Operation found;
    Words words(query);
    qsizetype depth = 0;
    bool isFound = false;
    for (QByteArrayView word = words.next(); !word.isEmpty(); word = words.next()) {
        if (word == QByteArrayView("{") || word == QByteArrayView("(")) {
            if (depth == 0 && word[0] == '{' && found.name.isEmpty() && !isFound) {
                const QByteArrayView field = words.next();
                if (!field.isEmpty() && isNamePart(field[0])) {
                    found.name = clipped(field);
                    isFound = operationName.isEmpty();
                }
                depth += field == QByteArrayView("{") ? 1 : 0;
            }
            ++depth;
        } else if (word == QByteArrayView("}") || word == QByteArrayView(")")) {
            --depth;
        } else if (depth == 0 && !isFound
                   && (word == QByteArrayView("subscription") || word == QByteArrayView("query")
                       || word == QByteArrayView("mutation"))) {
            found = {.name = {}, .isSubscription = word[0] == 's'};
            const QByteArrayView name = words.next();
            if (name.isEmpty())
                break;
            if (isNamePart(name[0])) {
                found.name = clipped(name);
                isFound = operationName.isEmpty() || found.name == operationName;
            } else if (name == QByteArrayView("{")) {
                const QByteArrayView field = words.next();
                if (!field.isEmpty() && isNamePart(field[0]))
                    found.name = clipped(field);
                isFound = operationName.isEmpty();
                ++depth;
            } else if (name == QByteArrayView("(")) {
                ++depth;
            }
        }
        if (isFound)
            break;
    }
    if (!operationName.isEmpty())
        found.name = operationName;
    return found;
}

std::optional<Note> GraphQl::read(const Unit &unit)
{
    if (unit.isBinary)
        return std::nullopt;
    const JsonItems items(unit.bytes);
    const QByteArray type = nameOf(items.member("type"));
    if (!isType(type))
        return std::nullopt;
    Note note;
    note.verb = type;
    const QByteArray id = ' ' + keyOf(items.member("id"));
    const bool hasId = id.size() > 1;
    note.isHeartbeat = type == "ping" || type == "pong" || type == "ka";
    if (type == "connection_init") {
        note.asks.append(InitKey);
    } else if (type == "connection_ack" || type == "connection_error") {
        note.answers.append(InitKey);
    } else if (type == "subscribe" || type == "start") {
        const JsonItems payload(items.member("payload"));
        const Operation operation
            = operationOf(textOf(payload.member("query")), nameOf(payload.member("operationName")));
        note.event = operation.name;
        if (!hasId)
            return note;
        note.asks.append(id);
        m_operations.insert(id, operation);
        if (operation.isSubscription) {
            note.topic = operation.name;
            m_subscriptions.open(id, operation.name, &note.moves);
        }
    } else if (hasId) {
        const bool isOver = type == "complete" || type == "error" || type == "stop";
        const Operation operation = isOver ? m_operations.take(id) : m_operations.value(id);
        note.event = operation.name;
        if (operation.isSubscription)
            note.topic = operation.name;
        if (!unit.isSent)
            note.answers.append(id);
        if (isOver)
            m_subscriptions.close(id, &note.moves);
    }
    return note;
}

Likeness GraphQl::likeness(const Unit &unit)
{
    if (unit.isBinary)
        return Likeness::None;
    const JsonItems items(unit.bytes);
    const QByteArray type = nameOf(items.member("type"));
    if (type == "connection_init" || type == "connection_ack")
        return Likeness::Proves;
    return isType(type) ? Likeness::Fits : Likeness::None;
}

} // namespace Dialects
