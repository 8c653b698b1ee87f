// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMetaObject>
#include <QThread>

#include <atomic>
#include <memory>

/// A worker in a thread of its own, which does one job at a time over a file that it opens for
/// itself.
///
/// A job has a number, so that what an earlier one still has to say can be told apart, and a flag
/// that cancels it. \a Worker is a QObject with a letGo() that closes the file. UI thread.
template<typename Worker>
class JobThread
{
public:
    using Flag = std::shared_ptr<std::atomic_bool>;

    JobThread() { m_thread.setObjectName(QStringLiteral("reader")); }
    ~JobThread()
    {
        stop();
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(JobThread)

    /// A new job: its number is number(), and the flag that cancels it is returned. \a connects is
    /// called with the worker when there is one for the first time.
    template<typename Connects>
    Flag start(const Connects &connects)
    {
        stop();
        if (m_worker == nullptr) {
            m_worker = new Worker;
            m_worker->moveToThread(&m_thread);
            QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
            connects(m_worker);
            m_thread.start(QThread::LowPriority);
        }
        m_cancelled = std::make_shared<std::atomic_bool>(false);
        return m_cancelled;
    }

    /// Cancels the job, if there is one.
    void stop()
    {
        ++m_number;
        if (m_cancelled)
            m_cancelled->store(true);
        m_cancelled.reset();
    }

    /// Stops, and waits until the worker has closed its file: whoever closed the capture may want
    /// it for itself now.
    void letGo()
    {
        stop();
        if (m_worker != nullptr) {
            QMetaObject::invokeMethod(
                m_worker, [worker = m_worker] { worker->letGo(); }, Qt::BlockingQueuedConnection);
        }
    }

    /// Has the worker do something, in its thread; only while there is a job.
    template<typename Work>
    void post(Work work)
    {
        if (m_cancelled) {
            QMetaObject::invokeMethod(
                m_worker, [worker = m_worker, work] { work(*worker); }, Qt::QueuedConnection);
        }
    }

    quint64 number() const { return m_number; }
    bool hasJob() const { return m_cancelled != nullptr; }

private:
    QThread m_thread;
    Worker *m_worker = nullptr; // lives in m_thread
    quint64 m_number = 0;
    Flag m_cancelled;
};
