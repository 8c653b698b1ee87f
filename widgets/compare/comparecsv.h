// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

/// The whole report for spreadsheets: one figure a line with its median, lowest and highest round,
/// under a line of names; RFC 4180. Sentences and decisions are lines with a text. Numbers are
/// written as programs write them, whatever the locale.
QByteArray compareCsv(const Compare::Report &report);
