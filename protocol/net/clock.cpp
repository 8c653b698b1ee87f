// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/clock.h"

namespace Net {

Clock::Clock()
    : m_utcAtStart(std::chrono::system_clock::now())
    , m_steadyAtStart(std::chrono::steady_clock::now())
{
}

Time Clock::now() const
{
    const auto elapsed = std::chrono::steady_clock::now() - m_steadyAtStart;
    return std::chrono::time_point_cast<std::chrono::microseconds>(m_utcAtStart + elapsed);
}

} // namespace Net
