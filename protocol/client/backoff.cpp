// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/backoff.h"

#include <algorithm>
#include <cmath>

namespace Client {

namespace {

/// 2 to the power of more than that is above any maximum.
constexpr int MostDoublings = 40;

} // namespace

std::optional<std::chrono::milliseconds> Backoff::next(double random)
{
    const bool isUsedUp = m_reconnection.attempts >= 0 && m_attempts >= m_reconnection.attempts;
    if (!m_reconnection.isOn || isUsedUp)
        return std::nullopt;
    double delay = std::ldexp(static_cast<double>(m_reconnection.delay.count()),
                              std::min(m_attempts, MostDoublings));
    ++m_attempts;
    const double deviation = std::floor(random * m_reconnection.randomization * delay);
    const bool isLess = static_cast<int>(random * 10) % 2 == 0;
    delay += isLess ? -deviation : deviation;
    delay = std::min(delay, static_cast<double>(m_reconnection.maximum.count()));
    return std::chrono::milliseconds(static_cast<qint64>(delay));
}

} // namespace Client
