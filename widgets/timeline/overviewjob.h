// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/common/jobthread.h"
#include "widgets/timeline/timebuckets.h"

#include <QObject>

#include <memory>

class OverviewWorker;

/// Counts all messages of the open capture by time, in a thread of its own, over a reader of its
/// own, and goes on with what arrives. What is before the feed's marker is left out.
///
/// A job has a number; what an earlier job still had to say is dropped. UI thread.
class OverviewJob : public QObject
{
    Q_OBJECT
public:
    explicit OverviewJob(const CaptureFeed &feed, QObject *parent = nullptr);
    ~OverviewJob() override;

    const TimeBuckets &buckets() const { return *m_buckets; }
    /// It has not counted yet all that was there when it began.
    bool isReading() const { return m_isReading; }

signals:
    /// buckets() or isReading() is another; at most once in 33 ms while it counts.
    void changed();

private:
    void restart();
    void goOn(const Capture::Advance &advance);
    void followFile();

    const CaptureFeed &m_feed;
    JobThread<OverviewWorker> m_thread;
    std::shared_ptr<const TimeBuckets> m_buckets; // never null
    bool m_isReading = false;
};
