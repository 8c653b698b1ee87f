// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/comparison.h"
#include "protocol/compare/crew.h"
#include "protocol/compare/site.h"
#include "protocol/compare/tally.h"

namespace Compare {

/// Does the work of one round over one way. Lives in the thread that leads the run.
///
/// Each figure it finds is a spread of one value; merged() makes those of all rounds one.
class WayRound
{
public:
    using Tell = std::function<void(Progress::Doing doing, Work work, qint64 size)>;

    /// All references outlive it. \a tell hears what is done next.
    WayRound(Threads &threads, Site &site, const Plan &plan, const Way &way, Tell tell);

    /// \a hurts: also cuts and blocks, as far as the plan wants that. When the run is cancelled it
    /// returns what was found until then.
    WayResult run(bool hurts);

    /// How many times it will tell of something.
    static int steps(const Plan &plan, bool hurts);

    /// What was seen of the server.
    bool isOfferedRecovery() const { return m_isOfferedRecovery; }
    qint64 maxPayload() const { return m_maxPayload; }

private:
    enum class Role : quint8 { Echo, Chat };

    Site::Behaviour behaviour(bool recovers = false) const { return {m_way.msgpack, recovers}; }
    QByteArray fault(Work work) const;
    Crew::Make maker(Role role, bool waitsForUpgrade = true);
    QByteArray openAll(Crew &crew, const QByteArray &address);

    QByteArray measureStartup(WayResult &result);
    void measureTransfers(WayResult &result, Work work);
    Transfer measureTransfer(Crew &crew, Tally &tally, Work work, qint64 size);
    void measureInterruptions(WayResult &result);
    void measureBlocked(WayResult &result);

    Threads &m_threads;
    Site &m_site;
    const Plan &m_plan;
    Way m_way;
    Tell m_tell;
    bool m_isOfferedRecovery = false;
    qint64 m_maxPayload = 0;
};

} // namespace Compare
