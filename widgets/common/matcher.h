// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/capturefeed.h"
#include "widgets/common/jobthread.h"
#include "widgets/common/messagefilter.h"

#include <QObject>

class MatcherWorker;

/// Finds the rows that a filter lets through: a job in a thread of its own, over a reader of its
/// own, that can be stopped at any time. Rows that arrive later are looked at in the same thread.
///
/// A job has a number; what an earlier job still had to say is dropped. UI thread.
class Matcher : public QObject
{
    Q_OBJECT
public:
    using Rows = Capture::StoreReader::Rows;

    Matcher(Rows rows, const CaptureFeed &feed, QObject *parent = nullptr);
    ~Matcher() override;

    /// Looks through all rows with numbers above \a after, from the first on, up to \a upTo or, if
    /// that is 0, the last there is.
    void start(const MessageFilter::Terms &terms, Capture::Id after, Capture::Id upTo = 0);
    /// There are rows up to \a last now.
    void goOn(Capture::Id last);
    void stop();
    bool isRunning() const { return m_isRunning; }

signals:
    /// More rows that match, ascending, in portions.
    void found(const std::vector<Capture::Id> &ids);
    /// The job began, or has looked at all there is for now.
    void runningChanged(bool isRunning);

private:
    void letGo();
    void setRunning(bool isRunning);

    Rows m_rows;
    const CaptureFeed &m_feed;
    JobThread<MatcherWorker> m_thread;
    bool m_isRunning = false;
};
