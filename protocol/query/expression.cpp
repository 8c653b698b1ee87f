// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/expression.h"

#include <algorithm>
#include <utility>

namespace Query {

namespace {

bool isOfAlterations(const Term &term)
{
    return term.key == Key::Changed || (term.key == Key::Is && term.property == Property::Changed);
}

} // namespace

void Expression::require(Term term)
{
    const Node node {.type = Node::Type::Term, .term = terms.size(), .children = {}};
    Node before = std::exchange(root, node);
    if (!terms.empty())
        root = {.type = Node::Type::And, .term = 0, .children = {std::move(before), node}};
    terms.push_back(std::move(term));
}

bool Expression::looksAtAnnotations() const
{
    return std::any_of(terms.begin(), terms.end(), [](const Term &term) {
        return term.key == Key::Note
            || (term.key == Key::Is && term.property == Property::Bookmarked);
    });
}

bool Expression::looksAtAlterations() const
{
    return std::any_of(terms.begin(), terms.end(), &isOfAlterations);
}

bool Expression::asksForAlterations() const
{
    return !isEmpty() && asksForAlterations(root);
}

bool Expression::asksForAlterations(const Node &node) const
{
    const auto asks = [this](const Node &child) { return asksForAlterations(child); };
    switch (node.type) {
    case Node::Type::Term:
        return isOfAlterations(terms[node.term]);
    case Node::Type::And:
        return std::any_of(node.children.begin(), node.children.end(), asks);
    case Node::Type::Or:
        return std::all_of(node.children.begin(), node.children.end(), asks);
    case Node::Type::Not:
        break;
    }
    return false;
}

bool Expression::looksAtAdmin() const
{
    return std::any_of(terms.begin(), terms.end(), [](const Term &term) {
        return term.key == Key::Is && term.property == Property::Admin;
    });
}

} // namespace Query
