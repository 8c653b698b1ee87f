// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/values.h"

#include <QDate>

#include <algorithm>
#include <array>
#include <cmath>

namespace Query {

namespace {

constexpr qint64 Second = 1'000'000;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

struct Unit
{
    const char *name;
    double factor;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

template<std::size_t Count>
std::optional<qint64> parseWithUnit(QByteArrayView text, const std::array<Unit, Count> &units)
{
    qsizetype digits = 0;
    while (digits < text.size() && (isDigit(text[digits]) || text[digits] == '.'))
        ++digits;
    if (digits == 0 || digits > 18)
        return std::nullopt;
    bool isNumber = false;
    const double value = text.first(digits).toByteArray().toDouble(&isNumber);
    if (!isNumber)
        return std::nullopt;
    for (const Unit &unit : units) {
        if (text.sliced(digits) != unit.name)
            continue;
        const double whole = value * unit.factor;
        if (whole > 9e18)
            return std::nullopt;
        const bool isExact = !text.first(digits).contains('.');
        if (isExact && unit.factor == 1)
            return text.first(digits).toByteArray().toLongLong();
        return std::llround(whole);
    }
    return std::nullopt;
}

/// Two digits below \a limit, at the front of \a text, which is moved on.
std::optional<int> takeTwo(QByteArrayView &text, int limit)
{
    if (text.size() < 2 || !isDigit(text[0]) || !isDigit(text[1]))
        return std::nullopt;
    const int value = (text[0] - '0') * 10 + (text[1] - '0');
    text = text.sliced(2);
    return value < limit ? std::optional(value) : std::nullopt;
}

/// The part of a second behind its point.
bool takeFraction(QByteArrayView text, Moment &moment)
{
    if (text.isEmpty() || text.size() > 6)
        return false;
    moment.precision = Second;
    qint64 value = 0;
    for (const char c : text) {
        if (!isDigit(c))
            return false;
        moment.precision /= 10;
        value += (c - '0') * moment.precision;
    }
    moment.time += value;
    return true;
}

bool takeTime(QByteArrayView text, Moment &moment)
{
    const auto hours = takeTwo(text, 24);
    if (!hours || !text.startsWith(':'))
        return false;
    text = text.sliced(1);
    const auto minutes = takeTwo(text, 60);
    if (!minutes)
        return false;
    moment.time = *hours * Hour + *minutes * Minute;
    moment.precision = Minute;
    if (text.isEmpty())
        return true;
    if (!text.startsWith(':'))
        return false;
    text = text.sliced(1);
    const auto seconds = takeTwo(text, 60);
    if (!seconds)
        return false;
    moment.time += *seconds * Second;
    moment.precision = Second;
    return text.isEmpty() || (text.startsWith('.') && takeFraction(text.sliced(1), moment));
}

} // namespace

std::optional<qint64> parseCount(QByteArrayView text)
{
    static constexpr std::array<Unit, 4> Units {{{"", 1}, {"k", 1e3}, {"K", 1e3}, {"M", 1e6}}};
    return parseWithUnit(text, Units);
}

std::optional<qint64> parseId(QByteArrayView text)
{
    const bool isId
        = !text.isEmpty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), &isDigit);
    return isId ? std::optional(text.toByteArray().toLongLong()) : std::nullopt;
}

std::optional<qint64> parseDuration(QByteArrayView text)
{
    static constexpr std::array<Unit, 4> Units {{{"", 1e3}, {"us", 1}, {"ms", 1e3}, {"s", 1e6}}};
    return parseWithUnit(text, Units);
}

std::optional<Moment> parseMoment(QByteArrayView text)
{
    Moment moment;
    constexpr qsizetype DaySize = 10; // "2026-03-01"
    if (text.size() >= DaySize && text[4] == '-') {
        const QDate date = QDate::fromString(QString::fromLatin1(text.first(DaySize)), Qt::ISODate);
        if (!date.isValid())
            return std::nullopt;
        moment.day = QDate(1970, 1, 1).daysTo(date);
        moment.precision = Day;
        text = text.sliced(DaySize);
        if (text.isEmpty())
            return moment;
        if (text[0] != 'T' && text[0] != ' ')
            return std::nullopt;
        text = text.sliced(1);
    }
    return takeTime(text, moment) ? std::optional(moment) : std::nullopt;
}

} // namespace Query
