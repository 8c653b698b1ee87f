// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/jsonfault.h"

#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/jsonreader.h"
#include "widgets/details/utf8.h"

#include <QCoreApplication>
#include <QVarLengthArray>

#include <algorithm>
#include <utility>

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("JsonFault", text);
}

/// Walks over a text until something is wrong.
class FaultScanner
{
public:
    explicit FaultScanner(QByteArrayView json)
        : m_json(json)
    {
    }

    std::optional<JsonFault> scan();

private:
    enum class Expect { Value, FirstElement, FirstKey, Key, Colon, CommaOrEnd, Nothing };

    std::optional<JsonFault> step();
    std::optional<JsonFault> takeValue();
    std::optional<JsonFault> takeString();
    std::optional<JsonFault> takeWord();
    std::optional<JsonFault> takeKey();
    std::optional<JsonFault> takeComma();
    std::optional<JsonFault> end() const;

    void skipSpace();
    void close();
    void afterValue() { m_expect = m_open.isEmpty() ? Expect::Nothing : Expect::CommaOrEnd; }
    char current() const { return m_json[m_at]; }
    JsonFault here(const QString &text, qsizetype size = 1) const { return {m_at, size, text}; }

    QByteArrayView m_json;
    qsizetype m_at = 0;
    Expect m_expect = Expect::Value;
    QVarLengthArray<qsizetype, 64> m_open; // the brackets that are open
    qsizetype m_comma = -1; // the last one, while nothing followed
};

std::optional<JsonFault> FaultScanner::scan()
{
    while (true) {
        skipSpace();
        if (m_at >= m_json.size())
            return end();
        if (m_json.sliced(m_at).startsWith("//") || m_json.sliced(m_at).startsWith("/*"))
            return here(words("JSON has no comments."), 2);
        if (auto fault = step())
            return fault;
    }
}

std::optional<JsonFault> FaultScanner::step()
{
    switch (m_expect) {
    case Expect::FirstElement:
        if (current() == ']') {
            close();
            return std::nullopt;
        }
        return takeValue();
    case Expect::Value:
        return takeValue();
    case Expect::FirstKey:
        if (current() == '}') {
            close();
            return std::nullopt;
        }
        return takeKey();
    case Expect::Key:
        return takeKey();
    case Expect::Colon:
        if (current() != ':')
            return here(words("A colon is expected here."));
        ++m_at;
        m_expect = Expect::Value;
        return std::nullopt;
    case Expect::CommaOrEnd:
        return takeComma();
    case Expect::Nothing:
        break;
    }
    return here(words("Nothing may follow the value."), m_json.size() - m_at);
}

std::optional<JsonFault> FaultScanner::takeValue()
{
    const qsizetype comma = std::exchange(m_comma, -1);
    switch (current()) {
    case '{':
    case '[':
        m_expect = current() == '{' ? Expect::FirstKey : Expect::FirstElement;
        m_open.append(m_at++);
        return std::nullopt;
    case '"':
        afterValue();
        return takeString();
    case ']':
        if (comma >= 0)
            return JsonFault {comma, 1, words("This comma is one too many.")};
        break;
    case '\'':
        return here(words("Strings stand in double quotes."));
    case ',':
    case ':':
    case '}':
        break;
    default:
        afterValue();
        return takeWord();
    }
    return here(words("A value is expected here."));
}

std::optional<JsonFault> FaultScanner::takeString()
{
    const qsizetype start = m_at++;
    while (m_at < m_json.size() && current() != '"') {
        const auto byte = static_cast<uchar>(current());
        if (byte == '\n')
            return JsonFault {start, m_at - start,
                              words("This string has no end in its line. A line break within a "
                                    "string is written \\n.")};
        if (byte < 0x20)
            return here(words("A control character within a string is written as an escape."));
        if (byte != '\\') {
            ++m_at;
            continue;
        }
        const qsizetype size = m_json.sliced(m_at).startsWith("\\u") ? 6 : 2;
        const QByteArrayView escape = m_json.sliced(m_at, std::min(size, m_json.size() - m_at));
        if (escape.size() < size || !JsonText::hasValidEscapes(escape))
            return here(words("This escape is none of JSON's."), escape.size());
        m_at += size;
    }
    if (m_at >= m_json.size())
        return JsonFault {start, m_json.size() - start, words("This string has no end.")};
    ++m_at;
    return std::nullopt;
}

std::optional<JsonFault> FaultScanner::takeWord()
{
    const qsizetype start = m_at;
    while (m_at < m_json.size() && QByteArrayView(" \t\r\n,:]}[{\"").indexOf(current()) < 0)
        ++m_at;
    const QByteArrayView word = m_json.sliced(start, m_at - start);
    if (word == QByteArrayView("true") || word == QByteArrayView("false")
        || word == QByteArrayView("null") || JsonText::isNumber(word))
        return std::nullopt;
    const char first = word.front();
    const bool isNumber
        = first == '-' || first == '+' || first == '.' || (first >= '0' && first <= '9');
    return JsonFault {start, word.size(),
                      isNumber
                          ? words("This is no number as JSON writes it.")
                          : words("A value is expected here: strings stand in double quotes.")};
}

std::optional<JsonFault> FaultScanner::takeKey()
{
    if (current() == '}' && m_comma >= 0)
        return JsonFault {m_comma, 1, words("This comma is one too many.")};
    if (current() != '"')
        return here(words("A name in double quotes is expected here."));
    m_comma = -1;
    m_expect = Expect::Colon;
    return takeString();
}

std::optional<JsonFault> FaultScanner::takeComma()
{
    const bool isObject = m_json[m_open.last()] == '{';
    if (current() == ',') {
        m_comma = m_at++;
        m_expect = isObject ? Expect::Key : Expect::Value;
        return std::nullopt;
    }
    if (current() == (isObject ? '}' : ']')) {
        close();
        return std::nullopt;
    }
    return here(isObject ? words("A comma or } is expected here.")
                         : words("A comma or ] is expected here."));
}

std::optional<JsonFault> FaultScanner::end() const
{
    if (m_expect == Expect::Nothing)
        return std::nullopt;
    if (m_open.isEmpty())
        return here(words("A value is expected here."), 0);
    const qsizetype bracket = m_open.last();
    const bool isObject = m_json[bracket] == '{';
    return here((isObject ? words("} is missing for the { in line %1.")
                          : words("] is missing for the [ in line %1."))
                    .arg(textPosition(m_json, bracket).line),
                0);
}

void FaultScanner::skipSpace()
{
    while (m_at < m_json.size() && QByteArrayView(" \t\r\n").indexOf(current()) >= 0)
        ++m_at;
}

void FaultScanner::close()
{
    m_open.removeLast();
    ++m_at;
    afterValue();
}

qsizetype firstBadUtf8(QByteArrayView text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype size = Utf8::sequenceSize(text, at);
        if (size == 0)
            break;
        at += size;
    }
    return at;
}

} // namespace

std::optional<JsonFault> findJsonFault(QByteArrayView json)
{
    if (SocketIo::JsonReader().read(json).valid)
        return std::nullopt;
    if (auto fault = FaultScanner(json).scan())
        return fault;
    if (!json.isValidUtf8())
        return JsonFault {firstBadUtf8(json), 1, words("These bytes are no UTF-8.")};
    return JsonFault {0, json.size(), words("This is nested too deeply.")};
}

TextPosition textPosition(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    TextPosition position;
    position.line = 1 + std::count(before.begin(), before.end(), '\n');
    const QByteArrayView inLine = before.sliced(lineStart);
    position.column = 1 + std::count_if(inLine.begin(), inLine.end(), [](char c) {
                          return (static_cast<uchar>(c) & 0xc0U) != 0x80U;
                      });
    return position;
}
