// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinejob.h"

#include "widgets/timeline/timelineworker.h"

#include <utility>

using namespace Capture;

TimelineJob::TimelineJob(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_filter(filter)
{
    connect(&feed, &CaptureFeed::opened, this, &TimelineJob::restart);
    connect(&feed, &CaptureFeed::cleared, this, &TimelineJob::restart);
    connect(&feed, &CaptureFeed::advanced, this, &TimelineJob::goOn);
    connect(&feed, &CaptureFeed::moved, this, &TimelineJob::followFile);
    connect(&filter, &MessageFilter::changed, this, [this] {
        if (m_filterText != m_filter.text())
            restart();
    });
}

TimelineJob::~TimelineJob() = default;

void TimelineJob::begin()
{
    if (!std::exchange(m_isWanted, true))
        restart();
}

void TimelineJob::restart()
{
    m_thread.stop();
    m_isReading = false;
    m_data = {};
    m_filterText = m_filter.text();
    if (!m_isWanted)
        return;
    if (m_feed.opener()) {
        const auto cancelled
            = m_thread.start([this](TimelineWorker *worker) { connectTo(*worker); });
        m_room = std::make_shared<QSemaphore>(TimelineWorker::MostPortions);
        m_isReading = true;
        const TimelineWorker::Job job {.number = m_thread.number(),
                                       .after = m_feed.marker(),
                                       .filter = m_filter.terms(),
                                       .opener = m_feed.opener(),
                                       .cancelled = cancelled,
                                       .room = m_room};
        m_thread.post([job](TimelineWorker &worker) { worker.begin(job); });
    } else {
        m_thread.letGo();
    }
    emit restarted();
}

void TimelineJob::goOn(const Advance &advance)
{
    const bool isNews = !advance.messages.empty() || !advance.heartbeats.empty()
        || !advance.exchanges.empty() || !advance.changedExchanges.empty() || advance.altered > 0;
    if (!isNews)
        return;
    TimelineWorker::Changes changes {.exchanges = advance.changedExchanges, .messages = {}};
    if (advance.altered > 0) // else they were answered
        changes.messages = advance.changedMessages;
    m_thread.post([job = m_thread.number(), changes = std::move(changes)](TimelineWorker &worker) {
        worker.goOn(job, changes);
    });
}

void TimelineJob::followFile()
{
    m_thread.post([job = m_thread.number(), opener = m_feed.opener()](TimelineWorker &worker) {
        worker.moveTo(job, opener);
    });
}

void TimelineJob::connectTo(const TimelineWorker &worker)
{
    connect(&worker, &TimelineWorker::portion, this,
            [this](quint64 job, const TimelinePortion &portion) {
                if (job == m_thread.number())
                    place(portion);
            });
    connect(&worker, &TimelineWorker::finished, this, [this](quint64 job) {
        if (job == m_thread.number() && std::exchange(m_isReading, false))
            emit finished();
    });
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
