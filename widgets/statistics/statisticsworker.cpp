// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/statistics/statisticsworker.h"

#include "protocol/query/compile.h"
#include "widgets/common/filterchoice.h"

#include <algorithm>

namespace {

constexpr qint64 LeastPauseMs = 33;
constexpr qint64 PauseForTelling = 4; // times as long as it took to find the numbers

} // namespace

StatisticsWorker::StatisticsWorker()
    : m_pause(this)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] { tell(true); });
}

void StatisticsWorker::begin(const Job &job)
{
    letGo();
    m_job = job;
    if (isCancelled())
        return;
    m_expression = expressionOf(job.terms);
    m_pauseMs = LeastPauseMs;
    m_sinceTold.start();
    open();
    read();
    if (!isCancelled())
        tell(true);
}

void StatisticsWorker::open()
{
    if (m_statistics)
        m_statistics->setCondition(nullptr); // it looks into the reader
    m_reader = m_job.opener();
    if (!m_reader)
        return;
    const auto condition
        = Query::compile(m_expression, Capture::StoreReader::Rows::Messages, *m_reader);
    if (m_statistics) {
        m_statistics->setCondition(condition);
        return;
    }
    Capture::StoreReader::Choice choice = choiceOf(m_job.terms);
    choice.withHeartbeats = true; // they are not shown, but what they cost is paid
    choice.condition = condition;
    m_statistics = std::make_unique<Query::StatisticsReader>(
        m_job.grouping, choice, m_job.after.message, m_job.after.exchange);
}

void StatisticsWorker::goOn(quint64 job)
{
    if (job != m_job.number || isCancelled())
        return;
    read();
    tellSoon();
}

void StatisticsWorker::moveTo(quint64 job, const CaptureFeed::Opener &opener)
{
    if (job != m_job.number || isCancelled())
        return;
    m_job.opener = opener;
    open();
}

void StatisticsWorker::letGo()
{
    m_pause.stop();
    m_statistics.reset();
    m_reader.reset();
}

void StatisticsWorker::read()
{
    if (!m_reader || !m_statistics)
        return;
    m_statistics->read(*m_reader, *m_job.cancelled, [this] {
        if (m_sinceTold.hasExpired(m_pauseMs))
            tell(false);
    });
}

void StatisticsWorker::tellSoon()
{
    if (m_sinceTold.hasExpired(m_pauseMs))
        tell(true);
    else if (!m_pause.isActive())
        m_pause.start(static_cast<int>(m_pauseMs - m_sinceTold.elapsed()));
}

void StatisticsWorker::tell(bool isAll)
{
    m_pause.stop();
    if (isCancelled())
        return;
    QElapsedTimer timer;
    timer.start();
    const auto statistics = std::make_shared<const Query::Statistics>(
        m_reader && m_statistics ? m_statistics->statistics(*m_reader) : Query::Statistics());
    m_pauseMs = std::max(LeastPauseMs, timer.elapsed() * PauseForTelling);
    m_sinceTold.start();
    emit counted(m_job.number, statistics, isAll);
}
