// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/wire.h"

#include <atomic>
#include <mutex>
#include <vector>

/// Keeps everything that taps record, for a test to look at from its own thread.
class RecordingSink final : public Capture::WireSink
{
public:
    void record(Capture::WireEvent &&event) override
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
    }
    bool isFull() const override { return m_full; }

    void setFull(bool full) { m_full = full; }

    /// All events of one kind, in their order.
    template<typename Kind>
    std::vector<Kind> all() const
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Kind> found;
        for (const Capture::WireEvent &event : m_events) {
            if (const auto *kind = std::get_if<Kind>(&event))
                found.push_back(*kind);
        }
        return found;
    }

    template<typename Kind>
    qsizetype count() const
    {
        return static_cast<qsizetype>(all<Kind>().size());
    }

    /// What crossed in one direction of one connection (0: of all).
    QByteArray bytes(Capture::Direction direction, bool ours = false,
                     Capture::Id connection = 0) const
    {
        const std::lock_guard lock(m_mutex);
        QByteArray bytes;
        for (const Capture::WireEvent &event : m_events) {
            const auto *some = std::get_if<Capture::WireBytes>(&event);
            if (some != nullptr && some->direction == direction && some->ours == ours
                && (connection == 0 || some->connection == connection))
                bytes += some->bytes;
        }
        return bytes;
    }

    /// How much that is, without a copy of it.
    qint64 byteCount(Capture::Direction direction) const
    {
        const std::lock_guard lock(m_mutex);
        qint64 count = 0;
        for (const Capture::WireEvent &event : m_events) {
            const auto *some = std::get_if<Capture::WireBytes>(&event);
            if (some != nullptr && some->direction == direction)
                count += some->bytes.size();
        }
        return count;
    }

    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_events.clear();
    }

private:
    std::atomic<bool> m_full {false};
    mutable std::mutex m_mutex;
    std::vector<Capture::WireEvent> m_events; // guarded by m_mutex
};
