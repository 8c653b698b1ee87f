// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/spreads.h"

#include <algorithm>

using Compare::Spread;

Relation relationOf(const Spread &one, const Spread &other)
{
    if (!one.isKnown() || !other.isKnown())
        return Relation::Unknown;
    if (one.high < other.low)
        return Relation::Less;
    return one.low > other.high ? Relation::Greater : Relation::Alike;
}

Spread sumOf(const Spread &one, const Spread &other)
{
    if (!one.isKnown() || !other.isKnown())
        return {};
    return {one.median + other.median, one.low + other.low, one.high + other.high,
            std::min(one.count, other.count)};
}
