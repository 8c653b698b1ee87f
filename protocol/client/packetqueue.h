// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/packet.h"

#include <QList>

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace Client {

/// Engine.IO packets that wait for a transport. Each may have a tag, by which its sender finds out
/// what became of it; packets of one tag are one message of the sender.
class PacketQueue
{
public:
    struct Entry
    {
        EngineIo::Packet packet;
        quint64 tag = 0; ///< 0: nobody asks
        bool isFirst = true; ///< of its tag
        bool isLast = true; ///< of its tag
    };

    void add(EngineIo::Packet packet) { m_entries.push_back({.packet = std::move(packet)}); }
    /// \a packets are one message.
    void add(QList<EngineIo::Packet> packets, quint64 tag);

    bool isEmpty() const { return m_entries.empty(); }
    Entry takeFirst();
    /// As much as a POST takes of \a maxPayload bytes, by the estimate of engine.io-client; one
    /// packet at least. Without a limit it is all.
    std::vector<Entry> takeBatch(std::optional<qint64> maxPayload);
    /// Empties the queue.
    std::deque<Entry> takeAll() { return std::exchange(m_entries, {}); }

private:
    std::deque<Entry> m_entries;
};

/// What of a queue's messages a lost transport leaves in doubt, by their tags, in order.
struct Unsettled
{
    QList<quint64> unsent; ///< no transport had any of them
    QList<quint64> interrupted; ///< they may or may not have arrived
};

/// Of a request whose answer did not come, and of what waited behind it.
Unsettled unsettledOf(const std::vector<PacketQueue::Entry> &posted,
                      const std::deque<PacketQueue::Entry> &queued);

/// The packets alone.
QList<EngineIo::Packet> packetsOf(std::vector<PacketQueue::Entry> entries);

} // namespace Client
