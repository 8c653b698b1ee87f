// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

#include <random>

namespace Rules {

/// One course of chance. The same seed and course give the same on every machine: what is drawn is
/// made of whole numbers only.
class Chance
{
public:
    /// Longer times are not drawn right.
    static constexpr std::chrono::microseconds MostTime {std::chrono::hours(1)};

    Chance(quint64 seed, quint64 course);

    /// True in so many of a hundred. At 100 nothing is drawn.
    bool happens(double percent);
    /// How long \a delay is this time. A Fixed one is not drawn.
    std::chrono::microseconds time(const Delay &delay);

private:
    quint64 next32() { return m_engine() >> 32; }
    quint64 below(quint64 range) { return (next32() * range) >> 32; } // range up to 2^32
    qint64 aroundMiddle(qint64 from, qint64 to);
    qint64 exponential(qint64 mean);

    std::mt19937_64 m_engine;
};

} // namespace Rules
