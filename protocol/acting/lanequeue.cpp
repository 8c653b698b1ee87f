// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/acting/lanequeue.h"

#include <algorithm>
#include <utility>

namespace Acting {

namespace {

qint64 weightOf(const LaneItem &item)
{
    qint64 bytes = item.unit.raw.size() + 256;
    for (const Piece &piece : item.unit.pieces)
        bytes += piece.bytes.size();
    return bytes;
}

} // namespace

void LaneQueue::push(LaneItem &&item)
{
    count(item);
    m_items.push_back(std::move(item));
}

void LaneQueue::pushFront(LaneItem &&item)
{
    count(item);
    m_items.push_front(std::move(item));
}

void LaneQueue::count(const LaneItem &item)
{
    m_bytes += weightOf(item);
    m_heartbeats += item.unit.isHeartbeat() ? 1 : 0;
}

std::optional<LaneItem> LaneQueue::take(Capture::Time now)
{
    bool isBlocked = false; // somebody in front waits
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        LaneItem &item = m_items[i];
        if (item.overtakers > 0 && item.readyAt > now)
            continue;
        const bool isReady = item.held == 0 && (item.overtakers > 0 || item.readyAt <= now);
        if (!isReady || (isBlocked && !item.unit.isHeartbeat())) {
            isBlocked = true;
            if (m_heartbeats == 0)
                break;
            continue;
        }
        // Whoever was in front and is to be overtaken has one less to wait for.
        if (!item.unit.isHeartbeat()) {
            for (std::size_t before = 0; before < i; ++before) {
                LaneItem &overtaken = m_items[before];
                if (overtaken.overtakers > 0 && --overtaken.overtakers == 0)
                    overtaken.readyAt = now;
            }
        }
        return takeAt(i);
    }
    return {};
}

std::optional<Capture::Time> LaneQueue::wakesAt() const
{
    std::optional<Capture::Time> first;
    bool isBlocked = false;
    for (const LaneItem &item : m_items) {
        if (isBlocked && m_heartbeats == 0)
            break;
        if (item.held == 0 && (!isBlocked || item.unit.isHeartbeat())
            && (!first || item.readyAt < *first))
            first = item.readyAt;
        isBlocked |= item.overtakers == 0;
    }
    return first;
}

LaneItem *LaneQueue::held(quint64 id)
{
    const auto found = std::find_if(m_items.begin(), m_items.end(),
                                    [id](const LaneItem &item) { return item.held == id; });
    return found == m_items.end() ? nullptr : &*found;
}

std::optional<LaneItem> LaneQueue::takeHeld(quint64 id)
{
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].held == id)
            return takeAt(i);
    }
    return {};
}

void LaneQueue::clear()
{
    m_items.clear();
    m_bytes = 0;
    m_heartbeats = 0;
}

LaneItem LaneQueue::takeAt(std::size_t index)
{
    LaneItem item = std::move(m_items[index]);
    m_items.erase(m_items.begin() + static_cast<std::ptrdiff_t>(index));
    m_bytes -= weightOf(item);
    m_heartbeats -= item.unit.isHeartbeat() ? 1 : 0;
    return item;
}

} // namespace Acting
