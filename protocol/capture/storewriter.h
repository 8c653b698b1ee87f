// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/recordstore.h"

#include <memory>

namespace Capture {

/// Writes one capture file. docs/capture-format.md describes what it writes.
///
/// Rows are appended in the order of their numbers and no index is kept while recording. Sources,
/// connections, sessions and exchanges replace what was written of them before. A file that is
/// being written has a -wal beside it and can be read by a StoreReader in any process.
class StoreWriter : public RecordStore
{
public:
    /// Makes a new file at \a path. Null, and why in \a error, if there is one already or it
    /// cannot be made.
    static std::unique_ptr<StoreWriter> create(const QString &path, QString *error);
    /// Opens the capture at \a path to record on, or to finish it after a crash.
    static std::unique_ptr<StoreWriter> append(const QString &path, QString *error);

    /// Commits and closes, without the work of finish().
    ~StoreWriter() override;
    Q_DISABLE_COPY_MOVE(StoreWriter)

    bool write(const RecordBatch &batch) override;
    bool commit() override;
    bool finish() override;
    bool beginCopy(const QString &path, OldFile oldFile) override;
    CopyState stepCopy(std::chrono::milliseconds budget) override;
    Failure failure() const override;
    QString errorText() const override;
    QString path() const override;
    Id lastGapId() const override;
    qint64 fileBytes() const override;

    /// The highest numbers in the file, for recording on.
    struct LastIds
    {
        quint32 source = 0;
        Id connection = 0;
        Id session = 0;
        Id exchange = 0;
        Id frame = 0;
        Id message = 0;
        Id spill = 0;
        Id problem = 0;
        Id gap = 0;
    };
    LastIds lastIds();

private:
    class Private;
    explicit StoreWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace Capture
