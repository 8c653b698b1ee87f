// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QString>

namespace Capture {

/// Where the writer thread puts records: one capture file, or a test's stand-in for one.
///
/// Synchronous; used by one thread at a time. Everything between two commits stands or falls
/// together: after a failure nothing since the last commit() is in the file, and the store is
/// ready for the next batch.
class RecordStore
{
public:
    enum class Failure : quint8 { None, DiskFull, WriteError };
    /// What becomes of the file that was written so far once a copy is complete.
    enum class OldFile : quint8 { Keep, Remove };
    enum class CopyState : quint8 { None, Running, Done, Failed };

    virtual ~RecordStore() = default;
    Q_DISABLE_COPY_MOVE(RecordStore)

    /// Adds \a batch to the open transaction; begins one if there is none.
    virtual bool write(const RecordBatch &batch) = 0;
    /// Makes everything written so far last, also past the death of this process.
    virtual bool commit() = 0;
    /// Commits, builds the indexes and leaves one plain file behind. Nothing can be written after.
    virtual bool finish() = 0;

    /// Begins to copy the capture to \a path. Writing may go on; each stepCopy() moves a part.
    /// When the copy is complete, it is what is written from then on.
    virtual bool beginCopy(const QString &path, OldFile oldFile) = 0;
    /// Copies on for about \a budget. Call it between transactions.
    virtual CopyState stepCopy(std::chrono::milliseconds budget) = 0;

    /// Of the last call that failed.
    virtual Failure failure() const = 0;
    virtual QString errorText() const = 0;
    virtual QString path() const = 0;
    /// The highest number of a gap in the file as it was opened.
    virtual Id lastGapId() const = 0;
    /// Of the file and its -wal.
    virtual qint64 fileBytes() const = 0;

protected:
    RecordStore() = default;
};

} // namespace Capture
