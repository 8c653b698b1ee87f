// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/sessionlinks.h"
#include "protocol/engineio/requestquery.h"
#include "protocol/http/head.h"
#include "protocol/rules/livemessage.h"
#include "protocol/websocket/handshake.h"

namespace Acting {

/// A request that was asked and is not answered: what has to be known of it when the response
/// comes.
struct HttpExchange
{
    QByteArray method;
    QByteArray path;
    QByteArray origin;
    EngineIo::RequestQuery query;
    bool isUpgrade = false; ///< to a WebSocket
    WebSocket::HandshakeFields fields;
    std::shared_ptr<SessionLink> link; ///< if it names a session
    std::optional<Rules::Answer> answer; ///< that the tap gives

    static HttpExchange of(const Http::Head &request);

    bool isEngineIo() const { return query.isEngineIo(); }
    bool isPolling() const
    {
        return isEngineIo() && query.transport == EngineIo::Transport::Polling;
    }
    EngineIo::Revision revision() const { return query.revisionOr(EngineIo::Revision::V3); }
    Rules::LiveRequest toRules() const;
    /// The whole response that the tap gives. A page of another origin may read it, or it would see
    /// a failure of another kind.
    QByteArray response() const;
};

} // namespace Acting
