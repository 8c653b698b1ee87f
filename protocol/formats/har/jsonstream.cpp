// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/formats/har/jsonstream.h"

#include "protocol/msgpack/jsontext.h"

#include <algorithm>

namespace Formats {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// How much at the end of \a string, which has no quote, belongs to an escape that goes on behind
/// it: a backslash, \u and fewer than 4 digits, or the first half of a pair of surrogates.
qsizetype openEscape(QByteArrayView string)
{
    constexpr qsizetype Longest = 12; // "\ud83d\ude00"
    const qsizetype from = std::max<qsizetype>(0, string.size() - Longest);
    for (qsizetype at = from; at < string.size(); ++at) {
        if (string[at] != '\\')
            continue;
        // An even number of backslashes before it: it begins an escape.
        qsizetype before = at;
        while (before > 0 && string[before - 1] == '\\')
            --before;
        if ((at - before) % 2 != 0)
            continue;
        const QByteArrayView rest = string.sliced(at);
        if (rest.size() < 2)
            return rest.size();
        if (rest[1] != 'u')
            continue;
        const bool isHigh = rest.size() >= 4 && (rest[2] == 'd' || rest[2] == 'D')
            && QByteArrayView("89abAB").contains(rest[3]);
        if (rest.size() < 6 || (isHigh && rest.size() < 12))
            return rest.size();
    }
    return 0;
}

/// Whether the quote that ends a string is the last of \a string, and no escape.
bool endsInQuote(QByteArrayView string)
{
    if (!string.endsWith('"'))
        return false;
    qsizetype begin = string.size() - 1; // of the backslashes before it
    while (begin > 0 && string[begin - 1] == '\\')
        --begin;
    return (string.size() - 1 - begin) % 2 == 0;
}

} // namespace

JsonStream::JsonStream(BlockFile &file, qint64 offset)
    : m_file(file)
    , m_offset(offset)
{
}

void JsonStream::seek(qint64 offset)
{
    m_offset = offset;
    m_error = Error::None;
    m_isFirst = false;
}

bool JsonStream::fail(Error error)
{
    if (m_error == Error::None)
        m_error = error;
    return false;
}

bool JsonStream::failHere()
{
    return fail(m_file.at(m_offset).isEmpty() ? Error::EndsEarly : Error::Malformed);
}

char JsonStream::peek()
{
    for (;;) {
        const QByteArrayView bytes = m_file.at(m_offset);
        if (bytes.isEmpty())
            return 0;
        for (const char c : bytes) {
            if (!isSpace(c))
                return c;
            ++m_offset;
        }
    }
}

bool JsonStream::enter(char bracket)
{
    if (m_error != Error::None)
        return false;
    const char c = peek();
    if (c != bracket)
        return failHere();
    ++m_offset;
    m_isFirst = true;
    return true;
}

/// True if another member or element comes.
bool JsonStream::endsOrGoesOn(char bracket)
{
    if (m_error != Error::None)
        return false;
    char c = peek();
    const bool isFirst = std::exchange(m_isFirst, false);
    if (c == ',' && !isFirst) {
        ++m_offset;
        c = peek();
    } else if (c != bracket && !isFirst) {
        return failHere();
    }
    if (c == bracket) { // also behind a last comma
        ++m_offset;
        return false;
    }
    return c != 0 || failHere();
}

bool JsonStream::nextMember(QByteArray &name)
{
    if (!endsOrGoesOn('}'))
        return false;
    constexpr qint64 LongestName = qint64(64) << 10;
    if (peek() != '"')
        return fail(Error::Malformed);
    const auto read = text(LongestName);
    if (!read)
        return false;
    name = *read;
    if (peek() != ':')
        return failHere();
    ++m_offset;
    return true;
}

bool JsonStream::nextElement()
{
    return endsOrGoesOn(']');
}

bool JsonStream::pass(const std::function<bool(QByteArrayView)> &take)
{
    if (m_error != Error::None)
        return false;
    const char first = peek();
    if (first == 0)
        return failHere();
    if (first == ',' || first == ']' || first == '}' || first == ':')
        return fail(Error::Malformed);
    const bool isNested = first == '{' || first == '[';
    qint64 depth = 0;
    bool inString = false;
    bool isEscaped = false;
    for (;;) {
        const QByteArrayView bytes = m_file.at(m_offset);
        if (bytes.isEmpty()) {
            // A number or a word at the very end is over.
            return (!isNested && first != '"') || fail(Error::EndsEarly);
        }
        qsizetype at = 0;
        bool isOver = false;
        while (at < bytes.size() && !isOver) {
            if (inString) {
                const char c = bytes[at++];
                if (isEscaped)
                    isEscaped = false;
                else if (c == '\\')
                    isEscaped = true;
                else if (c == '"') {
                    inString = false;
                    isOver = depth == 0;
                }
                continue;
            }
            const char c = bytes[at];
            if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                if (depth == 0)
                    break; // behind a number or a word
                --depth;
                isOver = depth == 0;
            } else if (depth == 0 && (c == ',' || isSpace(c))) {
                break;
            }
            ++at;
        }
        const bool isStopped = isOver || at < bytes.size();
        if (at > 0 && take && !take(bytes.first(at)))
            return fail(Error::TooLong);
        m_offset += at;
        if (isStopped)
            return true;
    }
}

bool JsonStream::skip()
{
    return pass({});
}

std::optional<QByteArray> JsonStream::raw(qint64 most)
{
    QByteArray all;
    const bool isRead = pass([&all, most](QByteArrayView part) {
        all += part;
        return all.size() <= most;
    });
    return isRead ? std::optional(all) : std::nullopt;
}

std::optional<QByteArray> JsonStream::text(qint64 most)
{
    if (m_error != Error::None)
        return std::nullopt;
    const char first = peek();
    if (first == '{' || first == '[')
        return skip() ? std::optional(QByteArray()) : std::nullopt;
    const auto spelled = raw(most);
    if (!spelled || first == '"')
        return spelled ? std::optional(JsonText::unescaped(*spelled)) : std::nullopt;
    return *spelled == "null" ? QByteArray() : *spelled;
}

std::optional<QByteArray> JsonStream::shortText(qint64 most)
{
    const qint64 begin = m_offset;
    auto read = text(most);
    if (!read && m_error == Error::TooLong) {
        seek(begin);
        skip();
    }
    return read;
}

bool JsonStream::string(const std::function<bool(QByteArray &&part)> &take)
{
    if (m_error != Error::None)
        return false;
    if (peek() != '"')
        return fail(Error::Malformed);
    QByteArray open; // an escape or a text that goes on
    bool isBegin = true;
    const bool isPassed = pass([&](QByteArrayView part) {
        open += isBegin ? part.sliced(1) : part;
        isBegin = false;
        const qsizetype keep = endsInQuote(open) ? 1 : openEscape(open);
        if (open.size() <= keep)
            return true;
        QByteArray text = JsonText::unescaped('"' + open.first(open.size() - keep));
        open = open.last(keep);
        return take(std::move(text));
    });
    if (!isPassed)
        return false;
    if (open.endsWith('"'))
        open.chop(1);
    return open.isEmpty() || take(JsonText::unescaped('"' + open)) || fail(Error::TooLong);
}

} // namespace Formats
