// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"
#include "protocol/rules/rulecheck.h"

#include <memory>

namespace Rules {

/// Rules without a fault, ready for a Judge; several may share them, in any thread.
class CompiledRules
{
public:
    static std::variant<std::shared_ptr<const CompiledRules>, Fault> of(RuleList list);

    const RuleList &list() const { return m_list; }
    /// The filter of the rule at \a place; empty for all messages.
    const Query::Expression &filter(std::size_t place) const { return m_filters[place]; }

private:
    explicit CompiledRules(RuleList list);

    RuleList m_list;
    std::vector<Query::Expression> m_filters; // a rule each
};

} // namespace Rules
