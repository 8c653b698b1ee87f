// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/overviewworker.h"

using namespace Capture;

namespace {

constexpr qint64 PauseMs = 33; // between two things told

}

OverviewWorker::OverviewWorker()
    : m_pause(this)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] { tell(true); });
}

void OverviewWorker::begin(const Job &job)
{
    letGo();
    m_job = job;
    m_looked = job.after;
    if (isCancelled())
        return;
    m_reader = job.opener();
    read();
    if (!isCancelled())
        tell(true);
}

void OverviewWorker::goOn(quint64 job, Id last)
{
    if (job != m_job.number || isCancelled() || m_looked >= last)
        return;
    read();
    tellSoon();
}

void OverviewWorker::moveTo(quint64 job, const CaptureFeed::Opener &opener)
{
    if (job == m_job.number && !isCancelled())
        m_reader = opener();
}

void OverviewWorker::letGo()
{
    m_pause.stop();
    m_reader.reset();
    m_buckets = {};
}

void OverviewWorker::read()
{
    if (!m_reader)
        return;
    m_looked = m_reader->timeline(m_looked, *m_job.cancelled, [this](auto ticks) {
        m_buckets.add(ticks);
        if (!m_sinceTold.isValid() || m_sinceTold.hasExpired(PauseMs))
            tell(false);
    });
}

void OverviewWorker::tellSoon()
{
    if (m_sinceTold.hasExpired(PauseMs))
        tell(true);
    else if (!m_pause.isActive())
        m_pause.start(static_cast<int>(PauseMs - m_sinceTold.elapsed()));
}

void OverviewWorker::tell(bool isAll)
{
    m_pause.stop();
    m_sinceTold.start();
    if (!isCancelled())
        emit counted(m_job.number, std::make_shared<const TimeBuckets>(m_buckets), isAll);
}
