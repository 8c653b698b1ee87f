// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/guessbook.h"
#include "protocol/rooms/rulematcher.h"

#include <QSet>

namespace Rooms {

/// Runs rules over a capture, and goes on with what has come since: memberships that are inferred.
///
/// Rules that are off or have a fault are passed over. Members that are sessions leave when they
/// disconnect from the namespace, and when they end.
class RuleRunner
{
public:
    /// \a reader outlives it.
    RuleRunner(Capture::StoreReader &reader, const std::vector<RoomRule> &rules);
    Q_DISABLE_COPY_MOVE(RuleRunner)
    ~RuleRunner() = default;

    /// Takes the messages that are there now and were not before. Stops when \a cancelled becomes
    /// true: nothing more is to be asked of it then.
    void advance(const std::atomic_bool &cancelled);
    /// What has begun or ended since the last time.
    std::vector<Capture::MembershipRecord> take() { return m_book.take(); }

private:
    struct Step
    {
        Capture::Id message = 0;
        std::size_t rule = 0; // or their number: the session disconnects
    };

    std::vector<Step> stepsUntil(Capture::Id last, const std::atomic_bool &cancelled);
    void endSessions(Capture::Time until);
    void apply(const Step &step);
    void disconnect(Capture::Id message);

    Capture::StoreReader &m_reader;
    SessionPlaces m_places;
    std::vector<std::unique_ptr<RuleMatcher>> m_rules;
    GuessBook m_book;
    std::vector<Step> m_waiting; // for answers
    std::vector<std::pair<Capture::Time, Capture::Id>> m_ends; // of sessions, the latest first
    QSet<Capture::Id> m_ended; // sessions whose end is known
    Capture::Id m_last = 0;
};

} // namespace Rooms
