// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/blobreader.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace Capture {

BlobReader::~BlobReader()
{
    close();
}

bool BlobReader::prepare(sqlite3 *database)
{
    m_database = database;
    return m_pieces.prepare(database,
                            "SELECT id, start FROM spill_piece WHERE spill = ?1 AND start >= "
                            "coalesce((SELECT max(start) FROM spill_piece WHERE spill = ?1 AND "
                            "start <= ?2), 0) ORDER BY start");
}

QByteArray BlobReader::read(const char *table, qint64 row, Id spill, qint64 offset, qint64 length)
{
    QByteArray bytes;
    if (offset < 0 || length <= 0)
        return bytes;
    length = std::min<qint64>(length, std::numeric_limits<int>::max() / 2);
    if (!open(table, row))
        return bytes;
    const qint64 firstSize = sqlite3_blob_bytes(m_blob);
    append(bytes, offset, length);
    const qint64 from = std::max<qint64>(0, offset - firstSize);
    if (spill == 0 || bytes.size() >= length)
        return bytes;
    // Pieces stand without holes; where one is missing the content ends.
    m_pieces.bind(spill).bind(from);
    qint64 expected = -1;
    while (bytes.size() < length && m_pieces.step()) {
        const qint64 start = m_pieces.integer(1);
        if (expected >= 0 ? start != expected : start > from)
            break;
        if (!open("spill_piece", m_pieces.integer(0)))
            break;
        const qint64 size = sqlite3_blob_bytes(m_blob);
        append(bytes, std::max<qint64>(0, from - start), length - bytes.size());
        if (size == 0)
            break;
        expected = start + size;
    }
    m_pieces.reset();
    return bytes;
}

bool BlobReader::open(const char *table, qint64 row)
{
    if (m_blob != nullptr && m_table == table) {
        if (sqlite3_blob_reopen(m_blob, row) == SQLITE_OK)
            return true;
    }
    close();
    m_table = table;
    return sqlite3_blob_open(m_database, "main", table, "data", row, 0, &m_blob) == SQLITE_OK;
}

void BlobReader::append(QByteArray &bytes, qint64 offset, qint64 length)
{
    const qint64 size = std::min(length, sqlite3_blob_bytes(m_blob) - offset);
    if (size <= 0)
        return;
    const qsizetype before = bytes.size();
    bytes.resize(before + size);
    if (sqlite3_blob_read(m_blob, bytes.data() + before, static_cast<int>(size),
                          static_cast<int>(offset))
        != SQLITE_OK)
        bytes.resize(before);
}

void BlobReader::close()
{
    sqlite3_blob_close(std::exchange(m_blob, nullptr));
    m_table = nullptr;
}

} // namespace Capture
