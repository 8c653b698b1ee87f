// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/crew.h"
#include "protocol/compare/report.h"
#include "protocol/compare/site.h"
#include "protocol/compare/tally.h"

namespace Compare {

/// What becomes of numbered messages by whose way a connection was cut. Pure: \a receiver is what
/// crossed to the one that was cut, from before the cut on, \a sender what the other one sent
/// meanwhile. \a recovers: the receiver asked for what it missed. If it didn't, a message that came
/// all the same was on its way to the server when it came back, and not missed.
Interruption interruptionOf(const Interval &receiver, const Interval &sender, bool recovers);

/// Cuts a receiver off while somebody sends, and sees what comes. Lives in the thread that leads
/// the run.
class Interrupter
{
public:
    /// All references outlive it.
    Interrupter(Threads &threads, Site &site, const Plan &plan, const Way &way, bool recovers);

    Interruption run();

private:
    class Listener;
    class Talker;

    std::unique_ptr<Peer> makePeer(Net::Poller &poller) const;
    QByteArray interrupt(Listener &listener, Talker &talker);

    Threads &m_threads;
    Site &m_site;
    const Plan &m_plan;
    Way m_way;
    bool m_recovers;
};

} // namespace Compare
