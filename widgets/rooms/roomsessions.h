// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/membershiplog.h"
#include "widgets/common/capturefeed.h"

#include <QHash>
#include <QSet>

/// Whose session a member is, and what it is called.
class RoomSessions
{
public:
    explicit RoomSessions(const CaptureFeed &feed)
        : m_feed(feed)
    {
    }

    /// Looks at the feed's sessions anew.
    void update();
    /// The session of \a member in the namespace \a nsp, 0 if it is not known.
    Capture::Id sessionOf(const Rooms::MembershipLog::Member &member, const QByteArray &nsp) const;
    /// "Ab3x  q1w2e3": a member that is named by the key to its live session is shortened.
    QString title(const Rooms::MembershipLog::Member &member, const QByteArray &nsp) const;
    /// Whether \a nsp is a namespace of Socket.IO, else it is the path of a plain WebSocket.
    bool isNamespace(const QByteArray &nsp) const { return m_namespaces.contains(nsp); }

private:
    const CaptureFeed &m_feed;
    QHash<std::pair<QByteArray, QByteArray>, Capture::Id> m_sessions; // by namespace, socket id
    QSet<QByteArray> m_namespaces;
};
