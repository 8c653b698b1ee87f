// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinejob.h"

#include "widgets/timeline/timelineworker.h"

#include <QSignalBlocker>

using namespace Capture;

TimelineJob::TimelineJob(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_filter(filter)
{
    m_thread.setObjectName(QStringLiteral("reader"));
    connect(&feed, &CaptureFeed::opened, this, &TimelineJob::restart);
    connect(&feed, &CaptureFeed::cleared, this, &TimelineJob::restart);
    connect(&feed, &CaptureFeed::advanced, this, &TimelineJob::goOn);
    connect(&feed, &CaptureFeed::moved, this, &TimelineJob::followFile);
    connect(&filter, &MessageFilter::changed, this, [this] {
        if (m_filterText != m_filter.text())
            restart();
    });
}

TimelineJob::~TimelineJob()
{
    const QSignalBlocker blocker(this); // who hears it may be half gone
    stop();
    m_thread.quit();
    m_thread.wait();
}

void TimelineJob::begin()
{
    if (!std::exchange(m_isWanted, true))
        restart();
}

void TimelineJob::restart()
{
    stop();
    m_data = {};
    m_filterText = m_filter.text();
    if (!m_isWanted)
        return;
    if (m_feed.opener()) {
        makeWorker();
        m_cancelled = std::make_shared<std::atomic_bool>(false);
        m_room = std::make_shared<QSemaphore>(TimelineWorker::MostPortions);
        m_isReading = true;
        const TimelineWorker::Job job {.number = m_job,
                                       .after = m_feed.marker(),
                                       .filter = m_filterText.toUtf8(),
                                       .opener = m_feed.opener(),
                                       .cancelled = m_cancelled,
                                       .room = m_room};
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, job] { worker->begin(job); }, Qt::QueuedConnection);
    } else if (m_worker != nullptr) {
        // Whoever closed the capture may want the file for itself now.
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->letGo(); }, Qt::BlockingQueuedConnection);
    }
    emit restarted();
}

void TimelineJob::goOn(const Advance &advance)
{
    if (!m_cancelled)
        return;
    const bool isNews = !advance.messages.empty() || !advance.heartbeats.empty()
        || !advance.exchanges.empty() || !advance.changedExchanges.empty();
    if (!isNews)
        return;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, job = m_job, changed = advance.changedExchanges] {
            worker->goOn(job, changed);
        },
        Qt::QueuedConnection);
}

void TimelineJob::followFile()
{
    if (!m_cancelled)
        return;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, job = m_job, opener = m_feed.opener()] { worker->moveTo(job, opener); },
        Qt::QueuedConnection);
}

void TimelineJob::stop()
{
    ++m_job;
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled.reset();
    m_room.reset();
    m_isReading = false;
}

void TimelineJob::makeWorker()
{
    if (m_worker != nullptr)
        return;
    m_worker = new TimelineWorker;
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &TimelineWorker::portion, this,
            [this](quint64 job, const TimelinePortion &portion) {
                if (job == m_job)
                    place(portion);
            });
    connect(m_worker, &TimelineWorker::finished, this, [this](quint64 job) {
        if (job == m_job && std::exchange(m_isReading, false))
            emit finished();
    });
    m_thread.start(QThread::LowPriority);
}

void TimelineJob::place(TimelinePortion portion)
{
    m_room->release();
    for (ExchangeFacts &exchange : portion.exchanges) {
        const ConnectionRecord *const connection
            = exchange.session == 0 ? m_feed.connection(exchange.connection) : nullptr;
        if (connection != nullptr)
            exchange.session = connection->session;
    }
    m_data.add(portion, [this](Id session) -> HeartbeatPlan {
        const SessionRecord *const record = m_feed.session(session);
        if (record == nullptr)
            return {};
        return {.interval = std::chrono::milliseconds(record->pingIntervalMs),
                .timeout = std::chrono::milliseconds(record->pingTimeoutMs)};
    });
    emit grown();
}
