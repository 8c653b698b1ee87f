// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/collector.h"
#include "protocol/capture/wire.h"

#include <QHash>

#include <array>
#include <vector>

namespace Capture {

/// Which message is meant by the numbers of a tap that counts the messages of a connection
/// (WireCounted, WireMarked), each direction for itself.
///
/// A mark may come before its message is complete, then it waits, or long after. Of the newest
/// MaxKept numbers the messages are known; what marks an older one is let go, as is what marks a
/// message that was not recorded. The message itself stays as it is then: nothing of it is lost.
class MessageNumbers
{
public:
    static constexpr qint64 MaxKept = 65'536;
    /// So many numbers ahead a mark may come.
    static constexpr qint64 MaxAhead = 65'536;

    explicit MessageNumbers(Collector &collector)
        : m_collector(collector)
    {
    }

    /// The next message of \a direction has the number 0; earlier numbers and the marks that wait
    /// for them are forgotten.
    void begin(Direction direction);
    /// The next message of \a direction: one of WebSocket, or an Engine.IO packet of polling. 0 if
    /// it is not recorded, or a part of one that is not complete.
    void add(Direction direction, Id message);
    void mark(WireMarked &&mark);

private:
    struct Lane
    {
        bool isCounted = false;
        qint64 next = 0;
        std::vector<Id> messages; // of number n at n % MaxKept
        QHash<qint64, std::vector<AlterationRecord>> waiting; // by number, from next on
    };

    Lane &lane(Direction direction) { return m_lanes[static_cast<std::size_t>(direction)]; }

    Collector &m_collector;
    std::array<Lane, 2> m_lanes;
};

} // namespace Capture
