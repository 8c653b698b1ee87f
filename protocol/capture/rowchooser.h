// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/rowcandidate.h"
#include "protocol/capture/storereader.h"

#include <atomic>

namespace Capture {

/// Finds the numbers of rows for SqliteStoreReader::choose(), which says the rest.
///
/// It goes through the numbers in steps, and a statement is open only within one. Where there is
/// an index for it (in a finished file: messages of a session) a step costs next to nothing.
/// Contents are read only for a condition that wants to see them.
class RowChooser
{
public:
    RowChooser(sqlite3 *database, BlobReader &blobs)
        : m_database(database)
        , m_blobs(blobs)
        , m_candidate(m_chosen, blobs)
    {
    }

    /// False if the file broke. \a choice outlives the steps.
    bool begin(StoreReader::Rows rows, const StoreReader::Choice &choice);
    /// Puts the numbers above \a after of one step, \a last at most, into \a ids, and \a after to
    /// where it has looked. False if the file broke.
    bool step(Id &after, Id last, const std::atomic_bool &cancelled, std::vector<Id> &ids);

private:
    bool hasLabels();
    bool look(Id after, Id &end, const std::atomic_bool &cancelled, std::vector<Id> &ids);

    sqlite3 *m_database;
    BlobReader &m_blobs;
    Statement m_chosen;
    Statement m_next;
    RowCandidate m_candidate; // the row of m_chosen
    const Condition *m_condition = nullptr;
};

} // namespace Capture
