// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/throttle.h"

#include <algorithm>

namespace Acting {

namespace {

constexpr qint64 Second = 1'000'000; // in microseconds
/// So that a slow rate is not a wake-up for every byte.
constexpr std::chrono::milliseconds Step {10};
constexpr std::chrono::milliseconds Burst {100};

} // namespace

void Throttle::setRate(qint64 bytesPerSecond, Capture::Time now)
{
    if (bytesPerSecond == m_rate)
        return;
    m_rate = bytesPerSecond;
    m_allowed = 0;
    m_last = now;
}

qint64 Throttle::take(qint64 wanted, Capture::Time now)
{
    if (!isOn())
        return wanted;
    const auto burst = std::chrono::duration_cast<std::chrono::microseconds>(Burst);
    // One byte at least must fit, or nothing would ever go.
    const qint64 most = std::max(m_rate * burst.count(), Second);
    const qint64 passed = std::clamp<qint64>((now - m_last).count(), 0, 10 * Second);
    m_last = now;
    m_allowed = std::min(m_allowed + m_rate * passed, most);
    const qint64 taken = std::min(wanted, m_allowed / Second);
    m_allowed -= taken * Second;
    return taken;
}

Capture::Time Throttle::nextAt(Capture::Time now) const
{
    const qint64 forOne = std::max<qint64>(Second - m_allowed, 0) / std::max<qint64>(m_rate, 1);
    return now + std::max<std::chrono::microseconds>(std::chrono::microseconds(forOne), Step);
}

} // namespace Acting
