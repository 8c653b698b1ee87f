// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/reportlook.h"

#include "widgets/compare/spreads.h"

#include <algorithm>

using Compare::Report;
using Compare::Transfer;
using Compare::WayResult;

std::vector<const WayResult *> resultsOf(const Report &report, int target)
{
    std::vector<const WayResult *> results;
    for (const WayResult &result : report.results) {
        if (result.target == target)
            results.push_back(&result);
    }
    return results;
}

std::vector<const WayResult *> stacksOf(const Report &report, int target)
{
    std::vector<const WayResult *> stacks;
    for (const WayResult *result : resultsOf(report, target)) {
        if (std::ranges::none_of(stacks, [result](const WayResult *one) {
                return one->way.stack == result->way.stack;
            }))
            stacks.push_back(result);
    }
    return stacks;
}

const Transfer *measured(const WayResult &result, Compare::Work work, qint64 size)
{
    const Transfer *const transfer = result.transfer(work, size);
    return transfer && transfer->isKnown() ? transfer : nullptr;
}

QList<qint64> sizesOf(const Report &report, int target, Compare::Work work)
{
    QList<qint64> sizes;
    for (const WayResult *result : resultsOf(report, target)) {
        for (const Transfer &transfer : result->transfers) {
            if (transfer.work == work && transfer.isKnown() && !sizes.contains(transfer.size))
                sizes.append(transfer.size);
        }
    }
    std::ranges::sort(sizes);
    return sizes;
}

Compare::Spread figureAt(const Report &report, const ReportPlace &place)
{
    const WayResult *const result = report.result(place.target, place.way);
    const Transfer *const transfer = result ? measured(*result, place.work, place.size) : nullptr;
    return transfer ? figureOf(*transfer, place.figure) : Compare::Spread();
}

Compare::Spread bytesOf(const Compare::Startup &startup)
{
    return sumOf(startup.sent.wire, startup.received.wire);
}
