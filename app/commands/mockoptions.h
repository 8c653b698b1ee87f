// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/answers/mockserver.h"

#include <QCommandLineParser>

namespace Commands {

/// Adds `--rules`, `--serve` and what goes with it.
void addMockOptions(QCommandLineParser &parser);

/// What they ask for, with \a options for answers of a file; nothing without them. A status to exit
/// with if it cannot be, after complain().
std::optional<int> readMockOptions(const QCommandLineParser &parser,
                                   const Answers::SiteOptions &options,
                                   std::optional<Answers::MockServer::Plan> *plan);

} // namespace Commands
