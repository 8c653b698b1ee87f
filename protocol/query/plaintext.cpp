// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/plaintext.h"

#include "protocol/query/evaluate.h"

#include <algorithm>

namespace Query {

Capture::TextFinder textFinder(const Term &term)
{
    using Letters = Capture::TextFinder::Letters;
    const Letters letters = term.matchesCase ? Letters::AsWritten : Letters::InEitherCase;
    return term.op == Operator::Regex ? Capture::TextFinder::ofRegex(term.text(), letters)
                                      : Capture::TextFinder(term.text(), letters);
}

bool isPlainText(const Expression &expression)
{
    return std::all_of(expression.terms.begin(), expression.terms.end(),
                       [](const Term &term) { return term.key == Key::Text; });
}

bool holdsIn(const Expression &expression, std::span<const QByteArrayView> texts)
{
    return evaluate(expression.root, [&](std::size_t term) {
        const Capture::TextFinder finder = textFinder(expression.terms[term]);
        return std::any_of(texts.begin(), texts.end(),
                           [&](QByteArrayView text) { return finder.isIn(text); });
    });
}

} // namespace Query
