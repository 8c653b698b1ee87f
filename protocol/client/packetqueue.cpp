// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/packetqueue.h"

namespace Client {

namespace {

/// What \a packet takes in a payload, with its type and what separates it from the next.
qint64 payloadBytes(const EngineIo::Packet &packet)
{
    const qint64 size = packet.data().size();
    return (packet.binary ? (size * 4 + 2) / 3 : size) + 2;
}

} // namespace

void PacketQueue::add(QList<EngineIo::Packet> packets, quint64 tag)
{
    for (qsizetype i = 0; i < packets.size(); ++i) {
        m_entries.push_back({.packet = std::move(packets[i]),
                             .tag = tag,
                             .isFirst = i == 0,
                             .isLast = i + 1 == packets.size()});
    }
}

PacketQueue::Entry PacketQueue::takeFirst()
{
    Entry entry = std::move(m_entries.front());
    m_entries.pop_front();
    return entry;
}

std::vector<PacketQueue::Entry> PacketQueue::takeBatch(std::optional<qint64> maxPayload)
{
    std::vector<Entry> batch;
    qint64 size = 1;
    while (!m_entries.empty()) {
        size += payloadBytes(m_entries.front().packet);
        const bool isTooMuch = maxPayload && size > *maxPayload;
        if (isTooMuch && !batch.empty())
            break;
        batch.push_back(takeFirst());
    }
    return batch;
}

Unsettled unsettledOf(const std::vector<PacketQueue::Entry> &posted,
                      const std::deque<PacketQueue::Entry> &queued)
{
    Unsettled messages;
    // Packets of one tag stand together.
    const auto add = [](QList<quint64> &tags, quint64 tag) {
        if (tags.isEmpty() || tags.last() != tag)
            tags.append(tag);
    };
    for (const PacketQueue::Entry &entry : posted) {
        if (entry.tag != 0)
            add(messages.interrupted, entry.tag);
    }
    for (const PacketQueue::Entry &entry : queued) {
        const bool isWhole
            = entry.isFirst || (!messages.unsent.isEmpty() && messages.unsent.last() == entry.tag);
        if (entry.tag != 0)
            add(isWhole ? messages.unsent : messages.interrupted, entry.tag);
    }
    return messages;
}

QList<EngineIo::Packet> packetsOf(std::vector<PacketQueue::Entry> entries)
{
    QList<EngineIo::Packet> packets;
    packets.reserve(static_cast<qsizetype>(entries.size()));
    for (PacketQueue::Entry &entry : entries)
        packets.append(std::move(entry.packet));
    return packets;
}

} // namespace Client
