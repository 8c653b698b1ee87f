// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/overviewjob.h"

#include "widgets/timeline/overviewworker.h"

#include <algorithm>

OverviewJob::OverviewJob(const CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_buckets(std::make_shared<const TimeBuckets>())
{
    m_thread.setObjectName(QStringLiteral("reader"));
    connect(&feed, &CaptureFeed::opened, this, &OverviewJob::restart);
    connect(&feed, &CaptureFeed::cleared, this, &OverviewJob::restart);
    connect(&feed, &CaptureFeed::advanced, this, &OverviewJob::goOn);
    connect(&feed, &CaptureFeed::moved, this, &OverviewJob::followFile);
    restart();
}

OverviewJob::~OverviewJob()
{
    stop();
    m_thread.quit();
    m_thread.wait();
}

void OverviewJob::restart()
{
    stop();
    m_buckets = std::make_shared<const TimeBuckets>();
    if (m_feed.opener()) {
        makeWorker();
        m_cancelled = std::make_shared<std::atomic_bool>(false);
        m_isReading = true;
        const OverviewWorker::Job job {.number = m_job,
                                       .after = m_feed.marker().message,
                                       .opener = m_feed.opener(),
                                       .cancelled = m_cancelled};
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, job] { worker->begin(job); }, Qt::QueuedConnection);
    } else if (m_worker != nullptr) {
        // Whoever closed the capture may want the file for itself now.
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->letGo(); }, Qt::BlockingQueuedConnection);
    }
    emit changed();
}

void OverviewJob::goOn(const Capture::Advance &advance)
{
    if (!m_cancelled)
        return;
    Capture::Id last = 0;
    for (const auto *const ids : {&advance.messages, &advance.heartbeats}) {
        if (!ids->empty())
            last = std::max(last, ids->back());
    }
    if (last == 0)
        return;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job = m_job, last] { worker->goOn(job, last); },
        Qt::QueuedConnection);
}

void OverviewJob::followFile()
{
    if (!m_cancelled)
        return;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, job = m_job, opener = m_feed.opener()] { worker->moveTo(job, opener); },
        Qt::QueuedConnection);
}

void OverviewJob::stop()
{
    ++m_job;
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled.reset();
    m_isReading = false;
}

void OverviewJob::makeWorker()
{
    if (m_worker != nullptr)
        return;
    m_worker = new OverviewWorker;
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &OverviewWorker::counted, this,
            [this](quint64 job, const std::shared_ptr<const TimeBuckets> &buckets, bool isAll) {
                if (job != m_job)
                    return;
                m_buckets = buckets;
                m_isReading = m_isReading && !isAll;
                emit changed();
            });
    m_thread.start(QThread::LowPriority);
}
