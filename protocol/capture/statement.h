// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/types.h"
#include "protocol/problem.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <span>

struct sqlite3;
struct sqlite3_stmt;

namespace Capture {

/// One prepared statement, kept for as long as its database.
///
/// Where SQLite::Statement throws and copies, this one returns and binds in place: text with a
/// length, and bytes that must live until run() or the last step(). Parameters are bound in order.
///
///     insert.bind(id).bindText(name);
///     if (!insert.run()) …
class Statement
{
public:
    Statement() = default;
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    /// False if \a sql does not compile; the database has the words.
    bool prepare(sqlite3 *database, const char *sql);
    bool isPrepared() const { return m_statement != nullptr; }

    // The next parameter.
    Statement &bind(qint64 value);
    Statement &bindNull();
    Statement &bindId(Id id); ///< NULL for 0
    Statement &bindFrom(qint64 value, qint64 none); ///< NULL for \a none
    Statement &bindTime(Time time);
    Statement &bindTime(const std::optional<Time> &time);
    Statement &bindText(QByteArrayView text); ///< NULL if empty, BLOB if not UTF-8
    Statement &bindContent(QByteArrayView bytes); ///< TEXT if UTF-8 without NUL, else BLOB
    Statement &bindBlob(QByteArrayView bytes);
    Statement &bindProblems(const Problems &problems); ///< codes joined by commas, NULL if none

    /// Executes, and is ready to be bound again.
    bool run();
    /// The next row. After the last one (or an error) false, and ready to be bound again.
    bool step();
    /// Lets go of the rows that are left.
    void reset();
    /// The last step() or run() ended in an error, not in the end of the rows.
    bool hasFailed() const { return m_hasFailed; }

    // Of the row that step() found. NULL and values of another type come as zero or nothing.
    bool isNull(int column) const;
    qint64 integer(int column) const;
    qint64 integerOr(int column, qint64 none) const;
    Time time(int column) const;
    std::optional<Time> optionalTime(int column) const;
    QByteArray bytes(int column) const; ///< of TEXT and BLOB
    QByteArrayView view(int column) const; ///< until the next step() or reset()
    Problems problems(int column) const;

private:
    sqlite3_stmt *m_statement = nullptr;
    QByteArray m_codes; // bound problems
    int m_bound = 0;
    bool m_hasFailed = false;
};

/// "INSERT OR REPLACE INTO name VALUES(?,?,…)" for \a columns values.
QByteArray insertInto(const char *table, int columns);

} // namespace Capture
