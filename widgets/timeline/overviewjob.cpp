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
    connect(&feed, &CaptureFeed::opened, this, &OverviewJob::restart);
    connect(&feed, &CaptureFeed::cleared, this, &OverviewJob::restart);
    connect(&feed, &CaptureFeed::advanced, this, &OverviewJob::goOn);
    connect(&feed, &CaptureFeed::moved, this, &OverviewJob::followFile);
    restart();
}

OverviewJob::~OverviewJob() = default;

void OverviewJob::restart()
{
    m_thread.stop();
    m_isReading = false;
    m_buckets = std::make_shared<const TimeBuckets>();
    if (m_feed.opener()) {
        const auto cancelled = m_thread.start([this](OverviewWorker *worker) {
            connect(
                worker, &OverviewWorker::counted, this,
                [this](quint64 job, const std::shared_ptr<const TimeBuckets> &buckets, bool isAll) {
                    if (job != m_thread.number())
                        return;
                    m_buckets = buckets;
                    m_isReading = m_isReading && !isAll;
                    emit changed();
                });
        });
        m_isReading = true;
        const OverviewWorker::Job job {.number = m_thread.number(),
                                       .after = m_feed.marker().message,
                                       .opener = m_feed.opener(),
                                       .cancelled = cancelled};
        m_thread.post([job](OverviewWorker &worker) { worker.begin(job); });
    } else {
        m_thread.letGo();
    }
    emit changed();
}

void OverviewJob::goOn(const Capture::Advance &advance)
{
    Capture::Id last = 0;
    for (const auto *const ids : {&advance.messages, &advance.heartbeats}) {
        if (!ids->empty())
            last = std::max(last, ids->back());
    }
    if (last == 0)
        return;
    m_thread.post(
        [job = m_thread.number(), last](OverviewWorker &worker) { worker.goOn(job, last); });
}

void OverviewJob::followFile()
{
    m_thread.post([job = m_thread.number(), opener = m_feed.opener()](OverviewWorker &worker) {
        worker.moveTo(job, opener);
    });
}
