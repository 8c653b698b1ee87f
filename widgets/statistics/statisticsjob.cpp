// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/statistics/statisticsjob.h"

#include "widgets/statistics/statisticsworker.h"

StatisticsJob::StatisticsJob(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_filter(filter)
    , m_statistics(std::make_shared<const Query::Statistics>())
{
    connect(&feed, &CaptureFeed::opened, this, &StatisticsJob::restart);
    connect(&feed, &CaptureFeed::cleared, this, &StatisticsJob::restart);
    connect(&feed, &CaptureFeed::advanced, this, &StatisticsJob::goOn);
    connect(&feed, &CaptureFeed::moved, this, &StatisticsJob::followFile);
    connect(&filter, &MessageFilter::changed, this, &StatisticsJob::restart);
}

StatisticsJob::~StatisticsJob() = default;

void StatisticsJob::setGrouping(const Query::Grouping &grouping)
{
    if (m_grouping == grouping)
        return;
    m_grouping = grouping;
    restart();
}

void StatisticsJob::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (!isActive) {
        if (m_isReading)
            m_thread.stop(); // and begins anew next time
    } else if (m_thread.hasJob()) {
        goOn();
    } else {
        restart();
    }
}

void StatisticsJob::restart()
{
    m_thread.stop();
    m_isReading = false;
    if (!m_feed.opener()) {
        m_thread.letGo();
        m_statistics = std::make_shared<const Query::Statistics>();
    } else if (m_isActive) {
        const auto cancelled = m_thread.start([this](StatisticsWorker *worker) {
            connect(worker, &StatisticsWorker::counted, this,
                    [this](quint64 job, const std::shared_ptr<const Query::Statistics> &statistics,
                           bool isAll) {
                        if (job != m_thread.number())
                            return;
                        m_statistics = statistics;
                        m_isReading = m_isReading && !isAll;
                        emit changed();
                    });
        });
        m_isReading = true;
        const StatisticsWorker::Job job {.number = m_thread.number(),
                                         .grouping = m_grouping,
                                         .terms = m_filter.terms(),
                                         .after = m_feed.marker(),
                                         .opener = m_feed.opener(),
                                         .cancelled = cancelled};
        m_thread.post([job](StatisticsWorker &worker) { worker.begin(job); });
    }
    emit changed();
}

void StatisticsJob::goOn()
{
    if (m_isActive)
        m_thread.post([job = m_thread.number()](StatisticsWorker &worker) { worker.goOn(job); });
}

void StatisticsJob::followFile()
{
    m_thread.post([job = m_thread.number(), opener = m_feed.opener()](StatisticsWorker &worker) {
        worker.moveTo(job, opener);
    });
}
