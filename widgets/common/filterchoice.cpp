// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/filterchoice.h"

#include "protocol/query/parser.h"

Capture::StoreReader::Choice choiceOf(const MessageFilter::Terms &terms)
{
    Capture::StoreReader::Choice choice {
        .session = terms.session, .source = terms.source, .withHeartbeats = terms.withHeartbeats};
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
