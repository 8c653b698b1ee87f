// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

namespace Commands {

/// The figures of a comparison as tables for people, in English, as wide as a wide terminal.
/// Figures that the rounds do not agree on say how far they lie apart: "812 (790-845)".
QByteArray compareTable(const Compare::Report &report);

} // namespace Commands
