// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/askingtimes.h"
#include "protocol/rooms/broadcastfinder.h"
#include "protocol/rooms/roomcandidates.h"
#include "protocol/rooms/ruleproposals.h"
#include "protocol/rooms/rulerunner.h"
#include "widgets/common/capturefeed.h"

#include <QObject>
#include <QSet>

/// What a capture says about rooms without saying it.
struct GuessFindings
{
    /// One thing that several sessions were told.
    struct Broadcast
    {
        Capture::Time time;
        QByteArray event;
        QByteArray nsp;
        std::vector<Capture::Id> messages;
        std::vector<Capture::Id> sessions; ///< who got each of the messages
    };

    std::vector<Rooms::RuleProposal> proposals;
    std::vector<Rooms::RoomCandidate> candidates;
    std::vector<Broadcast> broadcasts; ///< the last of them, in order of time
    qint64 broadcastCount = 0;
};

/// What Guesses does in its thread. One job at a time.
class GuessWorker : public QObject
{
    Q_OBJECT
public:
    /// GuessFindings holds so many broadcasts.
    static constexpr std::size_t MostBroadcasts = 5'000;

    struct Job
    {
        quint64 number = 0;
        CaptureFeed::Opener opener;
        std::shared_ptr<std::atomic_bool> cancelled;
        std::vector<Rooms::RoomRule> rules;
        QSet<Capture::Id> candidates; ///< those whose rooms are taken over, see keyOf()
        bool looks = false; ///< for findings, even if no candidate was taken over
    };

    /// Names a candidate in one capture: its first message.
    static Capture::Id keyOf(const Rooms::RoomCandidate &candidate,
                             const Rooms::BroadcastList &list);

    void begin(const Job &job);
    /// Goes on with what has come since.
    void advance();
    /// Closes the file.
    void letGo();

signals:
    /// All that is guessed now.
    void guessed(quint64 job, const std::vector<Capture::MembershipRecord> &memberships);
    void found(quint64 job, const std::shared_ptr<const GuessFindings> &findings,
               const std::vector<Capture::Id> &keys);

private:
    bool isCancelled() const { return m_job.cancelled->load(std::memory_order_relaxed); }
    void look();
    void tellFindings(const std::vector<Rooms::RoomCandidate> &candidates);

    Job m_job;
    std::unique_ptr<Capture::StoreReader> m_reader;
    std::unique_ptr<Rooms::RuleRunner> m_runner;
    std::unique_ptr<Rooms::BroadcastFinder> m_finder;
    std::unique_ptr<Rooms::AskingTimes> m_asking;
    std::unique_ptr<Rooms::RuleProposals> m_proposals;
    std::map<Capture::Id, Capture::MembershipRecord> m_byRules;
    std::vector<Capture::MembershipRecord> m_byBroadcasts;
    Capture::Id m_last = 0; // that was looked at
};
