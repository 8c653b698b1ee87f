// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/request.h"

namespace Server {

/// What makes browsers let pages of every origin in, with their cookies: as socket.io does with
/// `cors: {origin: true, credentials: true}` (Fetch, "CORS protocol").
QList<Http::Field> corsFields(const Request &request);

/// A preflight asks whether a request may be made.
bool isPreflight(const Request &request);
/// What it is answered besides corsFields(): 204, yes.
Response preflightResponse(const Request &request);

} // namespace Server
