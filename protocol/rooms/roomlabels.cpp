// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/roomlabels.h"

#include "protocol/rooms/roomwords.h"

namespace Rooms {

namespace {

constexpr double Alike = 0.5; // sets of receivers, when somebody comes or goes

double share(quint32 part, quint32 whole)
{
    return whole == 0 ? 1 : double(part) / whole;
}

QByteArrayView keyOf(const QByteArray &pointer)
{
    return QByteArrayView(pointer).sliced(pointer.lastIndexOf('/') + 1);
}

} // namespace

/// 0 for a place that names no room.
double RoomLabels::Judgement::worth() const
{
    const double kept = share(alike, sameText);
    const double agreed = share(agreeing, sameSet);
    if (isRoomKey)
        return kept >= 0.6 ? 1 + kept * agreed : 0;
    const bool isTold
        = seen >= 4 && sameText >= 2 && sameSet >= 2 && texts >= 2 && texts * 2 <= seen;
    return isTold && kept >= 0.9 && agreed >= 0.95 ? kept * agreed : 0;
}

RoomLabels::RoomLabels(const BroadcastList &list, const SessionSets &sets,
                       const std::vector<quint32> &members, const std::vector<quint32> &inOrder)
    : m_list(list)
    , m_slots(list.nameCount())
{
    std::vector<Judgement> judgements(list.slotCount());
    QHash<quint64, quint32> setOfText; // by slot << 32 | text, the last
    QHash<quint64, quint32> textOfSet; // by slot << 32 | set, the last
    for (quint32 slot = 0; slot < judgements.size(); ++slot)
        judgements[slot].isRoomKey = isRoomKey(keyOf(list.slot(slot).pointer));
    for (const quint32 number : inOrder) {
        const BroadcastList::Entry &entry = list.entries()[number];
        const quint32 set = members[number];
        for (const BroadcastList::Label &label : list.labelsOf(entry)) {
            Judgement &judgement = judgements[label.slot];
            if (entry.isEveryone && !judgement.isRoomKey)
                continue;
            ++judgement.seen;
            const quint64 slot = quint64(label.slot) << 32;
            const auto before = setOfText.constFind(slot | label.text);
            if (before == setOfText.constEnd()) {
                ++judgement.texts;
            } else {
                ++judgement.sameText;
                if (*before == set || likeness(sets.at(*before), sets.at(set)) >= Alike)
                    ++judgement.alike;
            }
            const auto text = textOfSet.constFind(slot | set);
            if (text != textOfSet.constEnd()) {
                ++judgement.sameSet;
                if (*text == label.text)
                    ++judgement.agreeing;
            }
            setOfText.insert(slot | label.text, set);
            textOfSet.insert(slot | set, label.text);
        }
    }
    std::vector<double> best(list.nameCount());
    for (quint32 slot = 0; slot < judgements.size(); ++slot) {
        const quint32 name = list.slot(slot).name;
        if (const double worth = judgements[slot].worth(); worth > best[name]) {
            best[name] = worth;
            m_slots[name] = slot;
        }
    }
}

std::optional<quint32> RoomLabels::textOf(const BroadcastList::Entry &entry) const
{
    const std::optional<quint32> slot = m_slots[entry.name];
    if (!slot)
        return std::nullopt;
    for (const BroadcastList::Label &label : m_list.labelsOf(entry)) {
        if (label.slot == *slot)
            return label.text;
    }
    return std::nullopt;
}

const BroadcastList::Slot *RoomLabels::slotOf(quint32 name) const
{
    const std::optional<quint32> slot = m_slots[name];
    return slot ? &m_list.slot(*slot) : nullptr;
}

} // namespace Rooms
