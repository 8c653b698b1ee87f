// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/latencyrank.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/jobthread.h"

#include <QObject>

/// What LatencyRankJob does in its thread.
class LatencyRankWorker : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        quint64 number = 0;
        Capture::Id question = 0;
        Capture::Id after = 0;
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    void rank(const Job &job);
    /// It keeps no file open.
    void letGo() { }

signals:
    void ranked(quint64 job, const Query::LatencyRank &rank);
};

/// Finds out how an answer's latency stands among those of its kind, in a thread of its own; of
/// what is asked only the latest. UI thread.
class LatencyRankJob : public QObject
{
    Q_OBJECT
public:
    explicit LatencyRankJob(const CaptureFeed &feed, QObject *parent = nullptr);

    /// \a question is a message that was answered. 0: nothing is asked any more.
    void ask(Capture::Id question);

signals:
    void ranked(Capture::Id question, const Query::LatencyRank &rank);

private:
    const CaptureFeed &m_feed;
    JobThread<LatencyRankWorker> m_thread;
    Capture::Id m_question = 0;
};
