// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/writerloop.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <utility>

namespace Capture {

namespace {

constexpr auto CopyStep = std::chrono::milliseconds(50);

} // namespace

WriterLoop::WriterLoop(std::unique_ptr<RecordStore> recordStore, WriterOptions writerOptions,
                       WriterThread::Tell tellAdvance)
    : path(recordStore->path())
    , store(std::move(recordStore))
    , options(std::move(writerOptions))
    , tell(std::move(tellAdvance))
    , lastGap(store->lastGapId())
{
}

Time WriterLoop::utcNow() const
{
    if (options.utcNow)
        return options.utcNow();
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
}

void WriterLoop::run()
{
    std::unique_lock lock(mutex);
    while (turn(lock)) { }
    lock.unlock();
    end();
    lock.lock();
    isFinished = true;
    room.notify_all();
}

/// Under the mutex.
bool WriterLoop::hasWork() const
{
    const bool mayTake = !(isFailing && options.neverLose);
    return (!queue.empty() && mayTake) || isStopping || copy || (!copies.empty() && !isFailing)
        || (flushAsked != flushDone && (queue.empty() || mayTake));
}

/// When to wake up if there is no work before.
WriterLoop::Clock::time_point WriterLoop::deadline() const
{
    Clock::time_point at = Clock::time_point::max();
    if (!open.empty())
        at = std::min(lastCommit + options.tellEvery, openSince + options.commitAfter);
    if (!advance.isEmpty())
        at = std::min(at, lastTold + options.tellEvery);
    if (isFailing)
        at = std::min(at, retryAt);
    return at;
}

/// Waits for something to do and does it. False at the end.
bool WriterLoop::turn(std::unique_lock<std::mutex> &lock)
{
    const Clock::time_point until = deadline();
    const auto ready = [this] { return hasWork(); };
    if (until == Clock::time_point::max())
        work.wait(lock, ready);
    else
        work.wait_until(lock, until, ready);

    const bool isEnding = isStopping;
    if (!copy && !copies.empty() && !isFailing) {
        copy = std::move(copies.front());
        copies.pop_front();
    }
    const bool beginsCopy = copy && !isCopying;
    lock.unlock();
    checkDisk();
    if (isFailing && (Clock::now() >= retryAt || (isEnding && !isLastTry)))
        retry();
    isLastTry = isEnding;
    if (beginsCopy)
        beginCopy();

    lock.lock();
    std::optional<Item> item;
    if (!queue.empty() && !(isFailing && options.neverLose && !isLastTry))
        item = takeItem();
    const bool isQueueEmpty = queue.empty();
    const quint64 flush = flushAsked;
    lock.unlock();
    if (item)
        writeItem(std::move(*item));
    const bool isFlushing = flush != flushDone && isQueueEmpty;
    commitIfDue(isQueueEmpty, isFlushing);
    tellIfDue(isFlushing);
    if (copy && (isQueueEmpty || Clock::now() >= lastCopyStep + CopyStep))
        stepCopy();

    lock.lock();
    if (isFlushing) {
        flushDone = flush;
        room.notify_all();
    }
    return !(isStopping && queue.empty() && !copy && (copies.empty() || isFailing));
}

/// Takes the oldest batch, under the mutex.
WriterLoop::Item WriterLoop::takeItem()
{
    Item item = std::move(queue.front());
    queue.pop_front();
    queued -= item.batch.weight;
    if (isDropping && queued <= options.budget / 2) {
        isDropping = false;
        // Behind what waits: it tells what came later.
        Item remains = pushLosses.take(utcNow());
        queued += remains.batch.weight;
        queue.push_back(std::move(remains));
    }
    room.notify_all();
    return item;
}

void WriterLoop::writeItem(Item &&item)
{
    if (isFailing) {
        losses.drop(std::move(item), cause, utcNow());
        return;
    }
    if (open.empty())
        openSince = Clock::now();
    openRows += std::ssize(item.batch.messages) + std::ssize(item.batch.frames);
    openBytes += item.batch.weight;
    const std::optional<Totals> totals = item.batch.totals;
    open.push_back({std::move(item), totals, lost, lastGap});
    Item &last = open.back().item;
    accumulate(lost, last.lost, 1);
    for (GapRecord &gap : last.batch.gaps)
        gap.id = ++lastGap;
    if (last.batch.totals)
        settle(*last.batch.totals, lost);
    if (!store->write(last.batch))
        fail();
}

void WriterLoop::commitIfDue(bool isQueueEmpty, bool now)
{
    if (open.empty())
        return;
    const Clock::time_point time = Clock::now();
    const bool isIdle = isQueueEmpty && time >= lastCommit + options.tellEvery;
    if (now || isIdle || time >= openSince + options.commitAfter || openRows >= options.commitRows
        || openBytes >= options.budget / 4)
        commit();
}

void WriterLoop::commit()
{
    if (open.empty())
        return;
    if (!store->commit()) {
        fail();
        return;
    }
    for (const Open &written : open)
        advance.add(written.item.batch);
    open.clear();
    openRows = 0;
    openBytes = 0;
    lastCommit = Clock::now();
}

void WriterLoop::fail()
{
    failFor(store->failure() == RecordStore::Failure::DiskFull ? GapRecord::Cause::DiskFull
                                                               : GapRecord::Cause::WriteError,
            store->errorText());
}

/// Nothing of the open transaction is in the file.
void WriterLoop::failFor(GapRecord::Cause why, const QString &words)
{
    isFailing = true;
    cause = why;
    retryAt = Clock::now() + options.retryEvery;
    std::vector<Open> again = std::move(open);
    open.clear();
    openRows = 0;
    openBytes = 0;
    if (!again.empty()) {
        lost = again.front().lostBefore;
        lastGap = again.front().gapBefore;
    }
    for (Open &unwritten : again)
        unwritten.item.batch.totals = unwritten.totals;
    const std::scoped_lock lock(mutex);
    errorText = words;
    trouble = words;
    if (!options.neverLose || isLastTry) {
        for (Open &unwritten : again)
            losses.drop(std::move(unwritten.item), cause, utcNow());
        return;
    }
    std::for_each(again.rbegin(), again.rend(), [this](Open &unwritten) {
        queued += unwritten.item.batch.weight;
        queue.push_front(std::move(unwritten.item));
    });
}

void WriterLoop::checkDisk()
{
    const Clock::time_point now = Clock::now();
    if (isFailing || now < lastDiskCheck + options.checkDiskEvery)
        return;
    lastDiskCheck = now;
    const qint64 free = options.freeBytes
        ? options.freeBytes(store->path())
        : QStorageInfo(QFileInfo(store->path()).absolutePath()).bytesAvailable();
    if (free < 0 || free >= options.minFreeBytes)
        return;
    commit();
    if (!isFailing)
        failFor(GapRecord::Cause::DiskFull, QStringLiteral("the disk is nearly full"));
}

/// Looks whether writing works again: with the record of what was lost.
void WriterLoop::retry()
{
    isFailing = false;
    lastDiskCheck = {};
    checkDisk();
    if (!isFailing && !losses.isEmpty()) {
        writeItem(losses.take(utcNow()));
        commit();
    }
    if (!isFailing) {
        const std::scoped_lock lock(mutex);
        trouble.clear();
    }
}

void WriterLoop::tellIfDue(bool now)
{
    const Clock::time_point time = Clock::now();
    if (advance.isEmpty() || (!now && time < lastTold + options.tellEvery))
        return;
    lastTold = time;
    Advance news = advance.take();
    news.fileBytes = store->fileBytes();
    if (tell)
        tell(std::move(news));
}

void WriterLoop::beginCopy()
{
    commit();
    isCopying = store->beginCopy(copy->path, copy->oldFile);
    if (!isCopying)
        finishCopy(store->errorText());
}

void WriterLoop::stepCopy()
{
    commit();
    const RecordStore::CopyState state = store->stepCopy(CopyStep);
    lastCopyStep = Clock::now();
    if (state == RecordStore::CopyState::Running)
        return;
    if (state == RecordStore::CopyState::Done) {
        {
            const std::scoped_lock lock(mutex);
            path = store->path();
        }
        finishCopy({});
    } else {
        finishCopy(store->errorText());
    }
}

void WriterLoop::finishCopy(const QString &error)
{
    const WriterThread::Done done = std::move(copy->done);
    copy.reset();
    isCopying = false;
    if (done)
        done(error);
}

/// After the last turn. What was lost is written below the floor, too: it is little.
void WriterLoop::end()
{
    isFailing = false;
    std::deque<Copy> abandoned;
    if (!losses.isEmpty())
        writeItem(losses.take(utcNow()));
    std::optional<Item> last;
    {
        const std::scoped_lock lock(mutex);
        abandoned = std::move(copies);
        if (!pushLosses.isEmpty())
            last = pushLosses.take(utcNow());
    }
    if (last)
        writeItem(std::move(*last));
    commit();
    for (const Copy &asked : abandoned) {
        if (asked.done)
            asked.done(QStringLiteral("the recording ended"));
    }
    tellIfDue(true);
    isFinishedWell = store->finish() && losses.isEmpty();
    if (!isFinishedWell && losses.isEmpty()) {
        const std::scoped_lock lock(mutex);
        errorText = store->errorText();
    }
}

} // namespace Capture
