// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <atomic>

namespace Tap {

/// What a tap has done so far.
struct TapCounts
{
    quint64 accepted = 0;
    quint64 open = 0; ///< now
    quint64 failed = 0; ///< the target could not be reached, or TLS with it failed
    quint64 sentBytes = 0; ///< to the target
    quint64 receivedBytes = 0; ///< from the target
    quint64 acceptPauses = 0; ///< times that the system had no descriptor for a connection

    bool operator==(const TapCounts &other) const = default;
};

/// The same while it is counted: written in the net thread, read in any.
struct TapCounters
{
    std::atomic<quint64> accepted {0};
    std::atomic<quint64> open {0};
    std::atomic<quint64> failed {0};
    std::atomic<quint64> sentBytes {0};
    std::atomic<quint64> receivedBytes {0};
    std::atomic<quint64> acceptPauses {0};

    TapCounts read() const;
};

} // namespace Tap
