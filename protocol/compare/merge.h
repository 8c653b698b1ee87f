// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

namespace Compare {

/// What the rounds of one way came to together: each figure that one of them has becomes one value
/// of the spread. Sentences are the first that any of them has.
WayResult merged(const std::vector<WayResult> &rounds);

} // namespace Compare
