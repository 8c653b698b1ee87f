// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/facts.h"

#include <QHash>

#include <array>

namespace Query {

/// The bytes of each layer: payload + socketIo + engineIo + webSocket + http = wire() + saved.
struct LayerCosts
{
    qint64 payload = 0; ///< what the app meant
    qint64 socketIo = 0;
    qint64 engineIo = 0;
    qint64 webSocket = 0; ///< frame headers
    qint64 http = 0; ///< heads, bodies' framing, and all bytes of exchanges without packets
    qint64 saved = 0; ///< by compression

    qint64 wire() const { return payload + socketIo + engineIo + webSocket + http - saved; }
    LayerCosts &operator+=(const LayerCosts &other);
    bool operator==(const LayerCosts &other) const = default;
};

/// Adds up layers by transport. Nothing is counted twice: a handshake and an exchange without
/// packets are a message that carries all their bytes; of other polling exchanges the messages
/// carry the bodies, and what is left of the exchange is HTTP's.
class LayerSum
{
public:
    /// \a countsAll: exchanges count, too, that carried nothing that was chosen. Attachments that
    /// came in another exchange than their packet are the packet's: else that exchange counts not.
    explicit LayerSum(bool countsAll)
        : m_countsAll(countsAll)
    {
    }

    void add(const Capture::MessageFacts &message, bool isChosen);
    /// The exchange as it is now; it may come again when it has grown.
    void set(const Capture::ExchangeFacts &exchange);

    const LayerCosts &of(Capture::Transport transport) const
    {
        return m_costs[static_cast<std::size_t>(transport)];
    }
    LayerCosts total() const;

private:
    /// A polling exchange.
    struct Poll
    {
        qint64 wireBytes = 0; ///< of the whole exchange, 0 if a message carries them
        qint64 carried = 0; ///< of its messages
        bool isChosen = false;
    };

    qint64 httpOf(const Poll &poll) const;
    template<typename Change>
    void update(Capture::Id exchange, Change change);

    std::array<LayerCosts, 3> m_costs; // by transport
    QHash<Capture::Id, Poll> m_polls;
    bool m_countsAll;
};

} // namespace Query
