// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/sessionsets.h"

#include <utility>

namespace Rooms {

using Capture::Id;

quint32 SessionSets::number(std::vector<Id> sessions)
{
    const size_t hash = qHashRange(sessions.begin(), sessions.end());
    for (auto at = m_numbers.constFind(hash); at != m_numbers.constEnd() && at.key() == hash;
         ++at) {
        if (m_sets[*at] == sessions)
            return *at;
    }
    const auto number = static_cast<quint32>(m_sets.size());
    m_sets.push_back(std::move(sessions));
    m_numbers.insert(hash, number);
    return number;
}

std::size_t common(const std::vector<Id> &one, const std::vector<Id> &other)
{
    std::size_t count = 0;
    auto there = other.begin();
    for (const Id id : one) {
        while (there != other.end() && *there < id)
            ++there;
        if (there != other.end() && *there == id)
            ++count;
    }
    return count;
}

double likeness(const std::vector<Id> &one, const std::vector<Id> &other)
{
    const std::size_t both = common(one, other);
    const std::size_t any = one.size() + other.size() - both;
    return any == 0 ? 1 : static_cast<double>(both) / static_cast<double>(any);
}

} // namespace Rooms
