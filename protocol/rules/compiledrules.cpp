// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/compiledrules.h"

#include "protocol/query/parser.h"

#include <utility>

namespace Rules {

std::variant<std::shared_ptr<const CompiledRules>, Fault> CompiledRules::of(RuleList list)
{
    if (auto fault = faultOf(list))
        return *std::move(fault);
    return std::shared_ptr<const CompiledRules>(new CompiledRules(std::move(list)));
}

CompiledRules::CompiledRules(RuleList list)
    : m_list(std::move(list))
{
    for (const Rule &rule : m_list.rules)
        m_filters.push_back(std::get<Query::Expression>(Query::parse(rule.filter)));
}

} // namespace Rules
