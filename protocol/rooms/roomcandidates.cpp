// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/roomcandidates.h"

#include "protocol/rooms/guessbook.h"
#include "protocol/rooms/roomlabels.h"
#include "protocol/rooms/roomseries.h"

#include <algorithm>
#include <numeric>

namespace Rooms {

using namespace Capture;

namespace {

constexpr std::size_t FewestBroadcasts = 2; // of a room

/// Who was told, for each broadcast: those who got it, and its sender if it is one of them.
///
/// Events that their senders never get back go to all but the sender. It is one of them if they
/// were told something else that tells of it: it got that, or somebody else sent it.
class FullSets
{
public:
    explicit FullSets(const BroadcastList &list)
    {
        std::vector<Choice> choices;
        std::vector<Senders> senders(list.nameCount());
        for (const BroadcastList::Entry &entry : list.entries()) {
            choices.push_back(choiceOf(list, entry));
            support(choices.back().without, 0);
            if (entry.sender != 0)
                support(choices.back().with, entry.sender);
            senders[entry.name].in += entry.hasSender ? 1U : 0U;
            senders[entry.name].out += entry.sender != 0 ? 1U : 0U;
        }
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const BroadcastList::Entry &entry = list.entries()[i];
            const bool isMember = entry.sender != 0 && senders[entry.name].areLeftOut()
                && m_support[choices[i].with].isMany;
            members.push_back(isMember ? choices[i].with : choices[i].without);
        }
    }

    SessionSets sets;
    std::vector<quint32> members; // of each entry

private:
    struct Choice
    {
        quint32 without = 0; // the sender
        quint32 with = 0;
    };
    struct Senders
    {
        quint32 in = 0; // so many got what they sent
        quint32 out = 0;

        bool areLeftOut() const { return in * 10 <= out; }
    };
    struct Support
    {
        Id by = -1; // a sender, 0 for none
        bool isMany = false;
    };

    Choice choiceOf(const BroadcastList &list, const BroadcastList::Entry &entry)
    {
        std::vector<Id> sessions = list.sets().at(entry.receivers);
        const quint32 without = sets.number(sessions);
        if (entry.sender == 0)
            return {without, without};
        sessions.insert(std::lower_bound(sessions.begin(), sessions.end(), entry.sender),
                        entry.sender);
        return {without, sets.number(std::move(sessions))};
    }

    void support(quint32 set, Id by)
    {
        if (set >= m_support.size())
            m_support.resize(set + 1);
        Support &known = m_support[set];
        known.isMany = known.isMany || (known.by != -1 && known.by != by);
        known.by = by;
    }

    std::vector<Support> m_support; // by set
};

QByteArray inQuotes(const QByteArray &text)
{
    return '"' + text + '"';
}

/// "12 broadcasts of "chat message"": of the events that occur most.
QByteArray countOf(const BroadcastList &list, const std::vector<quint32> &broadcasts)
{
    QHash<QByteArray, int> counts;
    for (const quint32 number : broadcasts)
        ++counts[list.name(list.entries()[number].name).event];
    std::vector<std::pair<int, QByteArray>> events;
    for (auto at = counts.cbegin(); at != counts.cend(); ++at)
        events.emplace_back(-at.value(), at.key());
    std::sort(events.begin(), events.end());
    QByteArray text = QByteArray::number(qsizetype(broadcasts.size())) + " broadcasts";
    if (!events.front().second.isEmpty())
        text += " of " + inQuotes(events.front().second);
    if (events.size() == 2 && !events[1].second.isEmpty())
        text += " and " + inQuotes(events[1].second);
    else if (events.size() > 2)
        text += " and " + QByteArray::number(qsizetype(events.size() - 1)) + " other events";
    return text;
}

QByteArray sessionsIn(std::size_t count)
{
    return QByteArray::number(qsizetype(count)) + (count == 1 ? " session" : " sessions");
}

/// The sessions and the changes of one candidate, from its broadcasts in order.
class Story
{
public:
    Story(const BroadcastList &list, const SessionPlaces &places, const FullSets &full,
          RoomCandidate &candidate)
        : m_list(list)
        , m_places(places)
        , m_full(full)
        , m_candidate(candidate)
    {
    }

    void tell()
    {
        const std::vector<quint32> &broadcasts = m_candidate.broadcasts;
        std::size_t fewest = std::numeric_limits<std::size_t>::max();
        std::size_t most = 0;
        std::vector<std::vector<Id>> sets;
        for (const quint32 number : broadcasts)
            sets.push_back(m_full.sets.at(m_full.members[number]));
        for (std::size_t i = 1; i + 1 < sets.size(); ++i)
            fillIn(sets[i - 1], sets[i], sets[i + 1]);
        for (std::size_t i = 0; i < sets.size(); ++i) {
            fewest = std::min(fewest, sets[i].size());
            most = std::max(most, sets[i].size());
            m_candidate.sessions.insert(m_candidate.sessions.end(), sets[i].begin(), sets[i].end());
            if (i + 1 == sets.size() || (i & 63) == 63)
                sortSessions();
        }
        m_candidate.evidence += fewest == most
            ? " reached exactly these " + sessionsIn(most)
            : " reached " + QByteArray::number(qsizetype(fewest)) + " to " + sessionsIn(most);
        std::vector<Id> before;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            change(before, sets[i], m_list.entries()[broadcasts[i]]);
            before = std::move(sets[i]);
        }
        for (const Id session : before) {
            if (const auto end = m_places.endOf(session))
                m_book.endSession(session, *end);
        }
        m_candidate.memberships = m_book.take();
    }

private:
    void sortSessions()
    {
        auto &sessions = m_candidate.sessions;
        std::sort(sessions.begin(), sessions.end());
        sessions.erase(std::unique(sessions.begin(), sessions.end()), sessions.end());
    }

    /// One who missed a broadcast and got those before and after it: most likely its sender.
    static void fillIn(const std::vector<Id> &before, std::vector<Id> &set,
                       const std::vector<Id> &after)
    {
        std::vector<Id> both;
        std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                              std::back_inserter(both));
        std::vector<Id> missing;
        std::set_difference(both.begin(), both.end(), set.begin(), set.end(),
                            std::back_inserter(missing));
        if (missing.size() == 1)
            set.insert(std::lower_bound(set.begin(), set.end(), missing.front()), missing.front());
    }

    void change(const std::vector<Id> &before, const std::vector<Id> &now,
                const BroadcastList::Entry &entry)
    {
        const std::vector<Id> &receivers = m_list.sets().at(entry.receivers);
        const std::span<const Id> messages = m_list.messagesOf(entry);
        for (const Id session : before) {
            if (std::binary_search(now.begin(), now.end(), session))
                continue;
            const std::optional<Time> end = m_places.endOf(session);
            if (end && *end <= entry.time)
                m_book.endSession(session, *end);
            else
                m_book.leave(placeOf(session),
                             {.time = entry.time, .session = session, .message = messages.front()});
        }
        for (const Id session : now) {
            if (std::binary_search(before.begin(), before.end(), session))
                continue;
            const auto at = std::lower_bound(receivers.begin(), receivers.end(), session);
            const bool isReceiver = at != receivers.end() && *at == session;
            m_book.join(placeOf(session),
                        {.time = entry.time,
                         .session = session,
                         .message = isReceiver
                             ? messages[static_cast<std::size_t>(at - receivers.begin())]
                             : messages.front(),
                         .evidence = m_candidate.evidence});
        }
    }

    GuessBook::Place placeOf(Id session) const
    {
        const SessionPlaces::Place place = m_places.placeOf(session, m_candidate.nsp);
        return {.source = m_candidate.source,
                .nsp = m_candidate.nsp,
                .room = m_candidate.name,
                .member = place.member};
    }

    const BroadcastList &m_list;
    const SessionPlaces &m_places;
    const FullSets &m_full;
    RoomCandidate &m_candidate;
    GuessBook m_book;
};

/// What all broadcasts of a room say at one place, if they do.
QByteArray commonText(const BroadcastList &list, const std::vector<quint32> &broadcasts)
{
    const auto saysIt = [&list](quint32 number, const BroadcastList::Label &wanted) {
        const auto labels = list.labelsOf(list.entries()[number]);
        return std::any_of(labels.begin(), labels.end(), [&](const BroadcastList::Label &label) {
            return label.text == wanted.text
                && list.slot(label.slot).pointer == list.slot(wanted.slot).pointer;
        });
    };
    for (const BroadcastList::Label &label : list.labelsOf(list.entries()[broadcasts.front()])) {
        if (std::all_of(broadcasts.begin(), broadcasts.end(),
                        [&](quint32 number) { return saysIt(number, label); }))
            return list.text(label.text);
    }
    return {};
}

/// Gives those of one namespace names of their own: "tick", "tick (2)".
void tellApart(std::vector<RoomCandidate> &candidates)
{
    QHash<BroadcastList::Name, int> used;
    for (RoomCandidate &candidate : candidates) {
        const int number = ++used[{candidate.source, candidate.nsp, candidate.name}];
        if (number > 1)
            candidate.name += " (" + QByteArray::number(number) + ')';
    }
}

} // namespace

std::vector<RoomCandidate> roomCandidates(const BroadcastList &list, const SessionPlaces &places,
                                          const std::atomic_bool &cancelled)
{
    std::vector<quint32> inOrder(list.entries().size());
    std::iota(inOrder.begin(), inOrder.end(), 0);
    std::stable_sort(inOrder.begin(), inOrder.end(), [&list](quint32 one, quint32 other) {
        return list.entries()[one].time < list.entries()[other].time;
    });
    const FullSets full(list);
    const RoomLabels labels(list, full.sets, full.members, inOrder);
    RoomSeries series(list, full.sets, full.members);
    for (const quint32 number : inOrder)
        series.add(number, labels.textOf(list.entries()[number]));
    std::vector<RoomCandidate> candidates;
    for (RoomSeries::Room &room : series.take(cancelled)) {
        if (cancelled.load(std::memory_order_relaxed))
            return {};
        if (room.broadcasts.size() < FewestBroadcasts)
            continue;
        const BroadcastList::Entry &first = list.entries()[room.broadcasts.front()];
        const BroadcastList::Name &name = list.name(first.name);
        RoomCandidate candidate {.source = name.source,
                                 .nsp = name.nsp,
                                 .name = name.event,
                                 .isNamed = room.text.has_value(),
                                 .isEveryone = room.isEveryone,
                                 .evidence = countOf(list, room.broadcasts),
                                 .broadcasts = std::move(room.broadcasts)};
        if (room.text) {
            candidate.name = list.text(*room.text);
            if (const BroadcastList::Slot *slot = labels.slotOf(first.name))
                candidate.evidence
                    += " that say " + inQuotes(candidate.name) + " at " + slot->pointer;
        } else if (room.isEveryone) {
            candidate.name = "everyone";
        } else if (const QByteArray text = commonText(list, candidate.broadcasts);
                   !text.isEmpty()) {
            candidate.name = text;
        }
        if (candidate.name.isEmpty())
            candidate.name = "room";
        candidates.push_back(std::move(candidate));
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const RoomCandidate &one, const RoomCandidate &other) {
                         return std::pair(!one.isEveryone, one.broadcasts.size())
                             > std::pair(!other.isEveryone, other.broadcasts.size());
                     });
    tellApart(candidates);
    for (RoomCandidate &candidate : candidates)
        Story(list, places, full, candidate).tell();
    return candidates;
}

} // namespace Rooms
