// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/filterchoice.h"

#include "protocol/query/parser.h"

Capture::StoreReader::Choice choiceOf(const MessageFilter::Terms &terms)
{
    // Whoever asks for what was done to messages wants the pings of the user too.
    const bool withHeartbeats = terms.withHeartbeats || expressionOf(terms).asksForAlterations();
    Capture::StoreReader::Choice choice {
        .session = terms.session, .source = terms.source, .withHeartbeats = withHeartbeats};
    if (terms.range) {
        choice.from = terms.range->from;
        choice.to = terms.range->to;
    }
    return choice;
}

Query::Expression expressionOf(const MessageFilter::Terms &terms)
{
    auto read = Query::parse(terms.text.toUtf8());
    auto *const expression = std::get_if<Query::Expression>(&read);
    return expression != nullptr ? std::move(*expression) : Query::Expression();
}
