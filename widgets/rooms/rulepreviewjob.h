// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/rulematcher.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/jobthread.h"

#include <QObject>

/// What a rule would make of the capture.
struct RulePreview
{
    std::vector<Rooms::RuleMatch> matches; ///< the first of them
    qint64 messages = 0; ///< so many its filter wants
    qint64 silent = 0; ///< of those looked at, so many name no room or were not agreed to
};

/// What RulePreviewJob does in its thread.
class RulePreviewWorker : public QObject
{
    Q_OBJECT
public:
    /// So many messages are looked at.
    static constexpr std::size_t MostMatches = 500;

    struct Job
    {
        quint64 number = 0;
        Rooms::RoomRule rule;
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
    };

    void preview(const Job &job);
    /// It keeps no file open.
    void letGo() { }

signals:
    void previewed(quint64 job, const RulePreview &preview);
};

/// Finds out which messages a rule is about, in a thread of its own; of what is asked only the
/// latest. UI thread.
class RulePreviewJob : public QObject
{
    Q_OBJECT
public:
    explicit RulePreviewJob(const CaptureFeed &feed, QObject *parent = nullptr);

    /// \a rule has no fault.
    void ask(const Rooms::RoomRule &rule);
    void stop() { m_thread.stop(); }

signals:
    void previewed(const RulePreview &preview);

private:
    const CaptureFeed &m_feed;
    JobThread<RulePreviewWorker> m_thread;
};
