// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/rooms/askingtimes.h"
#include "protocol/rooms/attendance.h"
#include "protocol/rooms/broadcastlist.h"
#include "protocol/rooms/datavalues.h"
#include "protocol/rooms/sessionplaces.h"

#include <deque>

namespace Rooms {

/// Finds all broadcasts of a capture in one walk over its messages, and goes on where it was.
///
/// What counts as one is said at Broadcast, but that contents over 64 KiB are compared by their
/// beginnings and sizes, and attachments by their sizes. Keeps what is found, and of everything
/// else about a second.
class BroadcastFinder
{
public:
    /// So much of a content is looked at.
    static constexpr qint64 MostContent = 64 * 1024;

    BroadcastFinder() = default;
    Q_DISABLE_COPY_MOVE(BroadcastFinder)
    ~BroadcastFinder() = default;

    /// Those that are there now; before the messages that came with them.
    void setSessions(const std::vector<Capture::SessionRecord> &sessions);
    /// The next message. \a asked: when the request began that it came with, over polling.
    void take(const Capture::MessageRecord &message, std::optional<Capture::Time> asked);
    /// The end: what may still go on does not.
    void finish();
    /// The same if nothing has come for some seconds at \a now.
    void finishIdle(Capture::Time now);

    const BroadcastList &list() const { return m_list; }
    const SessionPlaces &places() const { return m_places; }

private:
    struct Key
    {
        quint64 one = 0;
        quint64 other = 0;
        bool operator==(const Key &key) const = default;
        friend size_t qHash(const Key &key, size_t seed) { return key.one ^ seed; }
    };
    struct Open
    {
        ReceiptGroups groups;
        quint32 name = 0;
        bool isOne = false; // more than one session got it
        Capture::Id session = 0; // the first that did
        std::vector<BroadcastList::Label> labels;
    };
    struct Said
    {
        Capture::Time time;
        Capture::Id session = 0;
        quint32 name = 0;
    };
    struct SlotCount
    {
        quint32 seen = 0;
        quint32 texts = 0;
        bool isProse = false; // it says something else each time
    };

    quint32 nameOf(const Capture::MessageRecord &message);
    Key keyOf(const Capture::MessageRecord &message, quint32 name) const;
    void attend(const Capture::MessageRecord &message);
    void settle(Capture::Time now);
    void add(const Open &open, std::vector<Receipt> receipts);
    Capture::Id senderOf(quint32 name, Capture::Time time) const;
    std::vector<BroadcastList::Label> labelsOf(const Capture::MessageRecord &message, quint32 name);

    SessionPlaces m_places;
    Attendance m_attendance;
    BroadcastList m_list;
    DataValues m_values;
    QHash<Key, Open> m_open;
    std::deque<std::pair<Capture::Time, Key>> m_waiting; // when to look at it again
    std::deque<Said> m_said;
    std::vector<SlotCount> m_slots; // by number in the list
    QSet<quint64> m_slotTexts; // slot << 32 | text
    Capture::Time m_now;
};

/// Hands \a finder the messages above \a after, with what it has to know of sessions and exchanges.
/// Returns the last number looked at.
Capture::Id findBroadcasts(Capture::StoreReader &reader, BroadcastFinder &finder, Capture::Id after,
                           const std::atomic_bool &cancelled);

} // namespace Rooms
