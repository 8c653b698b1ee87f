// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/exchange.h"

namespace Server {

/// A plain WebSocket that sends every message back as it came: text as text, binary as binary.
/// Accepts permessage-deflate.
void serveEcho(const std::shared_ptr<Exchange> &exchange);

/// Opens a plain WebSocket, with permessage-deflate if it is offered. Null if it has been answered
/// otherwise: 426 (RFC 9110 15.5.22) if it asks for none. \a subprotocol is as in the options.
std::shared_ptr<WebSocketChannel> acceptPlain(Exchange &exchange,
                                              const QByteArray &subprotocol = {});

} // namespace Server
