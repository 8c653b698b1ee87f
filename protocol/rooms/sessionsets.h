// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <QHash>

#include <vector>

namespace Rooms {

/// Sets of sessions, numbered from 0 as they are met: each is kept once.
class SessionSets
{
public:
    /// \a sessions ascend.
    quint32 number(std::vector<Capture::Id> sessions);
    const std::vector<Capture::Id> &at(quint32 number) const { return m_sets[number]; }
    std::size_t size() const { return m_sets.size(); }

private:
    std::vector<std::vector<Capture::Id>> m_sets;
    QMultiHash<size_t, quint32> m_numbers; // by the hash of what is in them
};

/// How many are in both of two sets.
std::size_t common(const std::vector<Capture::Id> &one, const std::vector<Capture::Id> &other);
/// How alike they are: those in both, of those in any; 0 to 1.
double likeness(const std::vector<Capture::Id> &one, const std::vector<Capture::Id> &other);

} // namespace Rooms
