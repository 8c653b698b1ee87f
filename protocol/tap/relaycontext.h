// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/wire.h"
#include "protocol/net/clock.h"
#include "protocol/net/poller.h"

#include <QObject>
#include <QTimer>

#include <span>
#include <vector>

namespace Tap {

class Relay;

/// What all relays of the net thread share: the poller, the clock, the sink, one big buffer to read
/// into, and the list of those that wait for room in the sink.
class RelayContext : public QObject
{
    Q_OBJECT

public:
    /// All references outlive the context.
    RelayContext(Net::Poller &poller, const Net::Clock &clock, Capture::WireSink &sink,
                 Capture::Id firstConnection);

    Net::Poller &poller() { return m_poller; }
    Capture::Time now() const { return m_clock.now(); }
    Capture::Id nextConnection() { return m_nextConnection++; }
    /// Holds what was read until the next read of any relay.
    std::span<char> buffer() { return m_buffer; }

    void record(Capture::WireEvent &&event) { m_sink.record(std::move(event)); }

    /// True while nothing more should be read.
    bool isFull() const { return m_sink.isFull(); }
    /// Calls Relay::resume() when there is room again.
    void waitForRoom(Relay &relay);
    void forget(const Relay &relay);
    /// Lets those go on that wait, if there is room.
    void resume();

private:
    Net::Poller &m_poller;
    const Net::Clock &m_clock;
    Capture::WireSink &m_sink;
    Capture::Id m_nextConnection;
    std::vector<char> m_buffer;
    std::vector<Relay *> m_waiting;
    QTimer m_look; // a call to resume() that was lost must not stop anybody
};

} // namespace Tap
