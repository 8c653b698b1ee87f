// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/statement.h"
#include "protocol/capture/storereader.h"

namespace Capture {

/// Finds the numbers of rows by what stands in the narrow tables alone, for
/// SqliteStoreReader::choose(), which says the rest.
///
/// It goes through the numbers in steps, and a statement is open only within one. Where there is
/// an index for it (in a finished file: messages of a session) a step costs next to nothing.
class RowChooser
{
public:
    explicit RowChooser(sqlite3 *database)
        : m_database(database)
    {
    }

    /// False if the file broke.
    bool begin(StoreReader::Rows rows, const StoreReader::Choice &choice);
    /// Puts the numbers above \a after of one step, \a last at most, into \a ids, and \a after to
    /// the end of the step. False if the file broke.
    bool step(Id &after, Id last, std::vector<Id> &ids);

private:
    sqlite3 *m_database;
    Statement m_chosen;
    Statement m_next;
    qint64 m_owner = 0; // what is bound: a session or a source, 0: neither
};

} // namespace Capture
