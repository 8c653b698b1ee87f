// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/spread.h"

#include <algorithm>

namespace Compare {

Spread Spread::of(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    const bool isOdd = values.size() % 2 == 1;
    return {isOdd ? values[middle] : (values[middle - 1] + values[middle]) / 2, values.front(),
            values.back(), int(values.size())};
}

} // namespace Compare
