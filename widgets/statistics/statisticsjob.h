// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/statistics.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/jobthread.h"
#include "widgets/common/messagefilter.h"

#include <QObject>

#include <memory>

class StatisticsWorker;

/// Counts what the filter lets through of the open capture, in a thread of its own, over a reader
/// of its own, and goes on with what arrives. Heartbeats always count. What is before the feed's
/// marker is left out. Reads only while it is active. UI thread.
class StatisticsJob : public QObject
{
    Q_OBJECT
public:
    StatisticsJob(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent = nullptr);
    ~StatisticsJob() override;

    void setGrouping(const Query::Grouping &grouping);
    const Query::Grouping &grouping() const { return m_grouping; }
    /// Off at first. What was counted stays, and is brought up to date when it is on again.
    void setActive(bool isActive);

    const std::shared_ptr<const Query::Statistics> &statistics() const { return m_statistics; }
    /// It has not counted yet all that was there when it began.
    bool isReading() const { return m_isReading; }

signals:
    /// statistics() or isReading() is another; at most once in 33 ms while it counts.
    void changed();

private:
    void restart();
    void goOn();
    void followFile();

    const CaptureFeed &m_feed;
    const MessageFilter &m_filter;
    JobThread<StatisticsWorker> m_thread;
    Query::Grouping m_grouping;
    std::shared_ptr<const Query::Statistics> m_statistics; // never null
    bool m_isActive = false;
    bool m_isReading = false;
};
