// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/writerthread.h"

#include "protocol/capture/advancebuilder.h"
#include "protocol/capture/losses.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace Capture {

namespace {

using Clock = std::chrono::steady_clock;
using Item = Losses::Remains; // an ordinary batch has no losses

constexpr auto CopyStep = std::chrono::milliseconds(50);

} // namespace

class WriterThread::Private
{
public:
    Private(std::unique_ptr<RecordStore> recordStore, WriterOptions writerOptions,
            Tell tellAdvance);

    // Any thread, under the mutex.
    mutable std::mutex mutex;
    std::condition_variable work; // for the writer
    std::condition_variable room; // for push(), flush()
    std::deque<Item> queue;
    qint64 queued = 0;
    bool isDropping = false; // push() does, for lack of room
    Losses pushLosses;
    bool isStopping = false;
    bool isFinished = false;
    quint64 flushAsked = 0;
    quint64 flushDone = 0;
    struct Copy
    {
        QString path;
        RecordStore::OldFile oldFile = RecordStore::OldFile::Keep;
        Done done;
    };
    std::deque<Copy> copies; // asked for
    QString path;
    QString errorText;
    QString trouble;

    // The writer thread only (after its end: the one that stopped it).
    std::unique_ptr<RecordStore> store;
    const WriterOptions options;
    const Tell tell;
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
    bool isFailing = false;
    GapRecord::Cause cause = GapRecord::Cause::WriteError;
    Clock::time_point retryAt;
    Losses losses; // of the writer: older than those of push()
    Totals lost; // of all losses that are written
    Id lastGap = 0;
    std::optional<Copy> copy; // under way
    bool isCopying = false; // and begun
    Clock::time_point lastCopyStep;
    bool isLastTry = false; // stopping: nothing is tried again
    bool isFinishedWell = false;
    std::thread thread; // last: it uses all the others

    void run();
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

WriterThread::Private::Private(std::unique_ptr<RecordStore> recordStore,
                               WriterOptions writerOptions, Tell tellAdvance)
    : path(recordStore->path())
    , store(std::move(recordStore))
    , options(std::move(writerOptions))
    , tell(std::move(tellAdvance))
    , lastGap(store->lastGapId())
{
}

Time WriterThread::Private::utcNow() const
{
    if (options.utcNow)
        return options.utcNow();
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
}

void WriterThread::Private::run()
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
bool WriterThread::Private::hasWork() const
{
    const bool mayTake = !(isFailing && options.neverLose);
    return (!queue.empty() && mayTake) || isStopping || copy || (!copies.empty() && !isFailing)
        || (flushAsked != flushDone && (queue.empty() || mayTake));
}

/// When to wake up if there is no work before.
Clock::time_point WriterThread::Private::deadline() const
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
bool WriterThread::Private::turn(std::unique_lock<std::mutex> &lock)
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
Item WriterThread::Private::takeItem()
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

void WriterThread::Private::writeItem(Item &&item)
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

void WriterThread::Private::commitIfDue(bool isQueueEmpty, bool now)
{
    if (open.empty())
        return;
    const Clock::time_point time = Clock::now();
    const bool isIdle = isQueueEmpty && time >= lastCommit + options.tellEvery;
    if (now || isIdle || time >= openSince + options.commitAfter || openRows >= options.commitRows
        || openBytes >= options.budget / 4)
        commit();
}

void WriterThread::Private::commit()
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

void WriterThread::Private::fail()
{
    failFor(store->failure() == RecordStore::Failure::DiskFull ? GapRecord::Cause::DiskFull
                                                               : GapRecord::Cause::WriteError,
            store->errorText());
}

/// Nothing of the open transaction is in the file.
void WriterThread::Private::failFor(GapRecord::Cause why, const QString &words)
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
    for (auto unwritten = again.rbegin(); unwritten != again.rend(); ++unwritten) {
        queued += unwritten->item.batch.weight;
        queue.push_front(std::move(unwritten->item));
    }
}

void WriterThread::Private::checkDisk()
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
void WriterThread::Private::retry()
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

void WriterThread::Private::tellIfDue(bool now)
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

void WriterThread::Private::beginCopy()
{
    commit();
    isCopying = store->beginCopy(copy->path, copy->oldFile);
    if (!isCopying)
        finishCopy(store->errorText());
}

void WriterThread::Private::stepCopy()
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

void WriterThread::Private::finishCopy(const QString &error)
{
    const Done done = std::move(copy->done);
    copy.reset();
    isCopying = false;
    if (done)
        done(error);
}

/// After the last turn. What was lost is written below the floor, too: it is little.
void WriterThread::Private::end()
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

WriterThread::WriterThread(std::unique_ptr<RecordStore> store, WriterOptions options, Tell tell)
    : m_d(std::make_unique<Private>(std::move(store), std::move(options), std::move(tell)))
{
    m_d->thread = std::thread([d = m_d.get()] { d->run(); });
}

WriterThread::~WriterThread()
{
    stop();
}

void WriterThread::push(RecordBatch &&batch)
{
    std::unique_lock lock(m_d->mutex);
    if (m_d->isStopping)
        return;
    const auto hasRoom = [this] { return m_d->queued < m_d->options.budget || m_d->isStopping; };
    if (!m_d->isDropping && !hasRoom()) {
        if (m_d->options.neverLose)
            m_d->room.wait(lock, hasRoom);
        else if (!m_d->room.wait_for(lock, m_d->options.patience, hasRoom))
            m_d->isDropping = true;
    }
    if (m_d->isDropping) {
        m_d->pushLosses.drop(std::move(batch), GapRecord::Cause::SlowDisk, m_d->utcNow());
        return;
    }
    m_d->queued += batch.weight;
    m_d->queue.push_back({std::move(batch), {}});
    lock.unlock();
    m_d->work.notify_one();
}

qint64 WriterThread::queuedBytes() const
{
    const std::scoped_lock lock(m_d->mutex);
    return m_d->queued;
}

bool WriterThread::isDropping() const
{
    const std::scoped_lock lock(m_d->mutex);
    return m_d->isDropping;
}

void WriterThread::saveAs(const QString &path, RecordStore::OldFile oldFile, Done done)
{
    {
        const std::scoped_lock lock(m_d->mutex);
        m_d->copies.push_back({path, oldFile, std::move(done)});
    }
    m_d->work.notify_one();
}

void WriterThread::flush()
{
    std::unique_lock lock(m_d->mutex);
    const quint64 ticket = ++m_d->flushAsked;
    m_d->work.notify_one();
    m_d->room.wait(lock, [&] { return m_d->flushDone >= ticket || m_d->isFinished; });
}

bool WriterThread::stop()
{
    if (m_d->thread.joinable()) {
        {
            const std::scoped_lock lock(m_d->mutex);
            m_d->isStopping = true;
        }
        m_d->work.notify_one();
        m_d->room.notify_all();
        m_d->thread.join();
    }
    return m_d->isFinishedWell;
}

QString WriterThread::trouble() const
{
    const std::scoped_lock lock(m_d->mutex);
    return m_d->trouble;
}

QString WriterThread::errorText() const
{
    const std::scoped_lock lock(m_d->mutex);
    return m_d->errorText;
}

QString WriterThread::path() const
{
    const std::scoped_lock lock(m_d->mutex);
    return m_d->path;
}

} // namespace Capture
