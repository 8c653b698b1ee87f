// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"
#include "protocol/compare/tally.h"

/// From what crossed to the figures of a report, of one round.
namespace Compare {

/// A spread of one value.
Spread one(double value);

Startup startupOf(const Interval &interval);

/// What the wire tells of a transfer of Transfer::messages: bytes, requests, round trips, rate.
void takeFigures(Transfer &transfer, const Interval &interval);

} // namespace Compare
