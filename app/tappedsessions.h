// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"
#include "protocol/capture/advance.h"
#include "widgets/compose/composetarget.h"

#include <map>
#include <set>

/// The open sessions that cross taps, as targets that Compose can send into: each of them to the
/// server and to the app.
class TappedSessions
{
public:
    /// Of the sessions that are not chosen the newest ones are offered.
    static constexpr int MaxOffered = 20;

    /// True if there are other targets now.
    bool take(const Capture::Advance &advance);
    /// The session that is selected is offered first. True if there are other targets now.
    bool choose(Capture::Id session);
    void clear();

    QList<ComposeTarget> targets() const;

    /// Whether a number is one of such targets; clients have others.
    static bool isNumber(quint32 target);

    /// What the number of a target stands for.
    struct Place
    {
        quint32 source = 0; ///< the tap
        Acting::SessionPlace session;
        Capture::Direction direction = Capture::Direction::Sent;
        bool isMsgpack = false;
    };
    /// Nothing if it is no target of these.
    std::optional<Place> place(quint32 target) const;
    /// How long the peers of an Engine.IO session wait for each other's heartbeats: pingInterval
    /// and pingTimeout together. Nothing if it is not known.
    std::optional<std::chrono::milliseconds> patience(const Acting::SessionPlace &place) const;
    /// The number of the target, 0 if it is not offered.
    quint32 targetOf(Capture::Id session, Capture::Direction direction) const;

private:
    std::set<quint32> m_taps;
    std::map<Capture::Id, Capture::SessionRecord> m_open;
    Capture::Id m_chosen = 0;
};
