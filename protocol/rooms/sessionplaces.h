// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QHash>

#include <optional>
#include <vector>

namespace Rooms {

/// Where sessions belong, and what they are called there: as members of rooms are.
class SessionPlaces
{
public:
    struct Place
    {
        quint32 source = 0;
        QByteArray nsp; ///< namespace; of a plain WebSocket the path of its URL
        QByteArray member; ///< socket id; "#12" where there is none
    };

    void set(const std::vector<Capture::SessionRecord> &sessions);

    bool knows(Capture::Id session) const { return m_sessions.contains(session); }
    /// Of \a session as one of the namespace \a nsp; that of a message.
    Place placeOf(Capture::Id session, const QByteArray &nsp) const;
    /// The session whose socket id in \a place's namespace is \a member, 0 if there is none.
    Capture::Id sessionOf(quint32 source, const QByteArray &nsp, const QByteArray &member) const;
    /// When \a session ended; nothing while it lasts.
    std::optional<Capture::Time> endOf(Capture::Id session) const;
    /// Its Socket.IO protocol, 0 of others.
    int protocolOf(Capture::Id session) const;
    const QHash<Capture::Id, Capture::SessionRecord> &all() const { return m_sessions; }

private:
    struct Member
    {
        quint32 source = 0;
        QByteArray nsp;
        QByteArray name;
        bool operator==(const Member &other) const = default;
        friend size_t qHash(const Member &member, size_t seed)
        {
            return qHashMulti(seed, member.source, member.nsp, member.name);
        }
    };

    QHash<Capture::Id, Capture::SessionRecord> m_sessions;
    QHash<Member, Capture::Id> m_members;
};

} // namespace Rooms
