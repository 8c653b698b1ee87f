// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/parser.h"

#include "protocol/query/keys.h"
#include "protocol/query/termreader.h"

#include <utility>

namespace Query {

namespace {

constexpr int MaxDepth = 50;
constexpr std::size_t MaxTerms = 200;
constexpr qsizetype MaxSize = 16'384;

/// Goes through a query once, from the left. The first error ends it.
class Parser
{
public:
    explicit Parser(QByteArrayView text)
        : m_text(text)
    {
    }

    std::variant<Expression, Error> parse()
    {
        if (m_text.size() > MaxSize)
            fail("The filter is too long", MaxSize, m_text.size() - MaxSize);
        if (atEnd())
            return m_error ? std::variant<Expression, Error>(*m_error) : Expression();
        Node root = either(0);
        if (!m_error && !atEnd())
            fail("A ) without its (", m_at, 1);
        if (m_error)
            return *std::move(m_error);
        m_expression.root = std::move(root);
        return std::move(m_expression);
    }

private:
    /// Also when an error was found: then nothing more is read.
    bool atEnd()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
        return m_error || m_at >= m_text.size();
    }

    bool isOr() const
    {
        const QByteArrayView rest = m_text.sliced(m_at);
        const bool isWord = rest.startsWith("or") || rest.startsWith("OR");
        return isWord && (rest.size() == 2 || isSpace(rest[2]) || rest[2] == '(' || rest[2] == ')');
    }

    Node either(int depth)
    {
        Node node {.type = Node::Type::Or};
        node.children.push_back(all(depth));
        while (!atEnd() && isOr()) {
            m_at += 2;
            node.children.push_back(all(depth));
        }
        return node.children.size() == 1 ? std::move(node.children.front()) : std::move(node);
    }

    Node all(int depth)
    {
        Node node {.type = Node::Type::And};
        while (!atEnd() && m_text[m_at] != ')' && !isOr())
            node.children.push_back(one(depth));
        if (node.children.empty()) {
            const bool isAtWord = m_at < m_text.size();
            fail(isAtWord ? "Something must stand before this" : "Something is missing at the end",
                 m_at, isAtWord ? 1 : 0);
        }
        return node.children.size() == 1 ? std::move(node.children.front()) : std::move(node);
    }

    Node one(int depth)
    {
        if (depth > MaxDepth) {
            fail("Too many parentheses", m_at, 1);
            return {};
        }
        if (m_text[m_at] == '-')
            return negated(depth);
        return m_text[m_at] == '(' ? group(depth) : term();
    }

    Node negated(int depth)
    {
        const qsizetype start = m_at++;
        if (m_at >= m_text.size() || isSpace(m_text[m_at]) || m_text[m_at] == ')') {
            fail("A - stands directly before what it excludes; quote it to search for it", start,
                 1);
            return {};
        }
        Node node {.type = Node::Type::Not};
        node.children.push_back(one(depth + 1));
        return node;
    }

    Node group(int depth)
    {
        const qsizetype start = m_at++;
        Node node = either(depth + 1);
        if (m_error)
            return node;
        if (atEnd()) {
            fail("This ( is not closed", start, 1);
            return node;
        }
        ++m_at; // either() stops at nothing but a )
        return node;
    }

    Node term()
    {
        if (m_expression.terms.size() == MaxTerms) {
            fail("Too many terms", m_at, m_text.size() - m_at);
            return {};
        }
        auto read = readTerm(m_text, m_at);
        if (const auto *error = std::get_if<Error>(&read)) {
            m_error = *error;
            return {};
        }
        auto &found = std::get<Term>(read);
        m_at = found.offset + found.size;
        m_expression.terms.push_back(std::move(found));
        return {.type = Node::Type::Term, .term = m_expression.terms.size() - 1};
    }

    void fail(const QByteArray &text, qsizetype offset, qsizetype size)
    {
        if (!m_error)
            m_error = Error {text, offset, size};
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    Expression m_expression;
    std::optional<Error> m_error;
};

} // namespace

std::variant<Expression, Error> parse(QByteArrayView text)
{
    return Parser(text).parse();
}

} // namespace Query
