// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/messagetally.h"

namespace Query {

void MessageTally::add(const Capture::MessageFacts &message)
{
    m_problems += message.isProblem ? 1 : 0;
    m_payloadBytes += message.payloadBytes;
    m_wireBytes += message.wireBytes();
    m_sizes.add(message.payloadBytes);
    if (m_last)
        m_gaps.add((message.time - *m_last).count());
    m_last = message.time;
    if (!message.asksAnswer)
        return;
    ++m_asked;
    ++m_open[message.session];
}

void MessageTally::answer(Capture::Id session, qint64 latencyUs)
{
    m_latencies.add(latencyUs);
    const qint64 open = m_open.value(session);
    if (open > 1)
        m_open.insert(session, open - 1);
    else
        m_open.remove(session);
}

StatisticsRow MessageTally::counted() const
{
    StatisticsRow row;
    row.count = m_sizes.count();
    row.problems = m_problems;
    row.payloadBytes = m_payloadBytes;
    row.wireBytes = m_wireBytes;
    row.sizeP50 = m_sizes.percentile(50);
    row.sizeP95 = m_sizes.percentile(95);
    row.sizeMost = m_sizes.percentile(100);
    row.sizeOctaves = m_sizes.octaves();
    row.asked = m_asked;
    row.answered = m_latencies.count();
    row.latencyP50Us = m_latencies.percentile(50);
    row.latencyP95Us = m_latencies.percentile(95);
    row.latencyP99Us = m_latencies.percentile(99);
    row.gapP50Us = m_gaps.percentile(50);
    row.gapP95Us = m_gaps.percentile(95);
    return row;
}

} // namespace Query
