// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/field.h"

#include <algorithm>
#include <array>

namespace Rules {

namespace {

constexpr std::array FieldNames {
    "seed",      "name",           "on",     "subject",     "match",
    "direction", "request",        "path",   "do",          "percent",
    "times",     "after",          "for",    "spread",      "time",
    "most",      "copies",         "by",     "text",        "regex",
    "pointer",   "with",           "code",   "reason",      "resets",
    "inMessage", "bytesPerSecond", "status", "contentType", "body",
};
static_assert(FieldNames.size() == std::size_t(Field::Body) + 1);

} // namespace

QByteArray fieldName(Field field)
{
    return FieldNames.at(std::size_t(field));
}

std::optional<Field> fieldNamed(const QByteArray &name)
{
    const auto *const found = std::find(FieldNames.begin(), FieldNames.end(), name);
    return found == FieldNames.end()
        ? std::nullopt
        : std::optional(static_cast<Field>(found - FieldNames.begin()));
}

const QByteArrayList &subjectNames()
{
    static const QByteArrayList names {"message", "request", "connection"};
    return names;
}

const QByteArrayList &directionNames()
{
    static const QByteArrayList names {"to-server", "to-app"};
    return names;
}

const QByteArrayList &askedNames()
{
    static const QByteArrayList names {"any", "upgrade", "polling", "opening", "in session"};
    return names;
}

const QByteArrayList &actionNames()
{
    static const QByteArrayList names {"delay",   "drop",     "duplicate", "reorder",
                                       "replace", "hold",     "close",     "cut",
                                       "stall",   "throttle", "refuse",    "answer"};
    return names;
}

const QByteArrayList &spreadNames()
{
    static const QByteArrayList names {"fixed", "even", "normal", "exponential"};
    return names;
}

QByteArray durationText(std::chrono::microseconds time)
{
    const qint64 us = time.count();
    if (us % 1'000'000 == 0)
        return QByteArray::number(us / 1'000'000) + 's';
    if (us % 1'000 == 0)
        return QByteArray::number(us / 1'000) + "ms";
    return QByteArray::number(us) + "us";
}

} // namespace Rules
