// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/membershiplog.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/jobthread.h"

#include <QSemaphore>

class RoomsWorker;

/// Fills a MembershipLog from the open capture, in a thread of its own over a reader of its own,
/// and goes on with what arrives.
///
/// It begins when it is told to for the first time: who never looks at rooms pays nothing.
/// UI thread.
class RoomsJob : public QObject
{
    Q_OBJECT
public:
    explicit RoomsJob(const CaptureFeed &feed, QObject *parent = nullptr);
    ~RoomsJob() override;

    void begin();
    /// What is guessed, all of it. If nothing of what was guessed before is taken back, log()
    /// grows; else it restarts. While nothing is, log() has the guesses that the capture keeps.
    void setGuesses(const std::vector<Capture::MembershipRecord> &guesses);
    const std::vector<Capture::MembershipRecord> &guesses() const { return m_guesses; }
    /// The capture keeps guesses() from now on.
    void noteKept() { m_kept = m_guesses; }

    const Rooms::MembershipLog &log() const { return m_log; }
    /// Not all that was there is in log() yet.
    bool isReading() const { return m_isReading; }

signals:
    /// log() is another, and knows nothing that it did.
    void restarted();
    /// log() has more.
    void grown();
    /// isReading() is false now.
    void finished();

private:
    void restart();
    void connectTo(const RoomsWorker &worker);
    void take(const std::vector<Capture::MembershipRecord> &memberships);
    void add(const std::vector<Capture::MembershipRecord> &memberships);

    const CaptureFeed &m_feed;
    JobThread<RoomsWorker> m_thread;
    std::shared_ptr<QSemaphore> m_room; // for portions on their way
    Rooms::MembershipLog m_log;
    std::vector<Capture::MembershipRecord> m_guesses; // in log() too
    std::vector<Capture::MembershipRecord> m_kept; // by the capture; in log() without m_guesses
    bool m_isWanted = false;
    bool m_isReading = false;
};
