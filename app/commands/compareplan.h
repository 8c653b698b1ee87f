// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/plan.h"

#include <QCommandLineParser>

namespace Commands {

/// Adds what says how a comparison is done, and what servers call things.
void addCompareOptions(QCommandLineParser &parser);

/// The plan that the options ask for, for the servers at \a urls, or for the embedded one if there
/// are none. Returns the status to exit with after a complaint.
std::optional<int> readComparePlan(const QCommandLineParser &parser, const QStringList &urls,
                                   Compare::Plan *plan);

} // namespace Commands
