// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <vector>

namespace Rooms {

/// How many sessions were connected to a namespace when.
class Attendance
{
public:
    using Scope = std::pair<quint32, QByteArray>; ///< source and namespace

    /// \a session is there from \a time on, until \a end if that is known. What is said again of a
    /// session that is there changes nothing.
    void come(const Scope &scope, Capture::Id session, Capture::Time time,
              std::optional<Capture::Time> end);
    /// It disconnects from the namespace.
    void go(const Scope &scope, Capture::Id session, Capture::Time time);
    /// It ends, and is nowhere any more. What was known of that already stays so.
    void end(Capture::Id session, Capture::Time time);

    bool isThere(const Scope &scope, Capture::Id session) const;
    std::size_t countAt(const Scope &scope, Capture::Time time);

private:
    struct Seats
    {
        QHash<Capture::Id, std::optional<Capture::Time>> ends; // of those that are there
        std::vector<Capture::Time> came;
        std::vector<Capture::Time> went;
        bool isSorted = true;
    };

    QHash<Scope, Seats> m_scopes;
};

} // namespace Rooms
