// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/comparewords.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

using Compare::Spread;
using Compare::Stack;
using Compare::Way;
using Compare::Work;

namespace {

constexpr qint64 Kibi = 1024;
constexpr qint64 Mebi = Kibi * Kibi;
constexpr qint64 Mega = 1'000'000;
constexpr double LeastPercent = 0.01;

QString words(const char *text)
{
    return QCoreApplication::translate("CompareWords", text);
}

QString stackWords(Stack stack)
{
    switch (stack) {
    case Stack::WebSocket:
        return words("plain WebSocket");
    case Stack::SocketIoWebSocket:
        return words("Socket.IO over WebSocket");
    case Stack::SocketIoUpgrade:
        return words("Socket.IO with upgrade");
    case Stack::SocketIoPolling:
        return words("Socket.IO over polling");
    }
    return {};
}

/// " ms" of "0.31 ms", "/s" of "120/s".
QString unitOf(const QString &text)
{
    const qsizetype space = text.lastIndexOf(QLatin1Char(' '));
    const qsizetype at = space < 0 ? text.lastIndexOf(QLatin1Char('/')) : space;
    return at < 0 ? QString() : text.mid(at);
}

} // namespace

QString wayTitle(const Way &way)
{
    return capital(wayWords(way));
}

QString wayWords(const Way &way)
{
    QString text = stackWords(way.stack);
    if (way.deflate)
        text += words(", compressed");
    if (way.msgpack)
        text += words(", msgpack");
    return text;
}

QString workTitle(Work work)
{
    switch (work) {
    case Work::OneWay:
        return words("One way");
    case Work::Echo:
        return words("Echo");
    case Work::BinaryEcho:
        return words("Echo of bytes");
    case Work::Broadcast:
        return words("Broadcast");
    }
    return {};
}

QString sizeText(qint64 size)
{
    const auto in = [](qint64 count, const QString &unit) {
        return QLocale().toString(count) + QLatin1Char(' ') + unit;
    };
    if (size >= Mega && size % Mega == 0)
        return in(size / Mega, words("MB"));
    if (size >= Mebi && size % Mebi == 0)
        return in(size / Mebi, words("MiB"));
    if (size >= Kibi && size % Kibi == 0)
        return in(size / Kibi, words("KB"));
    return in(size, words("B"));
}

QString serverWords(const Compare::Target &target)
{
    return target.isEmbedded() ? words("the embedded server") : QString::fromUtf8(target.url);
}

QString numberText(double value)
{
    const double rounded = std::round(value);
    const int digits = std::abs(value) < 9.995 ? 2 : 1;
    // No zeros that say nothing.
    if (std::abs(value) >= 99.95 || std::abs(value - rounded) < 0.5 * std::pow(10, -digits))
        return QLocale().toString(static_cast<qint64>(rounded));
    return QLocale().toString(value, 'f', digits);
}

QString timeText(double microseconds)
{
    if (microseconds < 99.95)
        return words("%1 µs").arg(numberText(microseconds));
    if (microseconds < 999'500)
        return words("%1 ms").arg(numberText(microseconds / 1e3));
    return words("%1 s").arg(numberText(microseconds / 1e6));
}

QString millisecondsText(double milliseconds)
{
    return timeText(milliseconds * 1e3);
}

QString ratioText(double ratio)
{
    const bool isWhole = ratio >= 9.95 || std::abs(ratio - std::round(ratio)) < 0.05;
    return isWhole ? numberText(std::round(ratio)) : QLocale().toString(ratio, 'f', 1);
}

QString bytesText(double bytes)
{
    const QString number = numberText(bytes);
    return number == QLocale().toString(1) ? words("%1 byte").arg(number)
                                           : words("%1 bytes").arg(number);
}

QString percentText(double part, double whole)
{
    const double percent = part / whole * 100;
    if (percent > 0 && percent < LeastPercent)
        return words("under %1 %").arg(numberText(LeastPercent));
    return words("%1 %").arg(numberText(percent < 1 ? percent : std::round(percent)));
}

QString spreadText(const Spread &spread, const std::function<QString(double)> &text)
{
    if (!spread.isKnown())
        return QStringLiteral("–");
    QString middle = text(spread.median);
    const QString low = text(spread.low);
    const QString high = text(spread.high);
    if (low == high)
        return middle;
    const QString unit = unitOf(high);
    const bool isOnce = unit == unitOf(low); // then it is enough to say it behind the second
    return words("%1 (%2–%3)").arg(middle, isOnce ? low.chopped(unit.size()) : low, high);
}

QString millisecondsText(const Spread &spread)
{
    return spreadText(spread, [](double value) { return millisecondsText(value); });
}

QString bytesText(const Spread &spread)
{
    return spreadText(spread, [](double value) { return bytesText(value); });
}

QString numberText(const Spread &spread)
{
    return spreadText(spread, [](double value) { return numberText(value); });
}

QString roundsText(int rounds)
{
    return (rounds == 1 ? words("%1 round") : words("%1 rounds")).arg(rounds);
}

QString listText(const QStringList &list)
{
    if (list.size() < 2)
        return list.join(QString());
    return words("%1 and %2")
        .arg(list.first(list.size() - 1).join(QStringLiteral(", ")), list.constLast());
}

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

QString sentence(const QString &text)
{
    return text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.');
}

QString sentence(const QByteArray &text)
{
    return sentence(QString::fromUtf8(text));
}
