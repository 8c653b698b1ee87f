// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/compiledrules.h"

#include <QCommandLineParser>

namespace Commands {

/// --rules FILE: what taps do with the traffic.
void addRulesOption(QCommandLineParser &parser);
/// Reads the file, if there is one. An exit status if it cannot be used, after complain().
std::optional<int> readRules(const QCommandLineParser &parser,
                             std::shared_ptr<const Rules::CompiledRules> *rules);

} // namespace Commands
