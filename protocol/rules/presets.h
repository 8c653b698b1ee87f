// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

namespace Rules {

/// Rules that together make something happen that happens to apps.
struct Preset
{
    QByteArray name;
    QByteArray about; ///< what the app will see, a sentence in English
    std::vector<Rule> rules; ///< without a fault
};

std::vector<Preset> presets();

} // namespace Rules
