// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace Http {

/// One field of a head or a trailer section, or one parameter of a query.
struct Field
{
    QByteArray name; // as it crossed
    QByteArray value; // without the white space around it; folded lines joined by one space

    bool operator==(const Field &other) const = default;
};

/// True when \a left and \a right are the same field name or token: ASCII case does not count.
bool isSameName(QByteArrayView left, QByteArrayView right);

/// The value of the first field called \a name (in any case), or nothing.
std::optional<QByteArray> firstValue(const QList<Field> &fields, QByteArrayView name);

/// The values of all fields called \a name, in their order.
QList<QByteArray> allValues(const QList<Field> &fields, QByteArrayView name);

/// The elements of a comma-separated list (RFC 9110 5.6.1), trimmed, empty ones left out. A comma
/// in a quoted string does not separate.
QList<QByteArray> listElements(QByteArrayView value);

/// The elements of the lists in all fields called \a name.
QList<QByteArray> allElements(const QList<Field> &fields, QByteArrayView name);

/// \a bytes without the spaces and tabs around it (OWS, RFC 9110 5.6.3).
QByteArrayView withoutWhiteSpace(QByteArrayView bytes);

/// True for the characters of a token (RFC 9110 5.6.2): methods and field names.
bool isTokenCharacter(char character);

} // namespace Http
