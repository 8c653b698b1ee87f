// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/compare/wirelog.h"

#include <utility>

namespace Compare {

void WireLog::record(Capture::WireEvent &&event)
{
    if (const auto *bytes = std::get_if<Capture::WireBytes>(&event))
        m_bytes += bytes->bytes.size();
    ++m_count;
    m_events.push_back(std::move(event));
}

std::vector<Capture::WireEvent> WireLog::take()
{
    m_bytes = 0;
    return std::exchange(m_events, {});
}

} // namespace Compare
