// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/timeline/timebuckets.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

/// What OverviewJob does in its thread. One job at a time.
class OverviewWorker : public QObject
{
    Q_OBJECT
public:
    struct Job
    {
        quint64 number = 0;
        Capture::Id after = 0;
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    OverviewWorker();

    void begin(const Job &job);
    /// There are messages up to \a last now.
    void goOn(quint64 job, Capture::Id last);
    /// The capture lies in another file now.
    void moveTo(quint64 job, const CaptureFeed::Opener &opener);
    /// Closes the file.
    void letGo();

signals:
    /// All that is counted up to now; \a isAll: and that was all there is.
    void counted(quint64 job, const std::shared_ptr<const TimeBuckets> &buckets, bool isAll);

private:
    bool isCancelled() const { return m_job.cancelled->load(std::memory_order_relaxed); }
    void read();
    void tellSoon();
    void tell(bool isAll);

    Job m_job;
    std::unique_ptr<Capture::StoreReader> m_reader;
    Capture::Id m_looked = 0; ///< messages up to here are counted
    TimeBuckets m_buckets;
    QElapsedTimer m_sinceTold;
    QTimer m_pause; ///< until it may tell again
};
