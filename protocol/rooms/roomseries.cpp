// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/roomseries.h"

#include <algorithm>

namespace Rooms {

using Capture::Time;

namespace {

constexpr double Alike = 0.5; // sets of one room, when somebody came or went
constexpr std::size_t MostStable = 20'000; // of a namespace; beyond, only those that recur
constexpr std::size_t MostChains = 500; // that are looked at, the latest

} // namespace

RoomSeries::RoomSeries(const BroadcastList &list, const SessionSets &sets,
                       const std::vector<quint32> &members)
    : m_list(list)
    , m_sets(sets)
    , m_members(members)
{
}

RoomSeries::Scope RoomSeries::scopeOf(quint32 broadcast) const
{
    const BroadcastList::Name &name = m_list.name(m_list.entries()[broadcast].name);
    return {name.source, name.nsp};
}

void RoomSeries::add(quint32 broadcast, std::optional<quint32> text)
{
    const Scope scope = scopeOf(broadcast);
    const BroadcastList::Entry &entry = m_list.entries()[broadcast];
    const quint32 members = m_members[broadcast];
    if (text) {
        const auto known = m_named.constFind({scope, *text});
        const std::size_t room = known == m_named.constEnd() ? m_rooms.size() : *known;
        if (known == m_named.constEnd()) {
            m_rooms.push_back({.text = text, .broadcasts = {}});
            m_named.insert({scope, *text}, room);
        }
        m_rooms[room].broadcasts.push_back(broadcast);
        QList<std::size_t> &rooms = m_namedSets[{scope, members}];
        if (!rooms.contains(room))
            rooms.append(room);
        return;
    }
    if (entry.isEveryone) {
        const auto known = m_everyone.constFind(scope);
        const std::size_t room = known == m_everyone.constEnd() ? m_rooms.size() : *known;
        if (known == m_everyone.constEnd()) {
            m_rooms.push_back({.text = {}, .isEveryone = true, .broadcasts = {}});
            m_everyone.insert(scope, room);
        }
        m_rooms[room].broadcasts.push_back(broadcast);
        return;
    }
    QHash<quint32, Stable> &stables = m_stable[scope];
    auto stable = stables.find(members);
    if (stable == stables.end())
        stable
            = stables.insert(members, {.members = members, .first = entry.time, .broadcasts = {}});
    stable->last = entry.time;
    stable->broadcasts.push_back(broadcast);
}

std::vector<RoomSeries::Room> RoomSeries::take(const std::atomic_bool &cancelled)
{
    for (auto scope = m_stable.cbegin(); scope != m_stable.cend(); ++scope) {
        if (cancelled.load(std::memory_order_relaxed))
            break;
        const bool areMany = std::size_t(scope->size()) > MostStable;
        std::vector<Stable> stables;
        for (const Stable &stable : *scope) {
            if (areMany && stable.broadcasts.size() < 2)
                continue;
            if (!joinNamed(scope.key(), stable))
                stables.push_back(stable);
        }
        std::sort(stables.begin(), stables.end(), [](const Stable &one, const Stable &other) {
            return std::pair(one.first, one.members) < std::pair(other.first, other.members);
        });
        if (stables.size() > MostStable)
            stables.resize(MostStable);
        chain(stables);
    }
    for (Room &room : m_rooms) {
        std::sort(room.broadcasts.begin(), room.broadcasts.end(),
                  [this](quint32 one, quint32 other) {
                      return std::pair(m_list.entries()[one].time, one)
                          < std::pair(m_list.entries()[other].time, other);
                  });
    }
    return std::move(m_rooms);
}

/// What reaches exactly those who are in the only room with a name that had these members is of
/// that room.
bool RoomSeries::joinNamed(const Scope &scope, const Stable &stable)
{
    const QList<std::size_t> rooms = m_namedSets.value({scope, stable.members});
    if (rooms.size() != 1)
        return false;
    std::vector<quint32> &broadcasts = m_rooms[rooms.first()].broadcasts;
    broadcasts.insert(broadcasts.end(), stable.broadcasts.begin(), stable.broadcasts.end());
    return true;
}

bool RoomSeries::shareEvent(const Stable &one, const Stable &other) const
{
    return std::any_of(one.broadcasts.begin(), one.broadcasts.end(), [&](quint32 mine) {
        return std::any_of(other.broadcasts.begin(), other.broadcasts.end(), [&](quint32 theirs) {
            return m_list.entries()[mine].name == m_list.entries()[theirs].name;
        });
    });
}

/// Puts sets one behind the other that are alike and do not return.
void RoomSeries::chain(const std::vector<Stable> &stables)
{
    std::vector<Chain> chains;
    for (const Stable &stable : stables) {
        Chain *best = nullptr;
        double bestLikeness = Alike;
        const std::size_t from = chains.size() > MostChains ? chains.size() - MostChains : 0;
        for (std::size_t i = from; i < chains.size(); ++i) {
            if (chains[i].last >= stable.first)
                continue;
            const double alike = likeness(m_sets.at(chains[i].members), m_sets.at(stable.members));
            if (alike >= bestLikeness && shareEvent(*chains[i].parts.back(), stable)) {
                best = &chains[i];
                bestLikeness = alike;
            }
        }
        if (best == nullptr) {
            chains.push_back({});
            best = &chains.back();
        }
        best->members = stable.members;
        best->last = std::max(best->last, stable.last);
        best->parts.push_back(&stable);
    }
    for (const Chain &chain : chains) {
        Room room;
        bool recurs = false;
        for (const Stable *part : chain.parts) {
            recurs = recurs || part->broadcasts.size() > 1;
            room.broadcasts.insert(room.broadcasts.end(), part->broadcasts.begin(),
                                   part->broadcasts.end());
        }
        if (recurs)
            m_rooms.push_back(std::move(room));
    }
}

} // namespace Rooms
