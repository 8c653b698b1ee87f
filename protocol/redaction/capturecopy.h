// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/redaction/redactedreader.h"

struct sqlite3;
struct sqlite3_stmt;

namespace Redaction {

/// Writes a new capture that is another one without the secrets of a plan: the same rows with the
/// same numbers, times, sizes and notes.
///
/// Nobody records into it meanwhile. It never changes a file in place, so that no page of the file
/// has anything left of what was there. What it wrote is searched for every secret, and is removed
/// if one is found.
class CaptureCopy
{
public:
    CaptureCopy(QString source, std::shared_ptr<const Plan> plan);

    /// Called now and then with what has been done, in thousandths. May be null.
    std::function<void(int)> onProgress;

    /// Writes the copy to \a target, which it replaces when all is in place. False, and a sentence
    /// for the user in \a error (none if it was cancelled): nothing is left behind, and what was
    /// at \a target is as it was.
    bool write(const QString &target, const std::atomic_bool &cancelled, QString *error);

private:
    /// The content that goes on in pieces.
    struct Spilled
    {
        char table = 0; ///< m payload, a attachment, x exchange_part
        Capture::Id id = 0;
        int number = 0;
        qint64 firstBytes = 0; ///< before the first piece
        bool isGone = false; ///< it is whole now
    };

    bool copyAll(const QString &target, const std::atomic_bool &cancelled, QString *error);
    bool copyTable(sqlite3 *from, sqlite3 *to, const QByteArray &table,
                   const std::atomic_bool &cancelled);
    bool readSpilled(sqlite3 *from);
    bool bindRow(sqlite3_stmt *row, sqlite3_stmt *insert, const QByteArray &table, bool *isWanted);
    bool bindPart(sqlite3_stmt *row, sqlite3_stmt *insert);
    QByteArray bytesFor(sqlite3_stmt *row, int column, const QByteArray &table,
                        const QByteArray &name);
    QByteArray contentAt(const Spilled &content, qint64 offset, qint64 length);
    void tell(qint64 rows);

    const QString m_source;
    const std::shared_ptr<const Plan> m_plan;
    std::unique_ptr<RedactedReader> m_reader;
    QHash<Capture::Id, Spilled> m_spilled; // by the number of their pieces
    qint64 m_rows = 0; // of all tables
    qint64 m_done = 0;
    int m_told = -1;
};

} // namespace Redaction
