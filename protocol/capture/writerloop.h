// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/advancebuilder.h"
#include "protocol/capture/losses.h"
#include "protocol/capture/writerthread.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace Capture {

/// What a WriterThread and its thread share, and what the thread does.
struct WriterLoop
{
    using Clock = std::chrono::steady_clock;
    using Item = Losses::Remains; // an ordinary batch has no losses

    WriterLoop(std::unique_ptr<RecordStore> recordStore, WriterOptions writerOptions,
               WriterThread::Tell tellAdvance);

    // Any thread, under the mutex.
    mutable std::mutex mutex;
    std::condition_variable work; // for the writer
    std::condition_variable room; // for push(), flush()
    std::deque<Item> queue;
    qint64 queued = 0;
    Losses pushLosses;
    quint64 flushAsked = 0;
    quint64 flushDone = 0;
    struct Copy
    {
        QString path;
        RecordStore::OldFile oldFile = RecordStore::OldFile::Keep;
        WriterThread::Done done;
    };
    std::deque<Copy> copies; // asked for
    bool isDropping = false; // push() does, for lack of room
    bool isStopping = false;
    bool isFinished = false;
    QString path;
    QString errorText;
    QString trouble;

    // The writer thread only (after its end: the one that stopped it).
    std::unique_ptr<RecordStore> store;
    const WriterOptions options;
    const WriterThread::Tell tell;
    AdvanceBuilder advance;
    struct Open // what was handed to the store, and what to go back to if that fails
    {
        Item item;
        std::optional<Totals> totals; // as they came
        Totals lostBefore;
        Id gapBefore = 0;
    };
    std::vector<Open> open; // in the open transaction
    qint64 openRows = 0;
    qint64 openBytes = 0;
    Clock::time_point openSince;
    Clock::time_point lastCommit;
    Clock::time_point lastTold;
    Clock::time_point lastDiskCheck;
    Clock::time_point retryAt;
    Losses losses; // of the writer: older than those of push()
    Totals lost; // of all losses that are written
    Id lastGap = 0;
    std::optional<Copy> copy; // under way
    Clock::time_point lastCopyStep;
    bool isFailing = false;
    GapRecord::Cause cause = GapRecord::Cause::WriteError;
    bool isCopying = false; // the copy is begun
    bool isLastTry = false; // stopping: nothing is tried again
    bool isFinishedWell = false;
    std::thread thread; // last: it uses all the others

    void run(); ///< the thread; returns some time after isStopping is set
    bool turn(std::unique_lock<std::mutex> &lock);
    bool hasWork() const;
    Clock::time_point deadline() const;
    Item takeItem();
    void writeItem(Item &&item);
    void commitIfDue(bool isQueueEmpty, bool now);
    void commit();
    void fail();
    void failFor(GapRecord::Cause why, const QString &words);
    void checkDisk();
    void retry();
    void tellIfDue(bool now);
    void beginCopy();
    void stepCopy();
    void finishCopy(const QString &error);
    void end();
    Time utcNow() const;
};

} // namespace Capture
