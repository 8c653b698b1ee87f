// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/tap/targetdialer.h"

#include "protocol/tap/plaintarget.h"
#include "protocol/tap/qttarget.h"
#include "protocol/tap/relaycontext.h"

namespace Tap {

TargetDialer::TargetDialer(RelayContext &context, Route route)
    : m_context(context)
    , m_route(std::move(route))
    , m_resolver(m_route.target.host, m_route.target.port)
{
}

std::unique_ptr<TargetEndpoint> TargetDialer::dial(TargetEndpoint::Owner &owner)
{
    if (m_route.target.isTls() || m_route.proxy.type != UpstreamProxy::Type::None)
        return std::make_unique<QtTarget>(owner, m_route, m_context);
    return std::make_unique<PlainTarget>(m_context.poller(), owner, m_resolver,
                                         m_route.connectTimeout);
}

} // namespace Tap
