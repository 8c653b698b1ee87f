// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/askingtimes.h"

#include <algorithm>
#include <array>

namespace Rooms {

using namespace Capture;

void AskingTimes::update(const std::atomic_bool &cancelled)
{
    m_last = m_reader.exchangeFacts(
        m_last, cancelled, [this](std::span<const ExchangeFacts> exchanges) {
            for (const ExchangeFacts &exchange : exchanges) {
                if (exchange.isPolling && exchange.isGet)
                    m_times.emplace_back(exchange.id, exchange.requestStarted);
            }
        });
}

std::optional<Time> AskingTimes::of(const MessageRecord &message) const
{
    if (message.transport != Transport::Polling || message.exchange == 0)
        return std::nullopt;
    const auto found = std::lower_bound(
        m_times.begin(), m_times.end(), message.exchange,
        [](const std::pair<Id, Time> &known, Id wanted) { return known.first < wanted; });
    if (found != m_times.end() && found->first == message.exchange)
        return found->second;
    if (message.exchange <= m_last)
        return std::nullopt; // it was no GET
    const std::array ids {message.exchange};
    const std::vector<ExchangeRow> exchanges = m_reader.exchanges(ids);
    return exchanges.empty() ? std::nullopt : std::optional(exchanges.front().requestStarted);
}

} // namespace Rooms
