// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timeruler.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <optional>

using namespace std::chrono_literals;
using Capture::Time;
using std::chrono::microseconds;

namespace {

constexpr std::size_t MostTicks = 400;
constexpr qint64 DayUs = 86'400'000'000;

/// Steps shorter than a day.
constexpr std::array<microseconds, 33> Steps {
    1us, 2us,  5us,  10us, 20us,  50us,  100us, 200us, 500us, 1ms, 2ms,
    5ms, 10ms, 20ms, 50ms, 100ms, 200ms, 500ms, 1s,    2s,    5s,  10s,
    15s, 30s,  1min, 2min, 5min,  10min, 15min, 30min, 1h,    3h,  6h};
constexpr std::array<int, 3> DaySteps {1, 2, 7};
constexpr std::array<int, 8> MonthSteps {1, 3, 6, 12, 60, 120, 600, 1200};

QDateTime local(Time time)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch();
    return QDateTime::fromMSecsSinceEpoch(ms.count());
}

Time timeOf(const QDateTime &moment)
{
    return Time(std::chrono::milliseconds(moment.toMSecsSinceEpoch()));
}

/// Microseconds of a second.
qint64 fraction(Time time)
{
    return (time - std::chrono::floor<std::chrono::seconds>(time)).count();
}

/// "618", "618 042", as many places as a step of \a step needs.
QString fractionWords(qint64 us, microseconds step)
{
    const QString digits = QStringLiteral("%1").arg(us, 6, 10, QLatin1Char('0'));
    if (step < 1ms)
        return digits.left(3) + u' ' + digits.right(3);
    return digits.left(3);
}

QString clockWords(Time time, microseconds step)
{
    const QDateTime moment = local(time);
    if (step >= 1min)
        return moment.toString(QStringLiteral("HH:mm"));
    const QString words = moment.toString(QStringLiteral("HH:mm:ss"));
    return step >= 1s ? words : words + u'.' + fractionWords(fraction(time), step);
}

std::vector<TimeRuler::Tick> clockTicks(const TimelineScale &scale, microseconds step)
{
    std::vector<TimeRuler::Tick> ticks;
    // From the last local midnight, so that steps of hours fall on the clock's own; where the
    // clock is put forward or back that day, they go on as they were.
    const Time midnight = timeOf(local(scale.start()).date().startOfDay());
    const qint64 number = (scale.start() - midnight) / step;
    Time time = midnight + step * number;
    QDate day;
    for (; time < scale.end() && ticks.size() < MostTicks; time += step) {
        if (time < scale.start())
            continue;
        const QDate date = local(time).date();
        // The first one of another day says so.
        const bool isNewDay = day.isValid() && date != day && step >= 1min;
        day = date;
        ticks.push_back({.x = scale.xOf(time),
                         .time = time,
                         .label = isNewDay ? QLocale().toString(date, QStringLiteral("d MMM"))
                                           : clockWords(time, step)});
    }
    return ticks;
}

template<typename Next, typename Label>
std::vector<TimeRuler::Tick> dateTicks(const TimelineScale &scale, QDate date, Next next,
                                       Label label)
{
    std::vector<TimeRuler::Tick> ticks;
    for (; date.isValid() && ticks.size() < MostTicks; date = next(date)) {
        const Time time = timeOf(date.startOfDay());
        if (time >= scale.end())
            break;
        if (time >= scale.start())
            ticks.push_back({.x = scale.xOf(time), .time = time, .label = label(date)});
    }
    return ticks;
}

std::vector<TimeRuler::Tick> dayTicks(const TimelineScale &scale, int days)
{
    QDate first = local(scale.start()).date();
    first = first.addDays(-(first.toJulianDay() % days));
    return dateTicks(
        scale, first, [days](QDate date) { return date.addDays(days); },
        [](QDate date) { return QLocale().toString(date, QStringLiteral("d MMM")); });
}

std::vector<TimeRuler::Tick> monthTicks(const TimelineScale &scale, int months)
{
    const QDate start = local(scale.start()).date();
    const int count = start.year() * 12 + start.month() - 1; // since the year 0
    const int rounded = count - count % months;
    return dateTicks(
        scale, QDate(rounded / 12, rounded % 12 + 1, 1),
        [months](QDate date) { return date.addMonths(months); },
        [months](QDate date) {
            return QLocale().toString(
                date, months >= 12 ? QStringLiteral("yyyy") : QStringLiteral("MMM yyyy"));
        });
}

/// The shortest step below a day that is \a least long.
std::optional<microseconds> clockStep(double least)
{
    const auto *const found = std::find_if(Steps.begin(), Steps.end(), [least](microseconds step) {
        return static_cast<double>(step.count()) >= least;
    });
    if (found == Steps.end())
        return std::nullopt;
    return *found;
}

} // namespace

std::vector<TimeRuler::Tick> TimeRuler::ticks(const TimelineScale &scale, int distance)
{
    if (scale.isEmpty())
        return {};
    const double least = scale.columnSpan() * distance;
    if (const auto step = clockStep(least))
        return clockTicks(scale, *step);
    for (const int days : DaySteps) {
        if (static_cast<double>(days) * DayUs >= least)
            return dayTicks(scale, days);
    }
    for (const int months : MonthSteps) {
        if (28.0 * months * DayUs >= least)
            return monthTicks(scale, months);
    }
    return monthTicks(scale, MonthSteps.back());
}

QString TimeRuler::ground(const TimelineScale &scale)
{
    const Time middle = scale.start() + scale.span() / 2;
    return QLocale().toString(local(middle).date(), QStringLiteral("d MMM yyyy"));
}

QString TimeRuler::exactly(Time time, const TimelineScale &scale)
{
    const double column = scale.columnSpan();
    const microseconds grain = column < 500 ? 1us : 1ms;
    if (scale.span() > 36h)
        return local(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    return clockWords(time, grain);
}
