// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/engineiosession.h"

#include <memory>
#include <vector>

namespace Capture {

/// What is known of a client before it has a session: enough to find it again after a cut.
struct ClientTraits
{
    quint32 source = 0;
    QByteArray host; ///< its address without the port
    QByteArray userAgent;
    QByteArray origin;
    QByteArray path;
    bool operator==(const ClientTraits &other) const = default;
};

/// All Engine.IO sessions of a capture, by source and sid.
///
/// A session that begins after a cut names the one it follows where that can be known: by its
/// recovery id (EngineIoSession does that), or because exactly one session of a client with the
/// same traits was cut off within the last two minutes and no other such client is there. A client
/// of our own has one session at a time, so that each follows the one before unless the client
/// left that one; plain WebSockets are told by followClient() and leftByClient().
class SessionTracker
{
public:
    SessionTracker(Collector &collector, AdminObserver &admins);

    using Pointer = std::shared_ptr<EngineIoSession>;

    /// That source is a client of our own.
    void addClient(quint32 source) { m_clients.insert(source, {}); }

    /// The session with that sid, or null.
    Pointer find(quint32 source, const QByteArray &sid) const;

    /// A new session. The record needs its source, type, revision, path and time, and the number it
    /// goes on with if it has one.
    Pointer open(SessionRecord record, const ClientTraits &traits);

    /// To be called once the sid of \a session is known.
    void index(const Pointer &session);

    /// A session of \a source that is none of Engine.IO begins. Returns which one it follows, 0 for
    /// none: always that where the source is no client of our own.
    Id followClient(quint32 source, Id session);
    /// It ended, because the client wanted it so.
    void leftByClient(quint32 source, Id session);

    /// Gathers every record that changed.
    void flush();
    /// Closes polling sessions that were silent for longer than their heartbeat allows.
    void sweep(Time now);
    /// The recording ends: incomplete packets come out.
    void finish(Time now);

private:
    struct Known
    {
        Pointer session;
        ClientTraits traits;
        bool isFollowed = false;
    };
    struct LastSession
    {
        Id plain = 0; ///< one of these
        Pointer engineIo;
    };
    using Key = std::pair<quint32, QByteArray>;

    Id predecessorOfClient(quint32 source, Id session) const;
    Id predecessorOf(const ClientTraits &traits, Time now);

    Collector &m_collector;
    AdminObserver &m_admins;
    RecoveryIds m_recoveryIds;
    std::vector<Known> m_sessions; // live, and closed ones that may yet be followed
    QHash<Key, Pointer> m_bySid;
    QHash<quint32, LastSession> m_clients; // by source
};

} // namespace Capture
