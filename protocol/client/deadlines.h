// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace Client {

/// Which ack must be there by when. Pure: time is a parameter.
class Deadlines
{
public:
    using Time = std::chrono::steady_clock::time_point;

    void add(quint64 tag, Time time) { m_tags.emplace(time, tag); }

    /// The next one, nothing if there is none. Of an ack that is there by now it may be, too.
    std::optional<Time> next() const
    {
        return m_tags.empty() ? std::nullopt : std::optional(m_tags.begin()->first);
    }

    /// Those that are over.
    std::vector<quint64> takeDue(Time now)
    {
        std::vector<quint64> due;
        const auto end = m_tags.upper_bound(now);
        for (auto tag = m_tags.begin(); tag != end; ++tag)
            due.push_back(tag->second);
        m_tags.erase(m_tags.begin(), end);
        return due;
    }

private:
    std::multimap<Time, quint64> m_tags;
};

} // namespace Client
