// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

#include <QString>

/// Sentences about what happens when something is in the way, and about the server's part. Empty
/// where nothing was asked for.

/// One way, after its connection was cut.
QString cutFinding(const Compare::Plan &plan, const Compare::WayResult &result);
/// The same of one trial: "plain WebSocket receives again after …".
QString cutText(const Compare::Interruption &interruption, const Compare::Way &way);
/// One way, with WebSocket in the way.
QString blockedFinding(const Compare::WayResult &result);
/// What a client of one way costs the server.
QString serverFinding(const Compare::WayResult &result);
/// What else a server said about itself.
QString serverFactsFinding(const Compare::Report &report, int target);
