// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/writerthread.h"

#include "protocol/capture/writerloop.h"

#include <utility>

namespace Capture {

WriterThread::WriterThread(std::unique_ptr<RecordStore> store, WriterOptions options, Tell tell)
    : m_loop(std::make_unique<WriterLoop>(std::move(store), std::move(options), std::move(tell)))
{
    m_loop->thread = std::thread([loop = m_loop.get()] { loop->run(); });
}

WriterThread::~WriterThread()
{
    stop();
}

void WriterThread::push(RecordBatch &&batch)
{
    std::unique_lock lock(m_loop->mutex);
    if (m_loop->isStopping)
        return;
    const auto hasRoom
        = [this] { return m_loop->queued < m_loop->options.budget || m_loop->isStopping; };
    if (!m_loop->isDropping && !hasRoom()) {
        if (m_loop->options.neverLose)
            m_loop->room.wait(lock, hasRoom);
        else if (!m_loop->room.wait_for(lock, m_loop->options.patience, hasRoom))
            m_loop->isDropping = true;
    }
    if (m_loop->isDropping) {
        m_loop->pushLosses.drop(std::move(batch), GapRecord::Cause::SlowDisk, m_loop->utcNow());
        return;
    }
    m_loop->queued += batch.weight;
    m_loop->queue.push_back({std::move(batch), {}});
    lock.unlock();
    m_loop->work.notify_one();
}

void WriterThread::annotate(Remark remark)
{
    RecordBatch batch;
    batch.weight = qint64(sizeof(Remark));
    if (auto *annotation = std::get_if<Annotation>(&remark)) {
        batch.weight += annotation->note.size();
        batch.annotations.push_back(std::move(*annotation));
    } else if (auto *note = std::get_if<SessionNote>(&remark)) {
        batch.weight += note->note.size();
        batch.sessionNotes.push_back(std::move(*note));
    } else {
        auto &about = std::get<About>(remark);
        batch.weight += about.title.size() + about.description.size();
        batch.about = std::move(about);
    }
    add(std::move(batch));
}

void WriterThread::keepGuesses(const std::vector<MembershipRecord> &guesses)
{
    RecordBatch batch;
    batch.guesses = guesses;
    batch.weight = std::ssize(guesses) * qint64(sizeof(MembershipRecord)) + 1;
    add(std::move(batch));
}

/// Whatever the queue holds.
void WriterThread::add(RecordBatch &&batch)
{
    {
        const std::scoped_lock lock(m_loop->mutex);
        if (m_loop->isStopping)
            return;
        m_loop->queued += batch.weight;
        m_loop->queue.push_back({std::move(batch), {}});
    }
    m_loop->work.notify_one();
}

qint64 WriterThread::queuedBytes() const
{
    const std::scoped_lock lock(m_loop->mutex);
    return m_loop->queued;
}

bool WriterThread::isDropping() const
{
    const std::scoped_lock lock(m_loop->mutex);
    return m_loop->isDropping;
}

void WriterThread::saveAs(const QString &path, RecordStore::OldFile oldFile, Done done)
{
    {
        const std::scoped_lock lock(m_loop->mutex);
        m_loop->copies.push_back({path, oldFile, std::move(done)});
    }
    m_loop->work.notify_one();
}

void WriterThread::flush()
{
    std::unique_lock lock(m_loop->mutex);
    const quint64 ticket = ++m_loop->flushAsked;
    m_loop->work.notify_one();
    m_loop->room.wait(lock, [&] { return m_loop->flushDone >= ticket || m_loop->isFinished; });
}

bool WriterThread::stop()
{
    if (m_loop->thread.joinable()) {
        {
            const std::scoped_lock lock(m_loop->mutex);
            m_loop->isStopping = true;
        }
        m_loop->work.notify_one();
        m_loop->room.notify_all();
        m_loop->thread.join();
    }
    return m_loop->isFinishedWell;
}

QString WriterThread::trouble() const
{
    const std::scoped_lock lock(m_loop->mutex);
    return m_loop->trouble;
}

QString WriterThread::errorText() const
{
    const std::scoped_lock lock(m_loop->mutex);
    return m_loop->errorText;
}

QString WriterThread::path() const
{
    const std::scoped_lock lock(m_loop->mutex);
    return m_loop->path;
}

} // namespace Capture
