// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/datamatcher.h"
#include "protocol/query/parser.h"
#include "protocol/query/suggestions.h"
#include "protocol/query/writing.h"

#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void check(const Query::Expression &expression, const Query::Node &node)
{
    using Type = Query::Node::Type;
    if (node.type == Type::Term)
        require(node.term < expression.terms.size());
    else
        require(!node.children.empty());
    for (const Query::Node &child : node.children)
        check(expression, child);
}

} // namespace

// A query, and behind the first NUL a JSON text that its terms look into.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView all(data, qsizetype(size));
    const qsizetype end = all.indexOf('\0');
    const QByteArray query = all.first(end < 0 ? all.size() : end).toByteArray();
    const QByteArrayView json = end < 0 ? QByteArrayView() : all.sliced(end + 1);
    const auto suggestions = Query::suggest(query, query.size(), {.events = {"a", "b c"}});
    require(suggestions.offset >= 0 && suggestions.offset <= query.size());

    const auto read = Query::parse(query);
    if (const auto *error = std::get_if<Query::Error>(&read)) {
        require(error->offset >= 0 && error->size >= 0);
        require(error->offset + error->size <= query.size());
        require(!error->text.isEmpty());
        return 0;
    }
    const auto &expression = std::get<Query::Expression>(read);
    if (!expression.isEmpty())
        check(expression, expression.root);
    for (const Query::Term &term : expression.terms) {
        require(term.size > 0 && term.offset + term.size <= query.size());
        if (term.key == Query::Key::Data)
            Query::DataMatcher(term).isIn(json);
    }
    // What is put together can be read again, if it is far from the bounds.
    const bool isSmall = expression.terms.size() < 100 && query.size() < 4'000
        && query.count('(') + query.count('-') < 40;
    require(!isSmall
            || std::holds_alternative<Query::Expression>(
                Query::parse(Query::both(query, "event:" + Query::quoted(query)))));
    return 0;
}
