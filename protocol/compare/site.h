// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/plan.h"
#include "protocol/compare/threads.h"
#include "protocol/compare/wirelog.h"
#include "protocol/server/demoserver.h"
#include "protocol/tap/tapset.h"

#include <map>

namespace Compare {

/// One server of a run and the taps in front of it: what is measured crosses one, helpers that are
/// not to be disturbed cross another. Of the embedded server there is one for each kind of
/// behaviour that is asked for, started when it is.
///
/// Lives in the thread that leads the run.
class Site
{
public:
    struct Behaviour
    {
        bool msgpack = false;
        bool recovers = false; ///< offers connection state recovery; all servers of others may

        bool operator<(const Behaviour &other) const
        {
            return msgpack == other.msgpack ? recovers < other.recovers : other.msgpack;
        }
    };
    /// Addresses of taps, or a sentence about why there are none.
    struct Door
    {
        QByteArray measured; ///< "127.0.0.1:41233"
        QByteArray aside;
        QByteArray error;
    };

    /// \a threads outlives it.
    Site(Threads &threads, const Target &target);
    Q_DISABLE_COPY_MOVE(Site)

    const Target &target() const { return m_target; }
    const Door &door(const Behaviour &behaviour);
    /// Where the server itself is, once a door was asked for.
    const QByteArray &url() const { return m_url; }

    /// What crossed since the last call.
    std::vector<Capture::WireEvent> takeMeasured() { return takeOf(m_log); }
    std::vector<Capture::WireEvent> takeAside() { return takeOf(m_asideLog); }
    /// Waits until nothing crosses where it is measured, or for a moment.
    void settle();

    /// The server does nothing about \a work, and why: nobody has to wait for that again.
    void noteUnheard(bool isSocketIo, Work work, const QByteArray &failure);
    /// What was noted, or nothing.
    QByteArray unheard(bool isSocketIo, Work work) const;

    /// The taps through which it is measured act by these from now on.
    void setRules(const std::vector<Rules::Rule> &rules);

private:
    std::vector<Capture::WireEvent> takeOf(WireLog &log);
    Door makeDoor(const Behaviour &behaviour);
    QByteArray startServer(const Behaviour &behaviour, Tap::TargetUrl *target);
    QByteArray addTap(Tap::TapSet &taps, const Tap::TargetUrl &target, QByteArray *address);

    Threads &m_threads;
    Target m_target;
    QByteArray m_url;
    WireLog m_log;
    WireLog m_asideLog;
    Tap::TapSet m_taps {m_threads.taps, m_log};
    Tap::TapSet m_asideTaps {m_threads.taps, m_asideLog};
    quint32 m_lastSource = 0;
    std::map<Behaviour, std::unique_ptr<Server::DemoServer>> m_servers;
    std::map<Behaviour, Door> m_doors;
    std::map<std::pair<bool, Work>, QByteArray> m_unheard;
};

} // namespace Compare
