// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/latencyrankjob.h"

void LatencyRankWorker::rank(const Job &job)
{
    if (job.cancelled->load())
        return;
    const auto reader = job.opener();
    if (!reader)
        return;
    if (const auto rank = Query::latencyRank(*reader, job.question, job.after, *job.cancelled))
        emit ranked(job.number, *rank);
}

LatencyRankJob::LatencyRankJob(const CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
{
    connect(&feed, &CaptureFeed::opened, this, [this] {
        m_question = 0;
        m_thread.letGo();
    });
}

void LatencyRankJob::ask(Capture::Id question)
{
    if (question == m_question)
        return;
    m_question = question;
    m_thread.stop();
    if (question == 0 || !m_feed.opener())
        return;
    const auto cancelled = m_thread.start([this](LatencyRankWorker *worker) {
        connect(worker, &LatencyRankWorker::ranked, this,
                [this](quint64 job, const Query::LatencyRank &rank) {
                    if (job == m_thread.number())
                        emit ranked(m_question, rank);
                });
    });
    const LatencyRankWorker::Job job {.number = m_thread.number(),
                                      .question = question,
                                      .after = m_feed.marker().message,
                                      .opener = m_feed.opener(),
                                      .cancelled = cancelled};
    m_thread.post([job](LatencyRankWorker &worker) { worker.rank(job); });
}
