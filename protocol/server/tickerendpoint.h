// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/exchange.h"

#include <QRandomGenerator>
#include <QTimer>

#include <vector>

namespace Server {

/// A plain WebSocket that sends the price of a thing twice a second, as JSON. Accepts
/// permessage-deflate. What a client sends is ignored; one that doesn't read misses prices. The
/// timer runs while there are clients.
class TickerEndpoint
{
public:
    TickerEndpoint();
    Q_DISABLE_COPY_MOVE(TickerEndpoint)

    void serve(const std::shared_ptr<Exchange> &exchange);

private:
    QByteArray nextPrice();
    void tick();

    std::vector<std::weak_ptr<WebSocketChannel>> m_clients;
    QTimer m_timer;
    QRandomGenerator m_random;
    qint64 m_cents = 10150;
    quint64 m_sequence = 0;
};

} // namespace Server
