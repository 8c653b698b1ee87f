// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/ascending.h"
#include "protocol/capture/statement.h"
#include "protocol/capture/storereader.h"

struct sqlite3_context;
struct sqlite3_value;

namespace Capture {

/// Reads what an overview counts of messages, for SqliteStoreReader::timeline(), which says the
/// rest.
///
/// It goes through the narrow table in steps, and a statement is open only within one. SQLite hands
/// the values of each row to a function of ours: that takes half the time of asking for them one by
/// one. One object a database, and no longer than that.
class TickReader
{
public:
    explicit TickReader(sqlite3 *database)
        : m_database(database)
    {
    }
    Q_DISABLE_COPY_MOVE(TickReader)
    ~TickReader() = default;

    /// False if the database has the words why not.
    bool prepare();
    /// Puts the next messages above \a after into ticks(), none at the end, and \a after to the
    /// last of them. False if the file broke; ticks() holds those before the break.
    bool step(Id &after);
    const std::vector<MessageTick> &ticks() const { return m_ticks; }

private:
    static void takeRow(sqlite3_context *context, int count, sqlite3_value **values);
    bool readFrom(Id after);

    sqlite3 *m_database;
    Statement m_rows;
    Statement m_next;
    std::vector<MessageTick> m_ticks;
    Ascending m_order;
};

} // namespace Capture
