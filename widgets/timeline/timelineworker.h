// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/nametable.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/messagefilter.h"
#include "widgets/timeline/timelinedata.h"

#include <QObject>
#include <QSemaphore>

#include <atomic>
#include <memory>

/// What TimelineJob does in its thread. One job at a time.
class TimelineWorker : public QObject
{
    Q_OBJECT
public:
    /// So many portions may be on their way: reading is faster than placing.
    static constexpr int MostPortions = 8;

    struct Job
    {
        quint64 number = 0;
        CaptureFeed::Marker after;
        MessageFilter::Terms filter; ///< of which the text counts
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
        std::shared_ptr<QSemaphore> room; ///< released for each portion that has been placed
    };

    void begin(const Job &job);
    /// What more is known of earlier rows.
    struct Changes
    {
        std::vector<Capture::Id> exchanges;
        std::vector<Capture::Id> messages; ///< altered ones are among them
    };

    /// There is more, and of \a changes more is known.
    void goOn(quint64 job, const Changes &changes);
    /// The capture lies in another file now.
    void moveTo(quint64 job, const CaptureFeed::Opener &opener);
    /// Closes the file.
    void letGo();

signals:
    void portion(quint64 job, const TimelinePortion &portion);
    /// Everything that is there has been told.
    void finished(quint64 job);

private:
    bool isCancelled() const { return m_job.cancelled->load(std::memory_order_relaxed); }
    void open();
    void readMessages();
    void readExchanges();
    void readAgain(const Changes &changes);
    std::vector<bool> shown(const std::vector<Capture::MessageFacts> &messages);
    void tell(TimelinePortion portion);

    Job m_job;
    std::unique_ptr<Capture::StoreReader> m_reader;
    std::shared_ptr<const Capture::Condition> m_condition; // it looks into the reader
    Capture::NameTable m_names;
    quint32 m_toldNames = 0;
    Capture::Id m_lookedMessage = 0;
    Capture::Id m_lookedExchange = 0;
};
