// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"

#include <span>
#include <vector>

/// Row numbers to record numbers, ascending. A run without holes from the first row on costs no
/// memory, other rows 8 bytes each.
class IdList
{
public:
    void clear();
    void assign(std::vector<Capture::Id> ids);
    /// \a first up to and including \a last; nothing if \a last is below \a first.
    void assignRun(Capture::Id first, Capture::Id last);
    /// Adds at the end; numbers that are not above the last one are left out. Returns how many
    /// were added.
    int append(std::span<const Capture::Id> ids);
    /// Adds one wherever it belongs. Returns its row.
    int insert(Capture::Id id);
    /// Takes \a count rows from \a row on away.
    void remove(int row, int count);
    /// How many of \a ids append() would add.
    int fresh(std::span<const Capture::Id> ids) const;

    int size() const;
    bool isEmpty() const { return size() == 0; }
    Capture::Id at(int row) const;
    Capture::Id last() const;
    /// The row of \a id, -1 if it has none.
    int rowOf(Capture::Id id) const;
    /// The first row whose number is \a id or above; size() if there is none.
    int lowerBound(Capture::Id id) const;

private:
    void unroll();

    Capture::Id m_first = 1; // of the run
    Capture::Id m_last = 0;
    std::vector<Capture::Id> m_ids; // instead of the run, if not empty
};
