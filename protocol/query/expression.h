// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <vector>

/// The filter language. docs/filter-language.md has its grammar.
namespace Query {

/// What a term looks at.
enum class Key : quint8 {
    Text, ///< a bare word: contents, event and namespace
    Event,
    Namespace,
    Room, ///< that the session is in
    Direction,
    Kind,
    Session,
    Connection,
    Transport,
    Size,
    Wire,
    Ack,
    Time,
    After,
    Before,
    OpCode,
    Fin,
    Rsv1,
    CloseCode,
    Status,
    Path,
    Source,
    Problem,
    Data,
    Dialect,
    Verb,
    Note,
    Changed, ///< who changed it
    Is
};

enum class Operator : quint8 { Equal, NotEqual, Regex, Less, LessOrEqual, Greater, GreaterOrEqual };

enum class Property : quint8 {
    Heartbeat,
    Pending,
    Unanswered,
    Problem,
    Changed,
    Bookmarked,
    Admin
};

/// A moment as it was written.
struct Moment
{
    std::optional<qint64> day; ///< days since 1970-01-01, local; none: of any day
    qint64 time = 0; ///< microseconds since midnight, local
    qint64 precision = 0; ///< microseconds that it stands for: "10:02" is a minute
};

/// One condition. Which members mean something depends on its key.
struct Term
{
    Key key = Key::Text;
    Operator op = Operator::Equal;
    /// What is compared, split where a `*` stands for any run of characters; one part without.
    QByteArrayList parts;
    /// Of keys that are counted or numbered; microseconds of durations; of words, which one it is.
    std::optional<qint64> number;
    Moment moment;
    Property property = Property::Heartbeat;
    bool matchesCase = false; ///< of Key::Text: letters match as they are written
    /// Where in the data: `/0/user/id`, or the names of a dotted path.
    QByteArrayList path;
    bool isPointer = false;
    qsizetype offset = 0; ///< of the term in the query
    qsizetype size = 0;

    QByteArray text() const { return parts.join('*'); }
};

/// How terms are joined.
struct Node
{
    enum class Type : quint8 { Term, And, Or, Not };

    Type type = Type::And;
    std::size_t term = 0; ///< its place in Expression::terms
    std::vector<Node> children;
};

/// A query that was understood. Without terms it matches everything.
struct Expression
{
    std::vector<Term> terms;
    Node root;

    bool isEmpty() const { return terms.empty(); }
    /// From now on it matches only where \a term holds too.
    void require(Term term);
    /// Whether it may match other rows once something is noted about one.
    bool looksAtAnnotations() const;
    /// Whether it may match other rows once one turns out to have been altered.
    bool looksAtAlterations() const;
    /// Whether all that it can match was altered.
    bool asksForAlterations() const;
    /// Whether it speaks of admin namespaces: else what we say to them is left out.
    bool looksAtAdmin() const;

private:
    bool asksForAlterations(const Node &node) const;
};

/// What is wrong with a query, and where.
struct Error
{
    QByteArray text; ///< a sentence, in English
    qsizetype offset = 0;
    qsizetype size = 0;
};

} // namespace Query
