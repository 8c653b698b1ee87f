// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/format.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace {

constexpr int Base = 1024;
constexpr int ThreeDigits = 1000;

// 1.2, 48, 512: three digits at most.
QString shortNumber(double value)
{
    return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0);
}

std::pair<QString, int> scaled(double value, double base)
{
    int power = 0;
    while (value >= ThreeDigits - 0.5 && power < 6) {
        value /= base;
        ++power;
    }
    return {power == 0 ? QLocale().toString(value, 'f', 0) : shortNumber(value), power};
}

constexpr std::array<const char *, 7> Binary {"", "K", "M", "G", "T", "P", "E"};
constexpr std::array<const char *, 7> Decimal {"", "k", "M", "G", "T", "P", "E"};

QDateTime localTime(Capture::Time time)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch();
    return QDateTime::fromMSecsSinceEpoch(ms.count());
}

QString inSeconds(double seconds)
{
    return QStringLiteral("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 2 : 1));
}

QString inMilliseconds(double ms)
{
    return QStringLiteral("%1 ms").arg(QLocale().toString(ms, 'f', ms < 99.95 ? 1 : 0));
}

} // namespace

QString formatBytes(qint64 bytes)
{
    const auto [number, power] = scaled(static_cast<double>(bytes), Base);
    return number + QLatin1Char(' ') + QLatin1String(Binary[static_cast<std::size_t>(power)])
        + QLatin1Char('B');
}

QString formatSize(qint64 bytes)
{
    const auto [number, power] = scaled(static_cast<double>(bytes), Base);
    if (power == 0)
        return number;
    return number + QLatin1Char(' ') + QLatin1String(Binary[static_cast<std::size_t>(power)]);
}

QString formatExactBytes(qint64 bytes)
{
    return QLocale().toString(bytes) + QStringLiteral(" B");
}

QString formatCount(qint64 count)
{
    const auto [number, power] = scaled(static_cast<double>(count), ThreeDigits);
    if (power == 0)
        return number;
    return number + QLatin1Char(' ') + QLatin1String(Decimal[static_cast<std::size_t>(power)]);
}

QString formatNumber(qint64 number)
{
    return QLocale().toString(number);
}

QString formatDuration(std::chrono::microseconds duration)
{
    using namespace std::chrono_literals;
    const auto us = duration.count();
    if (duration < 0us)
        return QChar(0x2212) + formatDuration(-duration);
    if (duration < 100us)
        return QStringLiteral("%1 µs").arg(QLocale().toString(static_cast<qlonglong>(us)));
    if (duration < 999'500us)
        return inMilliseconds(static_cast<double>(us) / 1e3);
    if (duration < 59'950ms)
        return inSeconds(static_cast<double>(us) / 1e6);
    const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
    if (seconds < 3600)
        return QStringLiteral("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return QStringLiteral("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString formatDelta(std::chrono::microseconds delta)
{
    using namespace std::chrono_literals;
    if (delta < 0us)
        return formatDuration(delta);
    // Coarser than a duration that somebody asked for: it stands on every row.
    if (delta >= 10ms && delta < 999'500us)
        return QStringLiteral("+%1 ms").arg((delta.count() + 500) / 1000);
    return QLatin1Char('+') + formatDuration(delta);
}

QString formatTime(Capture::Time time)
{
    return localTime(time).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString formatFullTime(Capture::Time time)
{
    const QDateTime local = localTime(time);
    const auto us = (time.time_since_epoch() % std::chrono::seconds(1)).count();
    const int offset = local.offsetFromUtc();
    QString zone = QStringLiteral("UTC");
    if (offset != 0) {
        zone += QLatin1Char(offset < 0 ? '-' : '+');
        zone += QString::number(std::abs(offset) / 3600);
        if (const int minutes = std::abs(offset) / 60 % 60; minutes != 0)
            zone += QStringLiteral(":%1").arg(minutes, 2, 10, QLatin1Char('0'));
    }
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
        + QStringLiteral(".%1 %2")
              .arg((us + 1'000'000) % 1'000'000, 6, 10, QLatin1Char('0'))
              .arg(zone);
}

QString singleLine(QByteArrayView bytes, qsizetype maxLength)
{
    // A character takes at most four bytes; those past the last one that fits need no decoding.
    const bool isCut = bytes.size() > maxLength * 4;
    QString text = QString::fromUtf8(isCut ? bytes.first(maxLength * 4) : bytes);
    for (QChar &character : text) {
        const char16_t code = character.unicode();
        if (code < 0x20)
            character = QChar(static_cast<char16_t>(0x2400 + code));
        else if (code == 0x7f)
            character = QChar(0x2421);
        else if ((code >= 0x80 && code < 0xa0) || (code >= 0x2028 && code <= 0x202e)
                 || (code >= 0x2066 && code <= 0x2069))
            character = QChar(QChar::ReplacementCharacter); // would break or turn the line
    }
    if (text.size() > maxLength) {
        qsizetype end = std::max<qsizetype>(0, maxLength - 1);
        if (end > 0 && text.at(end - 1).isHighSurrogate())
            --end;
        text.truncate(end);
        text += QChar(0x2026);
    }
    return text;
}

QString hexLine(QByteArrayView bytes, qsizetype maxBytes)
{
    const QByteArrayView shown = bytes.first(std::min(bytes.size(), maxBytes));
    QString text = QString::fromLatin1(shown.toByteArray().toHex(' '));
    if (shown.size() < bytes.size())
        text += QStringLiteral(" …");
    return text;
}
