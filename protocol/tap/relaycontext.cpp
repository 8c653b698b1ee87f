// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/relaycontext.h"

#include "protocol/tap/relay.h"

#include <algorithm>

namespace Tap {

namespace {

constexpr std::size_t BufferBytes = std::size_t(256) << 10U;
constexpr std::chrono::milliseconds LookEvery {20};

} // namespace

RelayContext::RelayContext(Net::Poller &poller, const Net::Clock &clock, Capture::WireSink &sink,
                           Capture::Id firstConnection)
    : m_poller(poller)
    , m_clock(clock)
    , m_sink(sink)
    , m_nextConnection(firstConnection)
    , m_buffer(BufferBytes)
{
    m_look.setInterval(LookEvery);
    connect(&m_look, &QTimer::timeout, this, &RelayContext::resume);
}

void RelayContext::waitForRoom(Relay &relay)
{
    if (std::find(m_waiting.begin(), m_waiting.end(), &relay) == m_waiting.end())
        m_waiting.push_back(&relay);
    if (!m_look.isActive())
        m_look.start();
}

void RelayContext::forget(const Relay &relay)
{
    std::erase(m_waiting, &relay);
}

void RelayContext::resume()
{
    if (isFull())
        return;
    m_look.stop();
    // Those that find the sink full again wait anew.
    const std::vector<Relay *> waiting = std::exchange(m_waiting, {});
    for (Relay *relay : waiting)
        relay->resume();
}

} // namespace Tap
