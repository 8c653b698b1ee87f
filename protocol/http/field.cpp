// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/field.h"

#include <algorithm>

namespace Http {

bool isSameName(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size() && left.compare(right, Qt::CaseInsensitive) == 0;
}

std::optional<QByteArray> firstValue(const QList<Field> &fields, QByteArrayView name)
{
    for (const Field &field : fields) {
        if (isSameName(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

QList<QByteArray> allValues(const QList<Field> &fields, QByteArrayView name)
{
    QList<QByteArray> values;
    for (const Field &field : fields) {
        if (isSameName(field.name, name))
            values.append(field.value);
    }
    return values;
}

QList<QByteArray> listElements(QByteArrayView value)
{
    QList<QByteArray> elements;
    bool quoted = false;
    qsizetype begin = 0;
    const auto endElement = [&](qsizetype end) {
        const QByteArrayView element = withoutWhiteSpace(value.sliced(begin, end - begin));
        if (!element.isEmpty())
            elements.append(element.toByteArray());
        begin = end + 1;
    };
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == '"')
            quoted = !quoted;
        else if (quoted && value[i] == '\\')
            ++i;
        else if (!quoted && value[i] == ',')
            endElement(i);
    }
    endElement(value.size());
    return elements;
}

QList<QByteArray> allElements(const QList<Field> &fields, QByteArrayView name)
{
    QList<QByteArray> elements;
    for (const Field &field : fields) {
        if (isSameName(field.name, name))
            elements.append(listElements(field.value));
    }
    return elements;
}

QByteArrayView withoutWhiteSpace(QByteArrayView bytes)
{
    const auto isWhiteSpace = [](char character) { return character == ' ' || character == '\t'; };
    while (!bytes.isEmpty() && isWhiteSpace(bytes.front()))
        bytes = bytes.sliced(1);
    while (!bytes.isEmpty() && isWhiteSpace(bytes.back()))
        bytes.chop(1);
    return bytes;
}

bool isTokenCharacter(char character)
{
    if ((character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9'))
        return true;
    return character != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(character);
}

} // namespace Http
