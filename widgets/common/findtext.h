// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

#include <QRegularExpression>
#include <QString>

#include <vector>

/// What the find bar looks for, and where it stands in a text that is shown.
struct FindText
{
    struct Span
    {
        qsizetype start = 0;
        qsizetype size = 0;
        bool operator==(const Span &other) const = default;
    };

    /// More of them in one text are not marked.
    static constexpr std::size_t MostSpans = 500;

    QString text;
    bool matchesCase = false; ///< letters match as they are written
    bool isRegex = false;

    bool isEmpty() const { return text.isEmpty(); }
    bool isValid() const { return !isRegex || pattern().isValid(); }
    bool operator==(const FindText &other) const = default;

    /// It as a regular expression.
    QRegularExpression pattern() const;
    /// It as a term of a filter.
    Query::Term term() const;
};

/// Finds one FindText in many texts that are shown.
class FindMarker
{
public:
    FindMarker() = default;
    explicit FindMarker(const FindText &wanted);

    bool isEmpty() const { return m_isEmpty; }
    /// Where it stands in \a shown, from left to right.
    std::vector<FindText::Span> spansIn(const QString &shown) const;

private:
    bool m_isEmpty = true;
    QRegularExpression m_pattern;
};
