// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <limits>

namespace Capture {

/// Watches that numbers rise. In a damaged or hostile file a table can come out in any order and
/// without end, whatever the query says; reading stops where the order breaks.
class Ascending
{
public:
    explicit Ascending(qint64 after = std::numeric_limits<qint64>::min())
        : m_last(after)
    {
    }

    /// False if \a number is not above the one before.
    bool take(qint64 number)
    {
        if (number <= m_last)
            return false;
        m_last = number;
        return true;
    }

    qint64 last() const { return m_last; }

private:
    qint64 m_last;
};

} // namespace Capture
