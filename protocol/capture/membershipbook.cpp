// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/membershipbook.h"

#include <utility>

namespace Capture {

MembershipBook::Place MembershipBook::memberOf(const Place &place)
{
    return {place.source, place.nsp, {}, place.member};
}

void MembershipBook::join(const Place &place, const Told &told)
{
    if (m_open.contains(place))
        return;
    const MembershipRecord record {.id = m_collector.newMembership(),
                                   .source = place.source,
                                   .how = told.how,
                                   .nsp = place.nsp,
                                   .room = place.room,
                                   .member = place.member,
                                   .session = told.session,
                                   .began = told.time,
                                   .wasPresent = told.wasPresent,
                                   .ended = {},
                                   .joinedBy = told.message,
                                   .evidence = {}};
    m_open.insert(place, record);
    m_rooms[memberOf(place)].append(place.room);
    m_collector.add(record);
}

void MembershipBook::leave(const Place &place, const Told &told)
{
    const auto found = m_open.constFind(place);
    if (found == m_open.constEnd())
        return;
    end(*found, told, false);
    m_open.erase(found);
    QList<QByteArray> &rooms = m_rooms[memberOf(place)];
    rooms.removeOne(place.room);
    if (rooms.isEmpty())
        m_rooms.remove(memberOf(place));
}

void MembershipBook::leaveAll(quint32 source, const QByteArray &nsp, const QByteArray &member,
                              const Told &told)
{
    const QList<QByteArray> rooms = m_rooms.take({source, nsp, {}, member});
    for (const QByteArray &room : rooms)
        end(m_open.take({source, nsp, room, member}), told, false);
}

void MembershipBook::lose(quint32 source, const Told &told)
{
    for (const Place &place : placesOf(source)) {
        end(m_open.take(place), told, true);
        m_rooms.remove(memberOf(place));
    }
}

QList<MembershipBook::Place> MembershipBook::placesOf(quint32 source) const
{
    QList<Place> places;
    for (auto at = m_open.cbegin(); at != m_open.cend(); ++at) {
        if (at.key().source == source)
            places.append(at.key());
    }
    return places;
}

void MembershipBook::end(MembershipRecord record, const Told &told, bool isLost)
{
    record.ended = told.time;
    record.wasLost = isLost;
    record.leftBy = told.message;
    m_collector.add(record);
}

} // namespace Capture
