// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Net {

using Time = std::chrono::sys_time<std::chrono::microseconds>;

/// The time of day that never goes back: read once at construction, then carried on by the steady
/// clock. Times of one capture come from one Clock. Safe in every thread.
class Clock
{
public:
    Clock();

    /// UTC now.
    Time now() const;

private:
    std::chrono::system_clock::time_point m_utcAtStart;
    std::chrono::steady_clock::time_point m_steadyAtStart;
};

} // namespace Net
