// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/common/jobthread.h"
#include "widgets/common/messagefilter.h"
#include "widgets/timeline/timelinedata.h"

#include <QObject>
#include <QSemaphore>

#include <memory>

class TimelineWorker;

/// Fills a TimelineData from the open capture, in a thread of its own over a reader of its own, and
/// goes on with what arrives. What is before the feed's marker is left out, and so is what the
/// filter's text hides.
///
/// It begins when it is told to for the first time: who never looks at a timeline pays nothing.
/// UI thread.
class TimelineJob : public QObject
{
    Q_OBJECT
public:
    TimelineJob(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent = nullptr);
    ~TimelineJob() override;

    void begin();

    TimelineData &data() { return m_data; }
    const TimelineData &data() const { return m_data; }
    /// Not all that was there is in data() yet.
    bool isReading() const { return m_isReading; }

signals:
    /// data() is another, and knows nothing that it did.
    void restarted();
    /// data() has more.
    void grown();
    /// isReading() is false now.
    void finished();

private:
    void restart();
    void goOn(const Capture::Advance &advance);
    void followFile();
    void connectTo(const TimelineWorker &worker);
    void place(TimelinePortion portion);

    const CaptureFeed &m_feed;
    const MessageFilter &m_filter;
    JobThread<TimelineWorker> m_thread;
    std::shared_ptr<QSemaphore> m_room; // for portions on their way
    QString m_filterText;
    TimelineData m_data;
    bool m_isWanted = false;
    bool m_isReading = false;
};
