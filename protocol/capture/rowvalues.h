// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QByteArrayView>

#include <sqlite3.h>

#include <algorithm>

/// What a row's values mean, whatever a file from elsewhere has in them.
namespace Capture {

inline qint64 integerOf(sqlite3_value *value, qint64 otherwise = 0)
{
    return sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value) : otherwise;
}

/// As a part of a sum that must not overflow.
inline qint64 bytesOf(sqlite3_value *value)
{
    constexpr qint64 Most = qint64(1) << 60;
    return std::clamp<qint64>(integerOf(value), 0, Most);
}

inline Time timeOf(sqlite3_value *value)
{
    return Time(std::chrono::microseconds(integerOf(value)));
}

inline std::optional<Time> momentOf(sqlite3_value *value)
{
    if (sqlite3_value_type(value) != SQLITE_INTEGER)
        return std::nullopt;
    return timeOf(value);
}

inline bool isNull(sqlite3_value *value)
{
    return sqlite3_value_type(value) == SQLITE_NULL;
}

/// One of an enumeration's values from its first on to \a last; \a last for any other number.
template<typename Enum>
Enum enumOf(sqlite3_value *value, Enum last)
{
    const qint64 number = integerOf(value, -1);
    return number >= 0 && number <= static_cast<qint64>(last) ? static_cast<Enum>(number) : last;
}

/// Valid until the value is. Empty for what is no text.
inline QByteArrayView textOf(sqlite3_value *value)
{
    if (sqlite3_value_type(value) != SQLITE_TEXT)
        return {};
    const auto *const text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return {text, sqlite3_value_bytes(value)};
}

} // namespace Capture
