// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/field.h"

namespace Http {

/// A request target (RFC 9112 3.2) split into its parts.
struct Target
{
    QByteArray scheme; ///< of the absolute form, else empty
    QByteArray authority; ///< of the absolute and the authority form (`host:port`), else empty
    QByteArray path; ///< as it crossed, not decoded; `*` of the asterisk form
    QByteArray rawQuery; ///< what is behind the first `?`, as it crossed
    QList<Field> query; ///< rawQuery decoded by the rules of forms, in its order

    static Target parse(QByteArrayView target);

    /// The decoded value of the first parameter called \a name. Case counts.
    std::optional<QByteArray> queryValue(QByteArrayView name) const;
    bool hasQueryValue(QByteArrayView name, QByteArrayView value) const;

    /// Path and query; `/` where the path is empty.
    QByteArray originForm() const;
};

/// The parameters of `a=1&b=x+y`, decoded by the rules of application/x-www-form-urlencoded, in
/// their order. A parameter without `=` has an empty value; empty ones are left out.
QList<Field> parseQuery(QByteArrayView query);

/// \a bytes with `%XX` decoded, and `+` as a space when \a plusIsSpace. A `%` that is not followed
/// by two hexadecimal digits stays.
QByteArray percentDecode(QByteArrayView bytes, bool plusIsSpace = false);

/// What JavaScript's encodeURIComponent makes of the UTF-8 text \a bytes.
QByteArray percentEncode(QByteArrayView bytes);

} // namespace Http
