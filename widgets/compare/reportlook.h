// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compare/reportplace.h"

/// What sentences, tables and plots look up in a report.

/// The results of a target, in the order of the plan's ways.
std::vector<const Compare::WayResult *> resultsOf(const Compare::Report &report, int target);
/// The first of each stack: those that differ by what carries the messages only.
std::vector<const Compare::WayResult *> stacksOf(const Compare::Report &report, int target);
/// The transfer if it was measured.
const Compare::Transfer *measured(const Compare::WayResult &result, Compare::Work work,
                                  qint64 size);
/// The sizes at which a kind of work was measured on some way of a target, the smallest first.
QList<qint64> sizesOf(const Compare::Report &report, int target, Compare::Work work);
/// What stands at a place of Table::Transfers.
Compare::Spread figureAt(const Compare::Report &report, const ReportPlace &place);
/// Bytes of both directions until the first message can go.
Compare::Spread bytesOf(const Compare::Startup &startup);
