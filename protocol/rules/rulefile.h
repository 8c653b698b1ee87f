// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/rule.h"

namespace Rules {

/// Longer texts are no rule files.
constexpr qsizetype MostFileBytes = qsizetype(16) << 20;

/// Rules as JSON text, which docs/rules.md describes. What is as it is if nothing is said is left
/// out.
QByteArray toFile(const RuleList &list);

/// The reverse, exactly, or a sentence that says what is wrong with \a json, and with which rule.
/// The rules have no fault that faultOf() finds.
std::variant<RuleList, QByteArray> fromFile(const QByteArray &json);

} // namespace Rules
