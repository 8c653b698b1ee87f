// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"
#include "widgets/compare/texttable.h"

/// Tables of what was measured on one server. Those of which nothing is known have no rows.
namespace ReportTables {

/// A row a way: what matters most, at a glance.
TextTable::Content glance(const Compare::Report &report, int target);
/// What happened when connections were cut.
TextTable::Content cuts(const Compare::Report &report, int target);
/// What happened when WebSocket was blocked.
TextTable::Content blocked(const Compare::Report &report, int target);
/// What a client needs of the server.
TextTable::Content server(const Compare::Report &report, int target);
/// Bytes and requests until the first message.
TextTable::Content startup(const Compare::Report &report, int target);

} // namespace ReportTables
