// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/net/resolver.h"
#include "protocol/tap/endpoint.h"
#include "protocol/tap/tapoptions.h"

#include <memory>

namespace Tap {

class RelayContext;

/// The way from a tap to its target. A value.
struct Route
{
    TargetUrl target;
    TlsOptions tls;
    UpstreamProxy proxy;
    std::chrono::milliseconds connectTimeout {10'000};
};

/// Makes the endpoints of one tap's target: plain sockets where that is possible, Qt's where there
/// is TLS or another proxy.
class TargetDialer
{
public:
    /// \a context outlives the dialer, and the dialer what it makes.
    TargetDialer(RelayContext &context, Route route);
    Q_DISABLE_COPY_MOVE(TargetDialer)

    /// \a owner outlives the endpoint, which is not connected yet.
    std::unique_ptr<TargetEndpoint> dial(TargetEndpoint::Owner &owner);

    const TargetUrl &target() const { return m_route.target; }

private:
    RelayContext &m_context;
    Route m_route;
    Net::Resolver m_resolver;
};

} // namespace Tap
