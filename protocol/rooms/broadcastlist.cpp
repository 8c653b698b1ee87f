// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rooms/broadcastlist.h"

namespace Rooms {

using Capture::Id;

namespace {

/// The number of \a thing in \a things, where it is put if it is new.
template<typename Thing>
quint32 numberIn(std::vector<Thing> &things, QHash<Thing, quint32> &numbers, const Thing &thing)
{
    const auto known = numbers.constFind(thing);
    if (known != numbers.constEnd())
        return *known;
    const auto number = static_cast<quint32>(things.size());
    things.push_back(thing);
    numbers.insert(thing, number);
    return number;
}

} // namespace

quint32 BroadcastList::nameNumber(const Name &name)
{
    return numberIn(m_names, m_nameNumbers, name);
}

quint32 BroadcastList::slotNumber(const Slot &slot)
{
    return numberIn(m_slots, m_slotNumbers, slot);
}

quint32 BroadcastList::textNumber(const QByteArray &text)
{
    return numberIn(m_texts, m_textNumbers, text);
}

void BroadcastList::add(Entry entry, const std::vector<Receipt> &receipts,
                        std::span<const Label> labels)
{
    if (m_entries.size() >= MostEntries) {
        ++m_leftOut;
        return;
    }
    entry.firstMessage = m_messages.size();
    entry.firstLabel = m_labels.size();
    entry.labels = static_cast<quint32>(labels.size());
    std::vector<Id> sessions;
    sessions.reserve(receipts.size());
    for (const Receipt &receipt : receipts) {
        sessions.push_back(receipt.session);
        m_messages.push_back(receipt.message);
    }
    m_labels.insert(m_labels.end(), labels.begin(), labels.end());
    entry.receivers = m_sets.number(std::move(sessions));
    m_entries.push_back(entry);
}

std::span<const Id> BroadcastList::messagesOf(const Entry &entry) const
{
    return std::span(m_messages).subspan(entry.firstMessage, m_sets.at(entry.receivers).size());
}

std::span<const BroadcastList::Label> BroadcastList::labelsOf(const Entry &entry) const
{
    return std::span(m_labels).subspan(entry.firstLabel, entry.labels);
}

} // namespace Rooms
