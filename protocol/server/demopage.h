// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/server.h"

namespace Server {

/// Serves the page at `/` of the demo: a chat in the browser, with a client of its own for
/// Socket.IO (resources/demo). It loads nothing from elsewhere, and may not.
void serveDemoPage(Server &server);

} // namespace Server
