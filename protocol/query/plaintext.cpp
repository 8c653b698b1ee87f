// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/plaintext.h"

#include "protocol/capture/textfinder.h"

#include <algorithm>

namespace Query {

namespace {

bool holds(const Node &node, const Expression &expression, std::span<const QByteArrayView> texts)
{
    const auto child = [&](const Node &some) { return holds(some, expression, texts); };
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
    const Capture::TextFinder finder(expression.terms[node.term].text());
    return std::any_of(texts.begin(), texts.end(),
                       [&](QByteArrayView text) { return finder.isIn(text); });
}

} // namespace

bool isPlainText(const Expression &expression)
{
    return std::all_of(expression.terms.begin(), expression.terms.end(),
                       [](const Term &term) { return term.key == Key::Text; });
}

bool holdsIn(const Expression &expression, std::span<const QByteArrayView> texts)
{
    return expression.isEmpty() || holds(expression.root, expression, texts);
}

} // namespace Query
