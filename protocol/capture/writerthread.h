// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advance.h"
#include "protocol/capture/recordstore.h"

#include <chrono>
#include <functional>
#include <memory>

namespace Capture {

/// How a WriterThread behaves. The functions exist so that tests need neither clock nor disk.
struct WriterOptions
{
    qint64 budget = qint64(64) << 20; ///< bytes of batches that may wait (RecordBatch::weight)
    std::chrono::milliseconds patience {2000}; ///< how long push() waits for room
    bool neverLose = false; ///< push() waits for ever, whatever stands in the way
    std::chrono::milliseconds commitAfter {250}; ///< the longest a transaction stays open
    qint64 commitRows = 16384; ///< and the most messages and frames in it
    std::chrono::milliseconds tellEvery {33}; ///< the shortest time between two advances
    std::chrono::milliseconds retryEvery {1000}; ///< after a failure or below the floor
    qint64 minFreeBytes = qint64(256) << 20; ///< the floor: nothing is recorded below it
    std::chrono::milliseconds checkDiskEvery {500};
    std::function<std::chrono::steady_clock::time_point()> now; ///< null: the steady clock
    std::function<Time()> utcNow; ///< null: the system's clock
    std::function<qint64(const QString &path)> freeBytes; ///< null: asks the file system
};

struct WriterLoop;

/// Owns the thread that writes a capture, and the bounded queue in front of it.
///
/// Batches are written in the order they were pushed. A transaction is committed when the queue is
/// empty, after WriterOptions::commitAfter or after WriterOptions::commitRows, so what was pushed
/// half a second ago survives the process.
///
/// What cannot be recorded is dropped and counted: a GapRecord says from when to when, why and how
/// much. Sources, connections, sessions and exchanges of dropped batches are kept, in their latest
/// state, and written with the gap. Dropped messages count in Totals::gapMessages and not in
/// Totals::messages.
class WriterThread
{
public:
    using Tell = std::function<void(Advance &&)>;
    using Done = std::function<void(const QString &error)>;

    /// Starts the thread. \a tell is called in it after commits and may be null.
    WriterThread(std::unique_ptr<RecordStore> store, WriterOptions options, Tell tell);
    /// Stops.
    ~WriterThread();
    Q_DISABLE_COPY_MOVE(WriterThread)

    /// Queues \a batch. When the queue is full it waits, for WriterOptions::patience at most; then
    /// the batch is dropped, and so are all that follow until the queue is half empty. One thread
    /// pushes.
    void push(RecordBatch &&batch);

    /// Queues what the user noted, whatever the queue holds and whether or not it drops; it comes
    /// back in an Advance. Any thread.
    void annotate(Remark remark);

    /// The same with guesses, in the place of those that were kept; they do not come back.
    void keepGuesses(const std::vector<MembershipRecord> &guesses);

    /// Bytes in the queue. Any thread.
    qint64 queuedBytes() const;
    /// True while batches are dropped. Any thread.
    bool isDropping() const;

    /// Copies the capture to \a path (replacing what is there) and goes on recording into the
    /// copy. Nothing is lost, and nobody waits for it. \a done is called in the writer thread;
    /// on an error (not empty) recording goes on where it was.
    void saveAs(const QString &path, RecordStore::OldFile oldFile, Done done);

    /// Returns when all that was pushed so far is committed, or dropped and counted, and told.
    void flush();

    /// Writes what is queued, finishes the file and ends the thread. Returns false, and why in
    /// errorText(), if that failed; what was committed is in the file all the same.
    /// Nothing may be pushed after it.
    bool stop();

    /// Why nothing is recorded at the moment; empty while all is well. Any thread.
    QString trouble() const;
    /// Of the last failure. Any thread.
    QString errorText() const;
    /// Where is recorded now. Any thread.
    QString path() const;

private:
    void add(RecordBatch &&batch);

    std::unique_ptr<WriterLoop> m_loop;
};

} // namespace Capture
