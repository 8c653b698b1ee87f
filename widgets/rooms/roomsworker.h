// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"

#include <QObject>
#include <QSemaphore>

#include <atomic>
#include <memory>

/// What RoomsJob does in its thread. One job at a time.
class RoomsWorker : public QObject
{
    Q_OBJECT
public:
    /// So many portions may be on their way: reading is faster than placing.
    static constexpr int MostPortions = 4;

    struct Job
    {
        quint64 number = 0;
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
        std::shared_ptr<QSemaphore> room; ///< released for each portion that has been placed
    };

    void begin(const Job &job);
    /// Closes the file.
    void letGo() { m_reader = nullptr; }

signals:
    void portion(quint64 job, const std::vector<Capture::MembershipRecord> &memberships);
    /// Everything that is there has been told.
    void finished(quint64 job);

private:
    bool isCancelled() const { return m_job.cancelled->load(std::memory_order_relaxed); }

    Job m_job;
    std::unique_ptr<Capture::StoreReader> m_reader;
};
