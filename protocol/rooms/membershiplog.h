// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QHash>

#include <optional>
#include <vector>

/// Who was in which room, when.
namespace Rooms {

/// All memberships of a capture, as they are known so far.
///
/// What is told of is named by source, namespace, room and member together, as in
/// Capture::MembershipBook: each source has namespaces, they have rooms, and a seat is a member's
/// place in a room, taken once or often. All of these are numbers, counted from 0 as they are met.
/// Takes records in any order and more than once: what has ended stays so. A value.
class MembershipLog
{
public:
    using How = Capture::MembershipRecord::How;
    /// The end of what lasts.
    static constexpr Capture::Time Never = Capture::Time::max();

    struct Scope
    {
        quint32 source = 0;
        QByteArray nsp;
        std::vector<quint32> rooms;
    };
    struct Room
    {
        quint32 scope = 0;
        QByteArray name;
        bool isTwin = false; ///< a member's own, of the member's name
        std::vector<quint32> seats;
    };
    struct Member
    {
        quint32 scope = 0;
        QByteArray name;
        Capture::Id session = 0; ///< as far as memberships told
        std::vector<quint32> seats;
    };
    struct Span
    {
        Capture::Id id = 0;
        Capture::Time began;
        Capture::Time ended = Never;
        Capture::Id joinedBy = 0;
        Capture::Id leftBy = 0;
        quint32 seat = 0;
        quint32 evidence = 0; ///< for evidence()
        How how = How::Admin;
        bool wasPresent = false; ///< it began earlier
        bool wasLost = false; ///< it ended unseen

        bool contains(Capture::Time time) const { return time >= began && time < ended; }
        bool lasts() const { return ended == Never; }
    };
    struct Seat
    {
        quint32 room = 0;
        quint32 member = 0;
        std::vector<quint32> spans; ///< in order of their beginnings
    };

    /// What is known of a room, or of a seat in it, at one moment.
    struct Presence
    {
        quint32 members = 0; ///< how many are in; nothing else means anything at 0
        How how = How::Inferred; ///< the best that any of them is known by
        bool wasPresent = false; ///< since before we came
        Capture::Time since = Never; ///< the longest of them
    };

    void add(const Capture::MembershipRecord &record);
    /// Forgets what was guessed by rules: those with numbers below 0.
    void forgetGuesses();

    bool isEmpty() const { return m_spans.empty(); }
    const std::vector<Scope> &scopes() const { return m_scopes; }
    const std::vector<Room> &rooms() const { return m_rooms; }
    const std::vector<Member> &members() const { return m_members; }
    const std::vector<Seat> &seats() const { return m_seats; }
    const std::vector<Span> &spans() const { return m_spans; }
    const QByteArray &evidence(quint32 number) const { return m_evidence[number]; }
    /// The first that anything is known of, and the last; Never while empty.
    Capture::Time firstTime() const { return m_first; }
    Capture::Time lastTime() const { return m_last; }

    /// Of each room by number, at \a moment, or now.
    std::vector<Presence> roomsAt(std::optional<Capture::Time> moment) const;
    /// Of one seat.
    Presence seatAt(quint32 seat, std::optional<Capture::Time> moment) const;
    /// The spans of \a seat that are in some of the time from \a from to before \a to.
    std::vector<Span> spansWithin(quint32 seat, Capture::Time from, Capture::Time to) const;
    std::optional<quint32> findScope(quint32 source, const QByteArray &nsp) const;
    std::optional<quint32> findRoom(quint32 scope, const QByteArray &name) const;
    std::optional<quint32> findMember(quint32 scope, const QByteArray &name) const;

private:
    using Name = std::pair<quint32, QByteArray>; // in a source or scope
    quint32 scopeOf(quint32 source, const QByteArray &nsp);
    quint32 roomOf(quint32 scope, const QByteArray &name);
    quint32 memberOf(quint32 scope, const QByteArray &name);
    quint32 seatOf(quint32 room, quint32 member);
    quint32 evidenceOf(const QByteArray &words);
    void fill(Span *span, const Capture::MembershipRecord &record);
    void see(Capture::Time time);

    std::vector<Scope> m_scopes;
    std::vector<Room> m_rooms;
    std::vector<Member> m_members;
    std::vector<Seat> m_seats;
    std::vector<Span> m_spans;
    std::vector<QByteArray> m_evidence {QByteArray()};
    QHash<Name, quint32> m_scopeNumbers;
    QHash<Name, quint32> m_roomNumbers;
    QHash<Name, quint32> m_memberNumbers;
    QHash<quint64, quint32> m_seatNumbers; // by room << 32 | member
    QHash<QByteArray, quint32> m_evidenceNumbers;
    QHash<Capture::Id, quint32> m_spanNumbers;
    Capture::Time m_first = Never;
    Capture::Time m_last = Never;
};

} // namespace Rooms
