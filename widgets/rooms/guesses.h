// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/jobthread.h"
#include "widgets/rooms/guessworker.h"

#include <QTimer>

/// What the user lets Sockscope guess about rooms: rules, and rooms that broadcasts make up. Works
/// it out from the open capture in a thread of its own, over a reader of its own, and goes on with
/// what arrives.
///
/// Rules stay when another capture is opened; what was taken over from broadcasts is about one
/// capture. Does nothing while there is nothing to guess. UI thread.
class Guesses : public QObject
{
    Q_OBJECT
public:
    explicit Guesses(const CaptureFeed &feed, QObject *parent = nullptr);
    ~Guesses() override;

    const std::vector<Rooms::RoomRule> &rules() const { return m_rules; }
    void setRules(const std::vector<Rooms::RoomRule> &rules);

    /// Candidates by their place in findings().
    bool isTaken(std::size_t candidate) const;
    void setTaken(std::size_t candidate, bool isTaken);
    /// Whether findings() are wanted: they cost a walk over all messages.
    void setLooking(bool looks);
    /// Null until they are there.
    const std::shared_ptr<const GuessFindings> &findings() const { return m_findings; }
    bool isBusy() const { return m_isBusy; }
    const CaptureFeed &feed() const { return m_feed; }

signals:
    void rulesChanged();
    /// Nothing that was guessed holds any more.
    void forgotten();
    /// All that is guessed now.
    void guessed(const std::vector<Capture::MembershipRecord> &memberships);
    /// findings() are others, or isBusy() is.
    void looked();

private:
    void restart();
    void connectTo(const GuessWorker &worker);
    bool isWanted() const;

    const CaptureFeed &m_feed;
    JobThread<GuessWorker> m_thread;
    std::vector<Rooms::RoomRule> m_rules;
    QSet<Capture::Id> m_taken; // by GuessWorker::keyOf()
    std::shared_ptr<const GuessFindings> m_findings;
    std::vector<Capture::Id> m_keys; // of the candidates
    QTimer m_pause; // until what has arrived is looked at
    bool m_looks = false;
    bool m_isBusy = false;
};
