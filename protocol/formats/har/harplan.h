// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/rowlist.h"
#include "protocol/formats/export.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace Formats {

/// Which message of a capture stands in which entry of a HAR. Takes a byte or two a message.
class HarPlan
{
public:
    /// Reads what is to be written. False if that was stopped or the capture broke.
    bool make(Export &work);

    /// The exchanges that are entries, in the order of the capture's list of them.
    const std::vector<Capture::Id> &exchanges() const { return m_exchanges; }
    /// Whether the exchange is in no list: it belongs to an admin namespace.
    bool isAside(Capture::Id exchange) const { return m_aside.contains(exchange); }
    /// Those of an exchange itself: a handshake, packets of polling.
    std::vector<Capture::Id> ofExchange(Capture::Id exchange) const;
    /// Those on the WebSocket that the exchange opened.
    std::vector<Capture::Id> ofWebSocket(Capture::Id exchange) const;
    /// Those that no exchange carried.
    std::vector<Capture::Id> ofNone() const { return idsOf(m_others); }
    qint64 messageCount() const { return m_count; }
    /// Whether the message is to be written.
    bool isWanted(Capture::Id message) const;
    bool isWhole() const { return m_isWhole; }

private:
    static std::vector<Capture::Id> idsOf(const Capture::RowListPart &list);

    bool m_isWhole = true;
    std::vector<Capture::Id> m_chosen; // ascending; if not all are wanted
    std::vector<Capture::Id> m_exchanges;
    QSet<Capture::Id> m_aside; // of these
    QHash<Capture::Id, Capture::RowListPart> m_ofExchange;
    QHash<Capture::Id, Capture::RowListPart> m_ofWebSocket;
    Capture::RowListPart m_others;
    qint64 m_count = 0;
};

} // namespace Formats
