// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/admin/event.h"
#include "protocol/capture/membershipbook.h"

#include <QSet>

#include <unordered_map>

namespace Capture {

/// Turns what servers tell in their admin namespaces into memberships, servers and sockets.
///
/// Moments are when we heard of it, so that one clock orders the whole capture. all_sockets is the
/// whole truth but for what was told since the connection began: the server may have made it before
/// that. What a server tells of its admin namespace's own sockets is left out.
///
/// @socket.io/admin-ui tells of a leave one turn of its loop late. So who joins where they are in
/// left just before, and the leave that then comes is that one.
class AdminObserver
{
public:
    AdminObserver(Collector &collector, MembershipBook &memberships)
        : m_collector(collector)
        , m_memberships(memberships)
    {
    }

    /// \a source is told \a event in the admin namespace \a nsp, by \a message.
    void take(quint32 source, const QByteArray &nsp, const Admin::Event &event, Time time,
              Id message);
    /// Nobody tells \a source any more. A gap lasts from here until the next all_sockets.
    void lost(quint32 source, Time time);
    /// The recording ends, and with it all connections: nothing is lost by that.
    void finishing() { m_isFinishing = true; }

private:
    using Key = std::pair<QByteArray, QByteArray>; // namespace and id of a socket
    using Place = MembershipBook::Place;

    struct Told // by one source
    {
        QHash<Key, SocketRecord> sockets;
        QHash<QByteArray, ServerRecord> servers; // by name
        // Since the connection began, until all_sockets:
        QSet<Place> joined;
        QSet<Place> left;
        QSet<Key> gone;
        QHash<Place, Time> late; // joined again then; the leave before that is still to be told
        bool hasAll = false; // all_sockets came
        std::optional<Time> lostAt; // after that
    };

    void takeAll(quint32 source, Told &told, const QByteArray &nsp, const Admin::Event &event,
                 const MembershipBook::Told &how);
    void takeServer(quint32 source, Told &told, const Admin::Server &server, Time time);
    void takeSocket(quint32 source, Told &told, const Admin::Socket &socket,
                    std::optional<Time> connected);
    void update(Told &told, const Admin::Event &event);
    void end(Told &told, const Key &key, Time time, const QByteArray &reason);
    static bool isLate(Told &told, const Place &place, Time time);
    void join(Told &told, const Place &place, const MembershipBook::Told &how);

    Collector &m_collector;
    MembershipBook &m_memberships;
    std::unordered_map<quint32, Told> m_told; // by source
    bool m_isFinishing = false;
};

} // namespace Capture
