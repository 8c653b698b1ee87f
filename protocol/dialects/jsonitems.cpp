// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/dialects/jsonitems.h"

#include "protocol/dialects/note.h"
#include "protocol/msgpack/jsontext.h"

#include <algorithm>

namespace Dialects {

namespace {

/// Walks JSON text without recursion.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    bool take(char c)
    {
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }
    void skipSpace()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }

    /// The value that begins here; empty if it has no end.
    QByteArrayView value()
    {
        const qsizetype start = m_at;
        if (peek() == '"')
            return skipString() ? since(start) : QByteArrayView();
        if (peek() != '{' && peek() != '[') {
            while (!atEnd() && !isEndOfScalar(m_text[m_at]))
                ++m_at;
            return atEnd() ? QByteArrayView() : since(start);
        }
        qsizetype depth = 0;
        while (!atEnd()) {
            const char c = m_text[m_at];
            if (c == '"') {
                if (!skipString())
                    return {};
                continue;
            }
            ++m_at;
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return since(start);
        }
        return {};
    }

private:
    static bool isEndOfScalar(char c)
    {
        return c == ',' || c == '}' || c == ']' || c == ':' || c == ' ' || c == '\t' || c == '\n'
            || c == '\r';
    }
    QByteArrayView since(qsizetype start) const { return m_text.sliced(start, m_at - start); }
    bool skipString()
    {
        for (++m_at; !atEnd(); ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '"') {
                ++m_at;
                return true;
            }
        }
        return false;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

JsonItems::JsonItems(QByteArrayView json)
{
    Scanner scanner(json);
    scanner.skipSpace();
    const char open = scanner.peek();
    if (!scanner.take('{') && !scanner.take('['))
        return;
    m_open = open;
    const char end = open == '{' ? '}' : ']';
    scanner.skipSpace();
    bool isOver = scanner.take(end);
    if (!isOver)
        m_items.reserve(8); // as many as most have
    while (!isOver && m_items.size() < MaxItems) {
        Item item;
        scanner.skipSpace();
        if (isObject()) {
            item.key = scanner.value();
            scanner.skipSpace();
            if (item.key.size() < 2 || !item.key.startsWith('"') || !scanner.take(':'))
                return;
            item.key = item.key.sliced(1, item.key.size() - 2);
            scanner.skipSpace();
        }
        item.value = scanner.value();
        if (item.value.isEmpty())
            return;
        m_items.push_back(item);
        scanner.skipSpace();
        isOver = scanner.take(end);
        if (!isOver && !scanner.take(','))
            return;
    }
    scanner.skipSpace();
    m_isWhole = isOver && scanner.atEnd();
}

QByteArrayView JsonItems::at(std::size_t place) const
{
    return place < m_items.size() ? m_items[place].value : QByteArrayView();
}

QByteArrayView JsonItems::member(QByteArrayView key) const
{
    if (!isObject())
        return {};
    const auto found = std::find_if(m_items.begin(), m_items.end(),
                                    [&](const Item &item) { return item.key == key; });
    return found == m_items.end() ? QByteArrayView() : found->value;
}

std::optional<QByteArray> stringOf(QByteArrayView value)
{
    if (!value.startsWith('"'))
        return std::nullopt;
    // An escape is six characters at most.
    const auto most = std::min<qsizetype>(value.size(), 6 * Note::MaxName + 2);
    return clipped(JsonText::unescaped(value.first(most)));
}

QByteArray nameOf(QByteArrayView value)
{
    return stringOf(value).value_or(QByteArray());
}

QByteArray keyOf(QByteArrayView value)
{
    if (value.startsWith('"'))
        return nameOf(value);
    return JsonText::isNumber(value) ? clipped(value) : QByteArray();
}

QByteArray textOf(QByteArrayView value)
{
    return value.startsWith('"') ? JsonText::unescaped(value) : QByteArray();
}

} // namespace Dialects
