// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/guessbook.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace Rooms {

using namespace Capture;

namespace {

Id numberOf(const MembershipRecord &record)
{
    const size_t hash
        = qHashMulti(0, record.source, record.nsp, record.room, record.member, record.session,
                     qint64(record.began.time_since_epoch().count()), record.joinedBy,
                     record.evidence.left(record.evidence.indexOf(':')));
    return -1 - static_cast<Id>(hash & quint64(std::numeric_limits<Id>::max() >> 1));
}

} // namespace

void GuessBook::join(const Place &place, const Reason &reason)
{
    if (m_open.contains(place))
        return;
    MembershipRecord record {.source = place.source,
                             .how = MembershipRecord::How::Inferred,
                             .nsp = place.nsp,
                             .room = place.room,
                             .member = place.member,
                             .session = reason.session,
                             .began = reason.time,
                             .ended = {},
                             .joinedBy = reason.message,
                             .evidence = reason.evidence};
    record.id = numberOf(record);
    m_open.insert(place, record);
    if (record.session != 0)
        m_sessions[record.session].append(place);
    m_places.insert(record.id, m_records.size());
    m_records.push_back(std::move(record));
}

void GuessBook::leave(const Place &place, const Reason &reason)
{
    end(place, reason.time, reason.message);
}

void GuessBook::leaveAll(const Place &place, const Reason &reason)
{
    const auto isIts = [&place](const Place &some) {
        return some.source == place.source && some.nsp == place.nsp && some.member == place.member;
    };
    QList<Place> all;
    if (reason.session != 0) {
        all = m_sessions.value(reason.session);
    } else {
        for (auto at = m_open.cbegin(); at != m_open.cend(); ++at)
            all.append(at.key());
    }
    for (const Place &one : all) {
        if (isIts(one))
            end(one, reason.time, reason.message);
    }
}

void GuessBook::endSession(Id session, Time time)
{
    for (const Place &place : m_sessions.value(session))
        end(place, time, 0);
}

std::vector<MembershipRecord> GuessBook::take()
{
    m_places.clear();
    return std::exchange(m_records, {});
}

void GuessBook::end(const Place &place, Time time, Id message)
{
    const auto found = m_open.constFind(place);
    if (found == m_open.constEnd())
        return;
    MembershipRecord record = *found;
    m_open.erase(found);
    if (const auto session = m_sessions.find(record.session); session != m_sessions.end()) {
        session->removeOne(place);
        if (session->isEmpty())
            m_sessions.remove(record.session);
    }
    record.ended = std::max(time, record.began);
    record.leftBy = message;
    const auto waiting = m_places.constFind(record.id);
    if (waiting != m_places.constEnd()) {
        m_records[*waiting] = std::move(record);
        return;
    }
    m_places.insert(record.id, m_records.size());
    m_records.push_back(std::move(record));
}

} // namespace Rooms
