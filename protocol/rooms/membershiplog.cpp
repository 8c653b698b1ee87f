// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/membershiplog.h"

#include <algorithm>

namespace Rooms {

using Capture::Id;
using Capture::MembershipRecord;
using Capture::Time;

namespace {

/// The number of what \a things has last, once it is there.
template<typename Thing>
quint32 append(std::vector<Thing> *things, Thing thing)
{
    things->push_back(std::move(thing));
    return static_cast<quint32>(things->size() - 1);
}

template<typename Key>
std::optional<quint32> find(const QHash<Key, quint32> &numbers, const Key &key)
{
    const auto found = numbers.constFind(key);
    return found == numbers.constEnd() ? std::nullopt : std::optional(*found);
}

bool holds(const MembershipLog::Span &span, std::optional<Time> moment)
{
    return moment ? span.contains(*moment) : span.lasts();
}

void count(MembershipLog::Presence *presence, const MembershipLog::Span &span)
{
    presence->how = std::min(presence->how, span.how);
    if (span.began < presence->since) {
        presence->since = span.began;
        presence->wasPresent = span.wasPresent;
    }
}

} // namespace

void MembershipLog::add(const MembershipRecord &record)
{
    if (const auto known = find(m_spanNumbers, record.id)) {
        Span &span = m_spans[*known];
        if (span.lasts() && record.ended)
            fill(&span, record);
        return;
    }
    const quint32 scope = scopeOf(record.source, record.nsp);
    const quint32 member = memberOf(scope, record.member);
    if (record.session != 0)
        m_members[member].session = record.session;
    Span span {.id = record.id,
               .began = record.began,
               .joinedBy = record.joinedBy,
               .seat = seatOf(roomOf(scope, record.room), member),
               .evidence = evidenceOf(record.evidence),
               .how = record.how,
               .wasPresent = record.wasPresent};
    fill(&span, record);
    see(record.began);
    std::vector<quint32> &spans = m_seats[span.seat].spans;
    const auto later = std::find_if(spans.rbegin(), spans.rend(), [&](quint32 number) {
                           return m_spans[number].began <= span.began;
                       }).base();
    spans.insert(later, append(&m_spans, span));
    m_spanNumbers.insert(record.id, static_cast<quint32>(m_spans.size() - 1));
}

void MembershipLog::forgetGuesses()
{
    MembershipLog kept;
    for (const Span &span : m_spans) {
        if (span.id < 0)
            continue;
        const Seat &seat = m_seats[span.seat];
        const Scope &scope = m_scopes[m_rooms[seat.room].scope];
        MembershipRecord record {.id = span.id,
                                 .source = scope.source,
                                 .how = span.how,
                                 .nsp = scope.nsp,
                                 .room = m_rooms[seat.room].name,
                                 .member = m_members[seat.member].name,
                                 .session = m_members[seat.member].session,
                                 .began = span.began,
                                 .wasPresent = span.wasPresent,
                                 .wasLost = span.wasLost,
                                 .joinedBy = span.joinedBy,
                                 .leftBy = span.leftBy,
                                 .evidence = m_evidence[span.evidence]};
        if (!span.lasts())
            record.ended = span.ended;
        kept.add(record);
    }
    *this = std::move(kept);
}

std::vector<MembershipLog::Presence> MembershipLog::roomsAt(std::optional<Time> moment) const
{
    std::vector<Presence> all(m_rooms.size());
    std::vector<bool> areTaken(m_seats.size());
    for (const Span &span : m_spans) {
        if (!holds(span, moment))
            continue;
        Presence &presence = all[m_seats[span.seat].room];
        count(&presence, span);
        if (!areTaken[span.seat]) {
            areTaken[span.seat] = true;
            ++presence.members;
        }
    }
    return all;
}

MembershipLog::Presence MembershipLog::seatAt(quint32 seat, std::optional<Time> moment) const
{
    Presence presence;
    for (const quint32 number : m_seats[seat].spans) {
        if (holds(m_spans[number], moment)) {
            count(&presence, m_spans[number]);
            presence.members = 1;
        }
    }
    return presence;
}

std::vector<MembershipLog::Span> MembershipLog::spansWithin(quint32 seat, Time from, Time to) const
{
    std::vector<Span> within;
    for (const quint32 number : m_seats[seat].spans) {
        const Span &span = m_spans[number];
        if (span.began < to && (span.ended > from || span.began >= from))
            within.push_back(span);
    }
    return within;
}

std::optional<quint32> MembershipLog::findScope(quint32 source, const QByteArray &nsp) const
{
    return find(m_scopeNumbers, {source, nsp});
}

std::optional<quint32> MembershipLog::findRoom(quint32 scope, const QByteArray &name) const
{
    return find(m_roomNumbers, {scope, name});
}

std::optional<quint32> MembershipLog::findMember(quint32 scope, const QByteArray &name) const
{
    return find(m_memberNumbers, {scope, name});
}

quint32 MembershipLog::scopeOf(quint32 source, const QByteArray &nsp)
{
    if (const auto known = findScope(source, nsp))
        return *known;
    const quint32 number = append(&m_scopes, {.source = source, .nsp = nsp, .rooms = {}});
    m_scopeNumbers.insert({source, nsp}, number);
    return number;
}

quint32 MembershipLog::roomOf(quint32 scope, const QByteArray &name)
{
    if (const auto known = findRoom(scope, name))
        return *known;
    const quint32 number
        = append(&m_rooms, {.scope = scope, .name = name, .isTwin = false, .seats = {}});
    m_scopes[scope].rooms.push_back(number);
    m_roomNumbers.insert({scope, name}, number);
    return number;
}

quint32 MembershipLog::memberOf(quint32 scope, const QByteArray &name)
{
    if (const auto known = findMember(scope, name))
        return *known;
    const quint32 number
        = append(&m_members, {.scope = scope, .name = name, .session = 0, .seats = {}});
    m_memberNumbers.insert({scope, name}, number);
    return number;
}

quint32 MembershipLog::seatOf(quint32 room, quint32 member)
{
    const quint64 key = quint64(room) << 32 | member;
    if (const auto known = find(m_seatNumbers, key))
        return *known;
    const quint32 number = append(&m_seats, {.room = room, .member = member, .spans = {}});
    m_rooms[room].seats.push_back(number);
    m_members[member].seats.push_back(number);
    if (m_rooms[room].name == m_members[member].name)
        m_rooms[room].isTwin = true;
    m_seatNumbers.insert(key, number);
    return number;
}

quint32 MembershipLog::evidenceOf(const QByteArray &words)
{
    if (words.isEmpty())
        return 0;
    if (const auto known = find(m_evidenceNumbers, words))
        return *known;
    const quint32 number = append(&m_evidence, words);
    m_evidenceNumbers.insert(words, number);
    return number;
}

/// How it ended, if it did; never before it began.
void MembershipLog::fill(Span *span, const MembershipRecord &record)
{
    span->wasLost = record.wasLost;
    span->leftBy = record.leftBy;
    if (!record.ended)
        return;
    span->ended = std::max(*record.ended, span->began);
    see(span->ended);
}

void MembershipLog::see(Time time)
{
    m_first = std::min(m_first, time);
    m_last = m_last == Never ? time : std::max(m_last, time);
}

} // namespace Rooms
