// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

namespace Compare {

/// One figure as it came out over the rounds: the one in the middle, and how far they lie apart.
struct Spread
{
    double median = 0;
    double low = 0;
    double high = 0;
    int count = 0; ///< rounds that gave the figure; 0: there is none

    static Spread of(std::vector<double> values);

    bool isKnown() const { return count > 0; }
    bool operator==(const Spread &other) const = default;
};

} // namespace Compare
