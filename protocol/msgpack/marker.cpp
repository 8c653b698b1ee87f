// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/msgpack/marker.h"

#include <QDate>

#include <array>
#include <cstdio>

namespace MsgPack {

namespace {

constexpr qint64 MillisecondsPerDay = 86'400'000;
constexpr qint64 MaxDate = 100'000'000 * MillisecondsPerDay; // of JavaScript
constexpr qint64 JulianDay1970 = 2'440'588;

/// The number in \a size digits at \a *at, which moves behind them and the character \a after.
std::optional<int> readDigits(QByteArrayView text, qsizetype *at, qsizetype size, char after)
{
    if (text.size() < *at + size + 1 || text[*at + size] != after)
        return std::nullopt;
    int number = 0;
    for (const char c : text.sliced(*at, size)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    *at += size + 1;
    return number;
}

} // namespace

void appendBinaryMarker(QByteArray *json, QByteArrayView bytes, std::optional<qint8> extensionType)
{
    json->append(R"({"$binary":")");
    json->append(QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64());
    json->append('"');
    if (extensionType) {
        json->append(R"(,"$type":)");
        json->append(QByteArray::number(*extensionType));
    }
    json->append('}');
}

void appendDateMarker(QByteArray *json, qint64 milliseconds)
{
    json->append(R"({"$date":)");
    if (milliseconds > MaxDate || milliseconds < -MaxDate) {
        json->append(QByteArray::number(milliseconds));
        json->append('}');
        return;
    }
    qint64 days = milliseconds / MillisecondsPerDay;
    qint64 rest = milliseconds % MillisecondsPerDay;
    if (rest < 0) {
        rest += MillisecondsPerDay;
        --days;
    }
    const QDate date = QDate::fromJulianDay(days + JulianDay1970);
    const int year = date.year() < 0 ? date.year() + 1 : date.year(); // QDate has no year 0
    std::array<char, 48> text {};
    const char *const format = year >= 0 && year <= 9999
        ? "\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\"}"
        : "\"%+07d-%02d-%02dT%02d:%02d:%02d.%03dZ\"}";
    std::snprintf(text.data(), text.size(), format, year, date.month(), date.day(),
                  static_cast<int>(rest / 3'600'000), static_cast<int>(rest / 60'000 % 60),
                  static_cast<int>(rest / 1000 % 60), static_cast<int>(rest % 1000));
    json->append(text.data());
}

std::optional<qint64> parseIsoDate(QByteArrayView text)
{
    const bool negative = text.startsWith('-');
    const bool isLong = negative || text.startsWith('+');
    qsizetype at = isLong ? 1 : 0;
    const auto year = readDigits(text, &at, isLong ? 6 : 4, '-');
    const auto month = year ? readDigits(text, &at, 2, '-') : std::nullopt;
    const auto day = month ? readDigits(text, &at, 2, 'T') : std::nullopt;
    const auto hour = day ? readDigits(text, &at, 2, ':') : std::nullopt;
    const auto minute = hour ? readDigits(text, &at, 2, ':') : std::nullopt;
    const auto second = minute ? readDigits(text, &at, 2, '.') : std::nullopt;
    const auto milli = second ? readDigits(text, &at, 3, 'Z') : std::nullopt;
    if (!milli || at != text.size() || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    const int signedYear = negative ? -*year : *year;
    const QDate date(signedYear <= 0 ? signedYear - 1 : signedYear, *month, *day);
    if (!date.isValid())
        return std::nullopt;
    return (date.toJulianDay() - JulianDay1970) * MillisecondsPerDay + *hour * qint64(3'600'000)
        + *minute * qint64(60'000) + *second * qint64(1000) + *milli;
}

} // namespace MsgPack
