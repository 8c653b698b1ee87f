// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/client/clientoptions.h"

#include <optional>

namespace Client {

/// How long to wait before each attempt to connect again, by the formula of socket.io-client (its
/// copy of backo2). Pure: the random number is a parameter.
class Backoff
{
public:
    explicit Backoff(const Reconnection &reconnection)
        : m_reconnection(reconnection)
    {
    }

    /// The delay before the next attempt; \a random is at least 0 and below 1. Nothing when there
    /// is to be none: reconnection is off or all attempts are used up.
    std::optional<std::chrono::milliseconds> next(double random);
    /// A connection was made: the next delay is the first again.
    void reset() { m_attempts = 0; }

    /// Delays given since the last reset().
    int attempts() const { return m_attempts; }

private:
    Reconnection m_reconnection;
    int m_attempts = 0;
};

} // namespace Client
