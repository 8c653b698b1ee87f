// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/comparing.h"

#include "widgets/compare/comparewords.h"
#include "widgets/compare/figure.h"
#include "widgets/compare/spreads.h"

#include <QCoreApplication>

#include <cmath>

using Compare::Spread;

namespace {

constexpr double Manifold = 3; // from here on "times as much" says more than a percentage

QString words(const char *text)
{
    return QCoreApplication::translate("CompareWords", text);
}

QString differenceText(double other, double base, const Comparing &comparing)
{
    const QString &side = other < base ? comparing.less : comparing.more;
    if (base <= 0)
        return side.arg(comparing.text({other, other, other, 1}));
    if (!comparing.saysAmount && other / base >= Manifold)
        return words("%1 times as much").arg(ratioText(other / base));
    const double difference = std::abs(other - base);
    const QString share = percentText(difference, base);
    return side.arg(comparing.saysAmount ? words("%1 (%2)").arg(bytesText(difference), share)
                                         : share);
}

} // namespace

QString comparedText(const Spread &other, const Spread &base, const Comparing &comparing)
{
    QString figure = comparing.text(other);
    switch (relationOf(other, base)) {
    case Relation::Unknown:
        return figure;
    case Relation::Alike:
        return other.low == other.high && base.low == base.high
            ? words("%1, the same").arg(figure)
            : words("%1, no difference was seen").arg(figure);
    case Relation::Less:
    case Relation::Greater:
        break;
    }
    return words("%1, %2").arg(figure, differenceText(other.median, base.median, comparing));
}

Comparing comparingBytes()
{
    return {[](const Spread &spread) { return bytesText(spread); }, words("%1 more"),
            words("%1 fewer"), true};
}

Comparing comparingTimes()
{
    return {[](const Spread &spread) { return figureText(Figure::P50, spread); }, words("%1 more"),
            words("%1 less"), false};
}

Comparing comparingMilliseconds()
{
    return {[](const Spread &spread) { return millisecondsText(spread); }, words("%1 more"),
            words("%1 less"), false};
}

Comparing comparingRates()
{
    return {[](const Spread &spread) { return figureText(Figure::PerSecond, spread); },
            words("%1 more"), words("%1 fewer"), false};
}
