// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/statement.h"

#include <QByteArray>

struct sqlite3;
struct sqlite3_blob;

namespace Capture {

/// Reads parts of long values without loading the whole of them.
///
/// It keeps one blob open to move from row to row quickly; close() it before the reader's caller
/// gets control back, because an open blob holds a read transaction.
class BlobReader
{
public:
    BlobReader() = default;
    ~BlobReader();
    Q_DISABLE_COPY_MOVE(BlobReader)

    bool prepare(sqlite3 *database);

    /// Bytes of a content whose first part is the column data of the row \a row of \a table (a
    /// literal), and the rest the pieces of \a spill. Fewer than \a length at its end.
    QByteArray read(const char *table, qint64 row, Id spill, qint64 offset, qint64 length);

    void close();

private:
    bool open(const char *table, qint64 row);
    void append(QByteArray &bytes, qint64 offset, qint64 length);

    sqlite3 *m_database = nullptr;
    sqlite3_blob *m_blob = nullptr;
    const char *m_table = nullptr; // of m_blob
    Statement m_pieces;
};

} // namespace Capture
