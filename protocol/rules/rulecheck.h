// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/field.h"

namespace Rules {

/// What keeps a rule from being used.
struct Fault
{
    std::size_t rule = 0; ///< its place in the list
    Field field = Field::Name; ///< what is wrong
    QByteArray text; ///< a sentence, in English
    // Of Field::Match: which part of the filter; else 0.
    qsizetype offset = 0;
    qsizetype size = 0;

    bool operator==(const Fault &other) const = default;
};

constexpr std::size_t MostRules = 1'000;
constexpr quint64 MostSeed = (quint64(1) << 53) - 1; // JSON elsewhere keeps no larger ones
constexpr std::chrono::microseconds MostActiveTime {std::chrono::hours(24)};

/// Whether an action of that kind, by Action::index(), goes with \a subject.
bool canDo(Subject subject, std::size_t kind);

/// The first fault of one rule, which is called rule 0; nothing if it can be used.
std::optional<Fault> faultOf(const Rule &rule);
/// The first fault in a list, whether its rule is on or off.
std::optional<Fault> faultOf(const RuleList &list);

/// For somebody who sees no list: "Rule 2 (late acks): …".
QByteArray sentence(const Fault &fault, const RuleList &list);
/// The same where the rule is not complete: its name as far as it is known.
QByteArray sentence(std::size_t rule, const QByteArray &name, const QByteArray &text);

} // namespace Rules
