// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/collector.h"

#include <QHash>

namespace Capture {

/// Who is in which room right now, as decoders are told; gathers what begins and ends.
///
/// A member is in a room once, however often that is said. What is told of is named by source,
/// namespace, room and member together: two sources that tell of one room do not meet.
class MembershipBook
{
public:
    explicit MembershipBook(Collector &collector)
        : m_collector(collector)
    {
    }

    struct Place
    {
        quint32 source = 0;
        QByteArray nsp;
        QByteArray room;
        QByteArray member;
        bool operator==(const Place &other) const = default;
        friend size_t qHash(const Place &place, size_t seed)
        {
            return qHashMulti(seed, place.source, place.nsp, place.room, place.member);
        }
    };
    struct Told
    {
        MembershipRecord::How how = MembershipRecord::How::Observed;
        Time time;
        Id session = 0; ///< of the member, if known
        Id message = 0; ///< that said so
        bool wasPresent = false; ///< it is told of, but began earlier
    };

    void join(const Place &place, const Told &told);
    void leave(const Place &place, const Told &told);
    /// \a member leaves every room of \a nsp.
    void leaveAll(quint32 source, const QByteArray &nsp, const QByteArray &member,
                  const Told &told);
    /// What \a source told is over, unseen: nobody tells us any more.
    void lose(quint32 source, const Told &told);
    /// All that \a source tells of now.
    QList<Place> placesOf(quint32 source) const;
    bool isIn(const Place &place) const { return m_open.contains(place); }

private:
    static Place memberOf(const Place &place);
    void end(MembershipRecord record, const Told &told, bool isLost);

    Collector &m_collector;
    QHash<Place, MembershipRecord> m_open;
    QHash<Place, QList<QByteArray>> m_rooms; // by member: a place without a room
};

} // namespace Capture
