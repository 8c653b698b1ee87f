// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <functional>
#include <vector>

/// How long things take, in milliseconds.
namespace Stopwatch {

inline double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Of one run.
inline double once(const std::function<void()> &run)
{
    QElapsedTimer timer;
    timer.start();
    run();
    return milliseconds(timer);
}

/// The median of some runs.
inline double median(const std::function<void()> &run)
{
    constexpr int Runs = 9;
    std::vector<double> times;
    for (int i = 0; i < Runs; ++i)
        times.push_back(once(run));
    std::ranges::nth_element(times, times.begin() + Runs / 2);
    return times[Runs / 2];
}

} // namespace Stopwatch
