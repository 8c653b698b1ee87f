// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/server/echosite.h"

#include <QCommandLineParser>

namespace Commands {

/// Adds `--echo` and what goes with it.
void addEchoOptions(QCommandLineParser &parser);

/// What they ask for; nothing without `--echo` and `--rules`. \a error is a sentence that says what
/// cannot be.
std::optional<Server::EchoSite::Options> readEchoOptions(const QCommandLineParser &parser,
                                                         QString *error);

} // namespace Commands
