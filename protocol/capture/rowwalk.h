// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/ascending.h"
#include "protocol/capture/statement.h"
#include "protocol/capture/types.h"

#include <QByteArray>

#include <functional>
#include <span>

struct sqlite3_context;
struct sqlite3_value;

namespace Capture {

/// Goes through the rows of a table in the order of their numbers, in steps; a statement is open
/// only within one.
///
/// SQLite hands the values of each row to a function of ours: that takes half the time of asking
/// for them one by one. One object a database, and no longer than that.
class RowWalk
{
public:
    using Values = std::span<sqlite3_value *const>;

    /// Hands \a columns of each row of \a table, in their order and without its number, to \a take.
    RowWalk(sqlite3 *database, QByteArray table, QByteArray columns,
            std::function<void(Id, Values)> take);
    Q_DISABLE_COPY_MOVE(RowWalk)
    ~RowWalk() = default;

    /// False if the database has the words why not.
    bool prepare();
    enum class Step { Rows, End, Broken };
    /// Takes the next rows above \a after, and puts \a after to the last of them. Broken: the file
    /// is; what came before the break was taken.
    Step step(Id &after);

private:
    static void takeRow(sqlite3_context *context, int count, sqlite3_value **values);
    bool readFrom(Id after);

    sqlite3 *m_database;
    QByteArray m_table;
    QByteArray m_columns;
    std::function<void(Id, Values)> m_take;
    Statement m_rows;
    Statement m_next;
    Ascending m_order;
    bool m_hasTaken = false;
};

} // namespace Capture
