// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

#include <algorithm>

namespace Query {

/// Whether the tree \a node holds, if \a holdsTerm says so of a term by its place in
/// Expression::terms. Asks no further than it must.
template<typename HoldsTerm>
bool evaluate(const Node &node, const HoldsTerm &holdsTerm)
{
    const auto child = [&holdsTerm](const Node &some) { return evaluate(some, holdsTerm); };
    switch (node.type) {
    case Node::Type::And:
        return std::all_of(node.children.begin(), node.children.end(), child);
    case Node::Type::Or:
        return std::any_of(node.children.begin(), node.children.end(), child);
    case Node::Type::Not:
        return !child(node.children.front());
    case Node::Type::Term:
        break;
    }
    return holdsTerm(node.term);
}

} // namespace Query
