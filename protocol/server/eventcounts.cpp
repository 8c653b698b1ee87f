// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/eventcounts.h"

#include "protocol/socketio/compose.h"

#include <algorithm>

namespace Server {

void EventCounts::add(qint64 time, QByteArrayView type, qint64 count, QByteArrayView subType)
{
    constexpr qint64 Second = 1000;
    const qint64 second = time - time % Second;
    // The newest are looked at first: there are few in a second.
    const auto found = std::find_if(m_counts.rbegin(), m_counts.rend(), [&](const Count &other) {
        return other.second == second && other.type == type && other.subType == subType;
    });
    if (found != m_counts.rend())
        found->count += count;
    else
        m_counts.push_back({second, type.toByteArray(), subType.toByteArray(), count});
}

QByteArray EventCounts::take()
{
    QByteArray json = "[";
    for (const Count &count : m_counts) {
        if (json.size() > 1)
            json += ',';
        json += R"({"timestamp":)" + QByteArray::number(count.second) + R"(,"type":)"
            + SocketIo::jsonString(count.type);
        if (!count.subType.isEmpty())
            json += R"(,"subType":)" + SocketIo::jsonString(count.subType);
        json += R"(,"count":)" + QByteArray::number(count.count) + '}';
    }
    clear();
    return json + ']';
}

} // namespace Server
