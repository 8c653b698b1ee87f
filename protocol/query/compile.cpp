// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/compile.h"

#include "protocol/capture/textfinder.h"
#include "protocol/query/contentterms.h"
#include "protocol/query/evaluate.h"
#include "protocol/query/sqlterms.h"

#include <algorithm>
#include <utility>

namespace Query {

namespace {

using Capture::Candidate;
using Capture::Condition;

/// The terms of an expression as SQL or as things to look for in contents, and the tree over them.
class Program
{
public:
    Program(Expression expression, Capture::StoreReader::Rows rows, Capture::StoreReader &reader)
        : m_expression(std::move(expression))
        , m_contents(reader)
    {
        SqlTerms sql(rows, m_condition.texts);
        for (const Term &term : m_expression.terms)
            m_sql.push_back(SqlTerms::isSql(term) ? sql.of(term) : QByteArray());
        m_condition.where = bound(m_expression.root, true);
        m_condition.wantsAdmin = m_expression.looksAtAdmin();
    }

    bool needsContents() const
    {
        return std::any_of(m_sql.begin(), m_sql.end(),
                           [](const QByteArray &sql) { return sql.isEmpty(); });
    }

    Condition takeCondition()
    {
        if (!needsContents())
            return std::move(m_condition);
        if (std::any_of(m_expression.terms.begin(), m_expression.terms.end(),
                        &ContentTerms::needsColumns)) {
            for (const char *column : ContentTerms::Columns)
                m_condition.columns.append(column);
        }
        for (std::size_t i = 0; i < m_sql.size(); ++i) {
            m_columns.push_back(static_cast<std::size_t>(m_condition.columns.size()));
            if (m_sql[i].isEmpty())
                m_contents.add(i, m_expression.terms[i]);
            else
                m_condition.columns.append(m_sql[i]);
        }
        return std::move(m_condition);
    }

    bool matches(Candidate &candidate)
    {
        return evaluate(m_expression.root, [&](std::size_t term) {
            return m_sql[term].isEmpty() ? m_contents.holds(term, candidate)
                                         : candidate.value(m_columns[term]) != 0;
        });
    }

private:
    /// SQL that holds wherever \a node may, or if not \a isWanted, wherever it may not.
    QByteArray bound(const Node &node, bool isWanted) const
    {
        if (node.type == Node::Type::Not)
            return bound(node.children.front(), !isWanted);
        if (node.type == Node::Type::Term) {
            const QByteArray &sql = m_sql[node.term];
            if (sql.isEmpty())
                return ContentTerms::bound(m_expression.terms[node.term], isWanted);
            return isWanted ? sql : "(NOT " + sql + ')';
        }
        QByteArrayList parts;
        for (const Node &child : node.children)
            parts.append(bound(child, isWanted));
        const bool isAnd = (node.type == Node::Type::And) == isWanted;
        return '(' + parts.join(isAnd ? " AND " : " OR ") + ')';
    }

    Expression m_expression;
    std::vector<QByteArray> m_sql; // of each term; empty for those that look into contents
    std::vector<std::size_t> m_columns; // of the condition, for each term
    ContentTerms m_contents;
    Condition m_condition;
};

} // namespace

std::shared_ptr<const Condition>
compile(const Expression &expression, Capture::StoreReader::Rows rows, Capture::StoreReader &reader)
{
    if (expression.isEmpty())
        return nullptr;
    const auto program = std::make_shared<Program>(expression, rows, reader);
    auto condition = std::make_shared<Condition>(program->takeCondition());
    if (program->needsContents()) {
        condition->matches
            = [program](Candidate &candidate) { return program->matches(candidate); };
    }
    return condition;
}

} // namespace Query
