// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rooms/receiptgroups.h"
#include "protocol/rooms/sessionsets.h"

#include <QByteArray>

#include <span>

namespace Rooms {

/// The broadcasts of a capture, as BroadcastFinder finds them: some 60 bytes each and 8 a receiver.
class BroadcastList
{
public:
    /// Those found after so many are counted only.
    static constexpr std::size_t MostEntries = 500'000;

    /// What broadcasts have in common that say the same kind of thing.
    struct Name
    {
        quint32 source = 0;
        QByteArray nsp; ///< where the receivers are: namespace, or path of a plain WebSocket
        QByteArray event;
        bool operator==(const Name &other) const = default;
        friend size_t qHash(const Name &name, size_t seed)
        {
            return qHashMulti(seed, name.source, name.nsp, name.event);
        }
    };
    /// A place in what one name's broadcasts say.
    struct Slot
    {
        quint32 name = 0;
        QByteArray pointer;
        bool operator==(const Slot &other) const = default;
        friend size_t qHash(const Slot &slot, size_t seed)
        {
            return qHashMulti(seed, slot.name, slot.pointer);
        }
    };
    /// A short text at such a place: it may be the room's name.
    struct Label
    {
        quint32 slot = 0;
        quint32 text = 0;
    };
    struct Entry
    {
        Capture::Time time; ///< of the first receipt
        quint32 name = 0;
        quint32 receivers = 0; ///< a number in sets()
        std::size_t firstMessage = 0;
        std::size_t firstLabel = 0;
        quint32 labels = 0;
        Capture::Id sender = 0; ///< a session that seems to have caused it and did not get it
        bool hasSender = false; ///< one that seems to have caused it got it too
        bool isEveryone = false; ///< all that were there got it, but for its sender
    };

    quint32 nameNumber(const Name &name);
    quint32 slotNumber(const Slot &slot);
    quint32 textNumber(const QByteArray &text);
    /// \a receipts ascend by session. The entry's numbers of what is in other lists are set here.
    void add(Entry entry, const std::vector<Receipt> &receipts, std::span<const Label> labels);

    const std::vector<Entry> &entries() const { return m_entries; }
    const SessionSets &sets() const { return m_sets; }
    const Name &name(quint32 number) const { return m_names[number]; }
    const Slot &slot(quint32 number) const { return m_slots[number]; }
    const QByteArray &text(quint32 number) const { return m_texts[number]; }
    std::size_t nameCount() const { return m_names.size(); }
    std::size_t slotCount() const { return m_slots.size(); }
    /// One for each of its receivers, in their order.
    std::span<const Capture::Id> messagesOf(const Entry &entry) const;
    std::span<const Label> labelsOf(const Entry &entry) const;
    /// So many were found and are not in entries().
    qint64 leftOut() const { return m_leftOut; }

private:
    std::vector<Entry> m_entries;
    SessionSets m_sets;
    std::vector<Capture::Id> m_messages;
    std::vector<Label> m_labels;
    std::vector<Name> m_names;
    std::vector<Slot> m_slots;
    std::vector<QByteArray> m_texts;
    QHash<Name, quint32> m_nameNumbers;
    QHash<Slot, quint32> m_slotNumbers;
    QHash<QByteArray, quint32> m_textNumbers;
    qint64 m_leftOut = 0;
};

} // namespace Rooms
