// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/chance.h"

#include <algorithm>
#include <cmath>

namespace Rules {

using std::chrono::microseconds;

namespace {

/// Neighbours become strangers (the finaliser of SplitMix64).
quint64 mixed(quint64 value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31);
}

} // namespace

Chance::Chance(quint64 seed, quint64 course)
    : m_engine(mixed(mixed(seed + 0x9e3779b97f4a7c15U) + course))
{
}

bool Chance::happens(double percent)
{
    if (percent >= 100)
        return true;
    constexpr double All = 9007199254740992; // 2^53
    return static_cast<double>(m_engine() >> 11) < std::ceil(percent / 100 * All);
}

microseconds Chance::time(const Delay &delay)
{
    const qint64 time = delay.time.count();
    const qint64 most = std::max(time, qint64(delay.most.count()));
    switch (delay.spread) {
    case Delay::Spread::Even:
        return microseconds(time + qint64(below(quint64(most - time) + 1)));
    case Delay::Spread::Normal:
        return microseconds(aroundMiddle(time, most));
    case Delay::Spread::Exponential:
        return microseconds(std::min(exponential(time), most));
    case Delay::Spread::Fixed:
        break;
    }
    return delay.time;
}

/// The sum of twelve even numbers is as good as normal: its deviation is 1 where each is of [0, 1).
qint64 Chance::aroundMiddle(qint64 from, qint64 to)
{
    constexpr qint64 One = qint64(1) << 20;
    qint64 sum = -6 * One;
    for (int i = 0; i < 12; ++i)
        sum += qint64(below(One));
    // 95 % are within 1.96 deviations.
    const qint64 off = (to - from) * sum * 50 / (196 * One);
    return std::max<qint64>(0, (from + to) / 2 + off);
}

/// Von Neumann's way, which compares only: how often a run of falling numbers has an even length
/// is the whole part, the first number of the odd one the rest.
qint64 Chance::exponential(qint64 mean)
{
    constexpr qint64 MostWhole = 64;
    for (qint64 whole = 0; whole < MostWhole; ++whole) {
        const quint64 first = next32();
        quint64 last = first;
        int length = 1;
        for (quint64 number = next32(); number < last; number = next32()) {
            last = number;
            ++length;
        }
        if (length % 2 == 1)
            return whole * mean + qint64((first * quint64(mean)) >> 32);
    }
    return MostWhole * mean;
}

} // namespace Rules
