// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/rowwalk.h"

#include <atomic>
#include <functional>
#include <vector>

namespace Capture {

/// What a value of the type \a Row is made of.
template<typename Row>
struct RowShape
{
    QByteArray table;
    QByteArray columns;
    std::function<Row(Id, RowWalk::Values)> read;
};

/// Reads the rows of a table as values, in portions. One object a database.
template<typename Row>
class RowReader
{
public:
    RowReader(sqlite3 *database, RowShape<Row> shape)
        : m_read(std::move(shape.read))
        , m_walk(database, shape.table, shape.columns,
                 [this](Id id, RowWalk::Values values) { m_rows.push_back(m_read(id, values)); })
    {
    }

    bool prepare() { return m_walk.prepare(); }

    /// Hands \a found the rows above \a after. Stops when \a cancelled becomes true, at the end,
    /// and where the file is broken: \a isGood becomes false then. Returns the last number looked
    /// at.
    Id read(Id after, const std::atomic_bool &cancelled,
            const std::function<void(std::span<const Row>)> &found, bool *isGood)
    {
        auto step = RowWalk::Step::Rows;
        while (step == RowWalk::Step::Rows && !cancelled.load(std::memory_order_relaxed)) {
            m_rows.clear();
            step = m_walk.step(after);
            if (!m_rows.empty())
                found(m_rows);
        }
        *isGood = step != RowWalk::Step::Broken;
        return after;
    }

private:
    std::function<Row(Id, RowWalk::Values)> m_read;
    std::vector<Row> m_rows;
    RowWalk m_walk;
};

} // namespace Capture
