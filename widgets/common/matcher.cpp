// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/matcher.h"

#include "widgets/common/matcherworker.h"

Matcher::Matcher(Rows rows, const CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_feed(feed)
{
    connect(&feed, &CaptureFeed::opened, this, &Matcher::letGo);
    connect(&feed, &CaptureFeed::moved, this, [this] {
        m_thread.post([job = m_thread.number(), opener = m_feed.opener()](MatcherWorker &worker) {
            worker.moveTo(job, opener);
        });
    });
}

Matcher::~Matcher() = default;

void Matcher::start(const MessageFilter::Terms &terms, Capture::Id after, Capture::Id upTo)
{
    stop();
    if (!m_feed.opener())
        return;
    const auto cancelled = m_thread.start([this](MatcherWorker *worker) {
        connect(worker, &MatcherWorker::portion, this,
                [this](quint64 job, const std::vector<Capture::Id> &ids) {
                    if (job == m_thread.number())
                        emit found(ids);
                });
        connect(worker, &MatcherWorker::finished, this, [this](quint64 job) {
            if (job == m_thread.number())
                setRunning(false);
        });
    });
    const MatcherWorker::Job job {.number = m_thread.number(),
                                  .rows = m_rows,
                                  .terms = terms,
                                  .after = after,
                                  .upTo = upTo,
                                  .opener = m_feed.opener(),
                                  .cancelled = cancelled};
    setRunning(true);
    m_thread.post([job](MatcherWorker &worker) { worker.begin(job); });
}

void Matcher::goOn(Capture::Id last)
{
    m_thread.post(
        [job = m_thread.number(), last](MatcherWorker &worker) { worker.goOn(job, last); });
}

void Matcher::letGo()
{
    if (m_feed.isOpen())
        return;
    stop();
    m_thread.letGo();
}

void Matcher::stop()
{
    m_thread.stop();
    setRunning(false);
}

void Matcher::setRunning(bool isRunning)
{
    if (m_isRunning == isRunning)
        return;
    m_isRunning = isRunning;
    emit runningChanged(isRunning);
}
