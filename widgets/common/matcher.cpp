// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/matcher.h"

#include "widgets/common/matcherworker.h"

#include <QSignalBlocker>

Matcher::Matcher(Rows rows, const CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_feed(feed)
{
    m_thread.setObjectName(QStringLiteral("reader"));
    connect(&feed, &CaptureFeed::opened, this, &Matcher::letGo);
    connect(&feed, &CaptureFeed::moved, this, [this] {
        if (!m_cancelled)
            return;
        QMetaObject::invokeMethod(
            m_worker,
            [worker = m_worker, job = m_job, opener = m_feed.opener()] {
                worker->moveTo(job, opener);
            },
            Qt::QueuedConnection);
    });
}

Matcher::~Matcher()
{
    const QSignalBlocker blocker(this); // who hears it may be half gone
    stop();
    m_thread.quit();
    m_thread.wait();
}

void Matcher::start(const MessageFilter::Terms &terms, Capture::Id after, Capture::Id upTo)
{
    stop();
    if (!m_feed.opener())
        return;
    if (m_worker == nullptr) {
        m_worker = new MatcherWorker;
        m_worker->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        connect(m_worker, &MatcherWorker::portion, this,
                [this](quint64 job, const std::vector<Capture::Id> &ids) {
                    if (job == m_job)
                        emit found(ids);
                });
        connect(m_worker, &MatcherWorker::finished, this, [this](quint64 job) {
            if (job == m_job)
                setRunning(false);
        });
        m_thread.start(QThread::LowPriority);
    }
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const MatcherWorker::Job job {.number = m_job,
                                  .rows = m_rows,
                                  .terms = terms,
                                  .after = after,
                                  .upTo = upTo,
                                  .opener = m_feed.opener(),
                                  .cancelled = m_cancelled};
    setRunning(true);
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job] { worker->begin(job); }, Qt::QueuedConnection);
}

void Matcher::goOn(Capture::Id last)
{
    if (!m_cancelled)
        return;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job = m_job, last] { worker->goOn(job, last); },
        Qt::QueuedConnection);
}

/// Whoever closed the capture may want the file for itself now.
void Matcher::letGo()
{
    if (m_feed.isOpen() || m_worker == nullptr)
        return;
    stop();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->letGo(); }, Qt::BlockingQueuedConnection);
}

void Matcher::stop()
{
    ++m_job;
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled.reset();
    setRunning(false);
}

void Matcher::setRunning(bool isRunning)
{
    if (m_isRunning == isRunning)
        return;
    m_isRunning = isRunning;
    emit runningChanged(isRunning);
}
