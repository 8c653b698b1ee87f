// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/statistics.h"

#include <span>

/// Statistics for scripts, spreadsheets and terminals.
namespace Query {

/// "session,event" and so on; nothing if there is a word in it that is none of session, namespace,
/// event, direction.
std::optional<Grouping> groupingFromText(QByteArrayView text);

/// \a rows of \a all, a line each under a line of names; RFC 4180. Percentiles of what never
/// happened are empty.
QByteArray statisticsCsv(const Statistics &all, std::span<const StatisticsRow> rows);
/// One line of JSON with its line end.
QByteArray statisticsJson(const Statistics &all);
/// The same as tables for people, the most frequent rows first.
QByteArray statisticsTable(const Statistics &all);

} // namespace Query
