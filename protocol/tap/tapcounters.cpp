// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/tapcounters.h"

namespace Tap {

TapCounts TapCounters::read() const
{
    return {.accepted = accepted.load(std::memory_order_relaxed),
            .open = open.load(std::memory_order_relaxed),
            .failed = failed.load(std::memory_order_relaxed),
            .sentBytes = sentBytes.load(std::memory_order_relaxed),
            .receivedBytes = receivedBytes.load(std::memory_order_relaxed),
            .acceptPauses = acceptPauses.load(std::memory_order_relaxed)};
}

} // namespace Tap
