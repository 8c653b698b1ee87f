// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <algorithm>
#include <chrono>
#include <cmath>

/// Where a time stands on a line of pixels, and back.
struct TimeAxis
{
    Capture::Time start;
    std::chrono::microseconds span {0};
    int width = 0;

    bool isEmpty() const { return span.count() <= 0 || width <= 0; }
    Capture::Time end() const { return start + span; }

    /// Never left of the axis or right of it. 0 while empty.
    double xOf(Capture::Time time) const
    {
        if (isEmpty())
            return 0;
        const auto us
            = [](Capture::Time t) { return static_cast<double>(t.time_since_epoch().count()); };
        const double share = (us(time) - us(start)) / static_cast<double>(span.count());
        return std::clamp(share, 0.0, 1.0) * width;
    }

    /// Within the axis.
    Capture::Time timeAt(double x) const
    {
        if (isEmpty())
            return start;
        const double share = std::clamp(x / width, 0.0, 1.0);
        return start
            + std::chrono::microseconds(std::llround(share * static_cast<double>(span.count())));
    }
};
