// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"
#include "protocol/query/statisticsreader.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/messagefilter.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

/// What StatisticsJob does in its thread. One job at a time.
class StatisticsWorker : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        quint64 number = 0;
        Query::Grouping grouping;
        MessageFilter::Terms terms;
        CaptureFeed::Marker after;
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    StatisticsWorker();

    void begin(const Job &job);
    /// There is more, or sessions closed.
    void goOn(quint64 job);
    /// The capture lies in another file now.
    void moveTo(quint64 job, const CaptureFeed::Opener &opener);
    /// Closes the file.
    void letGo();

signals:
    /// All that is counted up to now; \a isAll: and that was all there is.
    void counted(quint64 job, const std::shared_ptr<const Query::Statistics> &statistics,
                 bool isAll);

private:
    bool isCancelled() const { return m_job.cancelled->load(std::memory_order_relaxed); }
    void open();
    void read();
    void tellSoon();
    void tell(bool isAll);

    Job m_job;
    Query::Expression m_expression; ///< of the job's terms
    std::unique_ptr<Capture::StoreReader> m_reader;
    std::unique_ptr<Query::StatisticsReader> m_statistics;
    QElapsedTimer m_sinceTold;
    qint64 m_pauseMs = 0; ///< between two things told
    QTimer m_pause; ///< until it may tell again
};
