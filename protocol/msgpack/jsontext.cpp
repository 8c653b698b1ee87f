// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/jsontext.h"

#include <QtEndian>

#include <array>
#include <cstring>
#include <optional>

namespace {

std::optional<char16_t> hexUnit(QByteArrayView digits)
{
    if (digits.size() < 4)
        return std::nullopt;
    char16_t unit = 0;
    for (const char c : digits.first(4)) {
        unsigned digit = 0;
        if (c >= '0' && c <= '9')
            digit = static_cast<unsigned>(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = static_cast<unsigned>(c - 'a') + 10U;
        else if (c >= 'A' && c <= 'F')
            digit = static_cast<unsigned>(c - 'A') + 10U;
        else
            return std::nullopt;
        unit = static_cast<char16_t>(static_cast<unsigned>(unit) << 4U | digit);
    }
    return unit;
}

char simpleEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

void appendUtf8(QByteArray *text, char32_t point)
{
    const auto put = [text](char32_t byte) { text->append(static_cast<char>(byte)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xc0U | point >> 6U);
        put(0x80U | (point & 0x3fU));
    } else if (point < 0x10000) {
        put(0xe0U | point >> 12U);
        put(0x80U | (point >> 6U & 0x3fU));
        put(0x80U | (point & 0x3fU));
    } else {
        put(0xf0U | point >> 18U);
        put(0x80U | (point >> 12U & 0x3fU));
        put(0x80U | (point >> 6U & 0x3fU));
        put(0x80U | (point & 0x3fU));
    }
}

/// Appends what the escape at the start of \a rest stands for; returns its length, 0 if it is none.
qsizetype appendEscape(QByteArray *text, QByteArrayView rest)
{
    if (rest.size() < 2)
        return 0;
    if (rest[1] != 'u') {
        const char c = simpleEscape(rest[1]);
        if (c == '\0')
            return 0;
        text->append(c);
        return 2;
    }
    const auto unit = hexUnit(rest.sliced(2));
    if (!unit)
        return 0;
    if (!QChar::isSurrogate(*unit)) {
        appendUtf8(text, *unit);
        return 6;
    }
    if (QChar::isHighSurrogate(*unit) && rest.size() >= 12 && rest[6] == '\\' && rest[7] == 'u') {
        const auto low = hexUnit(rest.sliced(8));
        if (low && QChar::isLowSurrogate(*low)) {
            appendUtf8(text, QChar::surrogateToUcs4(*unit, *low));
            return 12;
        }
    }
    appendUtf8(text, QChar::ReplacementCharacter);
    return 6;
}

qsizetype digitsAt(QByteArrayView token, qsizetype at)
{
    qsizetype end = at;
    while (end < token.size() && token[end] >= '0' && token[end] <= '9')
        ++end;
    return end - at;
}

} // namespace

QByteArray JsonText::unescaped(QByteArrayView string)
{
    QByteArrayView rest = string.sliced(string.startsWith('"') ? 1 : 0);
    QByteArray text;
    while (!rest.isEmpty()) {
        qsizetype plain = 0;
        while (plain < rest.size() && rest[plain] != '"' && rest[plain] != '\\')
            ++plain;
        text.append(rest.first(plain));
        rest = rest.sliced(plain);
        if (rest.isEmpty() || rest.front() == '"')
            break;
        qsizetype escape = appendEscape(&text, rest);
        if (escape == 0) {
            escape = std::min<qsizetype>(2, rest.size());
            text.append(rest.first(escape));
        }
        rest = rest.sliced(escape);
    }
    return text;
}

void JsonText::appendQuoted(QByteArray *json, QByteArrayView text)
{
    json->append('"');
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<uchar>(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        json->append(text.sliced(from, i - from));
        from = i + 1;
        json->append('\\');
        switch (c) {
        case '\b':
            json->append('b');
            break;
        case '\f':
            json->append('f');
            break;
        case '\n':
            json->append('n');
            break;
        case '\r':
            json->append('r');
            break;
        case '\t':
            json->append('t');
            break;
        case '"':
        case '\\':
            json->append(c);
            break;
        default:
            json->append("u00");
            json->append(static_cast<char>('0' + static_cast<uchar>(c) / 16));
            json->append("0123456789abcdef"[static_cast<uchar>(c) % 16]);
        }
    }
    json->append(text.sliced(from));
    json->append('"');
}

QByteArray JsonText::quoted(QByteArrayView text)
{
    QByteArray json;
    json.reserve(text.size() + 2);
    appendQuoted(&json, text);
    return json;
}

bool JsonText::hasValidEscapes(QByteArrayView string)
{
    const auto next = [&string]() -> const char * {
        return string.isEmpty() ? nullptr
                                : static_cast<const char *>(std::memchr(
                                    string.data(), '\\', static_cast<std::size_t>(string.size())));
    };
    while (const char *found = next()) {
        string = string.sliced(found - string.data());
        if (string.size() < 2)
            return false;
        if (string[1] == 'u') {
            if (!hexUnit(string.sliced(2)))
                return false;
            string = string.sliced(6);
        } else {
            if (simpleEscape(string[1]) == '\0')
                return false;
            string = string.sliced(2);
        }
    }
    return true;
}

bool JsonText::isNumber(QByteArrayView token)
{
    qsizetype at = token.startsWith('-') ? 1 : 0;
    const qsizetype whole = digitsAt(token, at);
    if (whole == 0 || (whole > 1 && token[at] == '0'))
        return false;
    at += whole;
    if (at < token.size() && token[at] == '.') {
        const qsizetype fraction = digitsAt(token, at + 1);
        if (fraction == 0)
            return false;
        at += 1 + fraction;
    }
    if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
        ++at;
        if (at < token.size() && (token[at] == '+' || token[at] == '-'))
            ++at;
        const qsizetype exponent = digitsAt(token, at);
        if (exponent == 0)
            return false;
        at += exponent;
    }
    return at == token.size();
}
