// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/exchange.h"

namespace Server {

/// A plain WebSocket that sends every message back as it came: text as text, binary as binary.
/// Accepts permessage-deflate.
void serveEcho(const std::shared_ptr<Exchange> &exchange);

/// Answers a plain request to a WebSocket endpoint: 426 (RFC 9110 15.5.22).
void requireUpgrade(Exchange &exchange);

} // namespace Server
