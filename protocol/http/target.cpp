// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/target.h"

namespace Http {

namespace {

int hexValue(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'a' && character <= 'f')
        return character - 'a' + 10;
    if (character >= 'A' && character <= 'F')
        return character - 'A' + 10;
    return -1;
}

bool isUnreserved(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || (character != '\0' && QByteArrayView("-_.!~*'()").contains(character));
}

} // namespace

Target Target::parse(QByteArrayView target)
{
    Target parts;
    const qsizetype question = target.indexOf('?');
    QByteArrayView path = question < 0 ? target : target.first(question);
    if (question >= 0) {
        parts.rawQuery = target.sliced(question + 1).toByteArray();
        parts.query = parseQuery(parts.rawQuery);
    }
    const qsizetype colon = path.indexOf(':');
    if (path.startsWith('/') || colon < 0) {
        parts.path = path.toByteArray();
        return parts;
    }
    if (!path.sliced(colon).startsWith("://")) {
        // the authority form is the one with a port and no path
        (path.contains('/') ? parts.path : parts.authority) = path.toByteArray();
        return parts;
    }
    parts.scheme = path.first(colon).toByteArray();
    path = path.sliced(colon + 3);
    const qsizetype slash = path.indexOf('/');
    parts.authority = (slash < 0 ? path : path.first(slash)).toByteArray();
    parts.path = slash < 0 ? QByteArray() : path.sliced(slash).toByteArray();
    return parts;
}

std::optional<QByteArray> Target::queryValue(QByteArrayView name) const
{
    for (const Field &parameter : query) {
        if (parameter.name == name)
            return parameter.value;
    }
    return std::nullopt;
}

bool Target::hasQueryValue(QByteArrayView name, QByteArrayView value) const
{
    const auto found = queryValue(name);
    return found && *found == value;
}

QByteArray Target::originForm() const
{
    QByteArray form = path.isEmpty() ? QByteArray("/") : path;
    if (!rawQuery.isEmpty())
        form += '?' + rawQuery;
    return form;
}

QList<Field> parseQuery(QByteArrayView query)
{
    QList<Field> parameters;
    while (!query.isEmpty()) {
        const qsizetype ampersand = query.indexOf('&');
        const QByteArrayView parameter = ampersand < 0 ? query : query.first(ampersand);
        query = query.sliced(ampersand < 0 ? query.size() : ampersand + 1);
        if (parameter.isEmpty())
            continue;
        const qsizetype equals = parameter.indexOf('=');
        parameters.append(
            {percentDecode(equals < 0 ? parameter : parameter.first(equals), true),
             equals < 0 ? QByteArray() : percentDecode(parameter.sliced(equals + 1), true)});
    }
    return parameters;
}

QByteArray percentDecode(QByteArrayView bytes, bool plusIsSpace)
{
    QByteArray decoded;
    decoded.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '%' && bytes.size() - i > 2) {
            const int high = hexValue(bytes[i + 1]);
            const int low = hexValue(bytes[i + 2]);
            if (high >= 0 && low >= 0) {
                decoded.append(static_cast<char>(high * 16 + low));
                i += 2;
                continue;
            }
        }
        decoded.append(plusIsSpace && bytes[i] == '+' ? ' ' : bytes[i]);
    }
    return decoded;
}

QByteArray percentEncode(QByteArrayView bytes)
{
    static constexpr QByteArrayView digits("0123456789ABCDEF");
    QByteArray encoded;
    encoded.reserve(bytes.size());
    for (const char character : bytes) {
        if (isUnreserved(character)) {
            encoded.append(character);
        } else {
            const auto code = static_cast<uchar>(character);
            encoded.append('%').append(digits[code >> 4U]).append(digits[code & 0x0fU]);
        }
    }
    return encoded;
}

} // namespace Http
