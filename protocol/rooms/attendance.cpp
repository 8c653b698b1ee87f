// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/attendance.h"

#include <algorithm>

namespace Rooms {

using Capture::Id;
using Capture::Time;

void Attendance::come(const Scope &scope, Id session, Time time, std::optional<Time> end)
{
    Seats &seats = m_scopes[scope];
    if (seats.ends.contains(session))
        return;
    seats.ends.insert(session, end);
    seats.came.push_back(time);
    if (end)
        seats.went.push_back(std::max(*end, time));
    seats.isSorted = false;
}

void Attendance::go(const Scope &scope, Id session, Time time)
{
    const auto found = m_scopes.find(scope);
    if (found == m_scopes.end() || !found->ends.contains(session))
        return;
    const std::optional<Time> end = found->ends.take(session);
    if (end) { // earlier than was thought
        const auto known = std::find(found->went.begin(), found->went.end(), *end);
        if (known != found->went.end())
            *known = std::min(time, *end);
    } else {
        found->went.push_back(time);
    }
    found->isSorted = false;
}

void Attendance::end(Id session, Time time)
{
    for (Seats &seats : m_scopes) {
        const auto found = seats.ends.find(session);
        if (found == seats.ends.end() || *found)
            continue;
        *found = time;
        seats.went.push_back(time);
        seats.isSorted = false;
    }
}

bool Attendance::isThere(const Scope &scope, Id session) const
{
    const auto found = m_scopes.constFind(scope);
    return found != m_scopes.constEnd() && found->ends.contains(session);
}

std::size_t Attendance::countAt(const Scope &scope, Time time)
{
    const auto found = m_scopes.find(scope);
    if (found == m_scopes.end())
        return 0;
    if (!found->isSorted) {
        std::sort(found->came.begin(), found->came.end());
        std::sort(found->went.begin(), found->went.end());
        found->isSorted = true;
    }
    const auto until = [time](const std::vector<Time> &times) {
        return std::upper_bound(times.begin(), times.end(), time) - times.begin();
    };
    return static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, until(found->came) - until(found->went)));
}

} // namespace Rooms
