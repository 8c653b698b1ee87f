// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/tickerendpoint.h"

#include "protocol/server/echoendpoint.h"

namespace Server {

namespace {

constexpr std::chrono::milliseconds Interval {500};
/// A client with more than this unread misses a price.
constexpr qsizetype MaxPending = qsizetype(1) << 20;

QByteArray price(qint64 cents)
{
    return QByteArray::number(cents / 100) + '.'
        + QByteArray::number(cents % 100).rightJustified(2, '0');
}

} // namespace

TickerEndpoint::TickerEndpoint()
    : m_random(QRandomGenerator::securelySeeded())
{
    m_timer.setInterval(Interval);
    m_timer.callOnTimeout([this] { tick(); });
}

void TickerEndpoint::serve(const std::shared_ptr<Exchange> &exchange)
{
    const auto channel = acceptPlain(*exchange);
    if (channel == nullptr)
        return;
    channel->sendText(nextPrice());
    m_clients.push_back(channel);
    if (!m_timer.isActive())
        m_timer.start();
}

QByteArray TickerEndpoint::nextPrice()
{
    m_cents = std::max<qint64>(1, m_cents + m_random.bounded(-35, 36));
    // A volume that no double holds: what shows it must show it as it crossed.
    return R"({"type":"price","symbol":"SOCK","price":)" + price(m_cents) + R"(,"bid":)"
        + price(m_cents - 1) + R"(,"ask":)" + price(m_cents + 1)
        + R"(,"volume":12345678901234567890.10,"sequence":)" + QByteArray::number(++m_sequence)
        + '}';
}

void TickerEndpoint::tick()
{
    std::erase_if(m_clients, [](const auto &client) { return client.expired(); });
    if (m_clients.empty()) {
        m_timer.stop();
        return;
    }
    const QByteArray text = nextPrice();
    for (const auto &client : m_clients) {
        const auto channel = client.lock();
        if (channel != nullptr && channel->pendingBytes() < MaxPending)
            channel->sendText(text);
    }
}

} // namespace Server
