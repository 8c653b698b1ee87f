// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/tap/plainendpoint.h"
#include "protocol/tap/proxygreeting.h"

#include <functional>

namespace Tap {

class RelayContext;

/// Hears a new client of a private tap until it is known to be ours and what it wants. Nothing of
/// that is recorded.
class ProxyDoor final : private Endpoint::Owner
{
public:
    /// The client, and the bytes of it that are passed on first. No socket: it went, or was sent
    /// away.
    using Done = std::function<void(Net::Socket client, const QByteArray &first)>;

    /// \a done is called once, when the door may be freed (but not from within the call). \a
    /// context outlives the door.
    ProxyDoor(RelayContext &context, ProxyGreeting greeting, Net::Socket client, Done done);
    Q_DISABLE_COPY_MOVE(ProxyDoor)

    /// Begins to hear.
    void open();

private:
    void endpointReady() override;
    void leave(Net::Socket client, const QByteArray &first);

    RelayContext &m_context;
    ProxyGreeting m_greeting;
    PlainEndpoint m_client;
    Done m_done;
};

} // namespace Tap
