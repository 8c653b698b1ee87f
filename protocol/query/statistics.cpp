// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/statistics.h"

#include "protocol/capture/names.h"

namespace Query {

LayerCosts Statistics::layerTotal() const
{
    LayerCosts sum = rest.value_or(LayerCosts());
    for (const LayerCosts &costs : layers)
        sum += costs;
    return sum;
}

QByteArrayView eventName(const StatisticsRow &row)
{
    return row.event.isEmpty() ? Capture::kindName(row.kind) : QByteArrayView(row.event);
}

} // namespace Query
