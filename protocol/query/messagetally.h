// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/loghistogram.h"
#include "protocol/query/statistics.h"

#include <QHash>

#include <optional>

namespace Query {

/// Adds up what is known of messages of one kind, as they come.
class MessageTally
{
public:
    void add(const Capture::MessageFacts &message);
    /// An answer came to a message that was added, of \a session.
    void answer(Capture::Id session, qint64 latencyUs);

    /// The numbers of it. \a isClosed tells of a session whether it is.
    template<typename IsClosed>
    StatisticsRow row(const IsClosed &isClosed) const
    {
        StatisticsRow row = counted();
        for (auto open = m_open.cbegin(); open != m_open.cend(); ++open)
            (isClosed(open.key()) ? row.unanswered : row.pending) += open.value();
        return row;
    }
    bool hasOpenQuestions() const { return !m_open.isEmpty(); }
    const LogHistogram &latencies() const { return m_latencies; }

private:
    StatisticsRow counted() const;

    qint64 m_problems = 0;
    qint64 m_payloadBytes = 0;
    qint64 m_wireBytes = 0;
    qint64 m_asked = 0;
    LogHistogram m_sizes;
    LogHistogram m_latencies;
    LogHistogram m_gaps;
    std::optional<Capture::Time> m_last;
    QHash<Capture::Id, qint64> m_open; // questions without an answer, by session
};

} // namespace Query
