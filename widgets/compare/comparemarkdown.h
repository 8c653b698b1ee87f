// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/report.h"

/// The whole report for people: the words, the decisions, and tables of all figures with their
/// spreads. UTF-8.
QByteArray compareMarkdown(const Compare::Report &report);
