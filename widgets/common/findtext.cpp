// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/findtext.h"

#include <algorithm>

QRegularExpression FindText::pattern() const
{
    return QRegularExpression(isRegex ? text : QRegularExpression::escape(text),
                              matchesCase ? QRegularExpression::NoPatternOption
                                          : QRegularExpression::CaseInsensitiveOption);
}

Query::Term FindText::term() const
{
    // What looks for bytes knows ASCII letters only.
    const auto isAscii = [](QChar c) { return c.unicode() < 128; };
    const bool isPlain
        = !isRegex && (matchesCase || std::all_of(text.begin(), text.end(), isAscii));
    Query::Term term;
    term.key = Query::Key::Text;
    term.op = isPlain ? Query::Operator::Equal : Query::Operator::Regex;
    term.parts = {(isPlain ? text : pattern().pattern()).toUtf8()};
    term.matchesCase = matchesCase;
    return term;
}

FindMarker::FindMarker(const FindText &wanted)
    : m_isEmpty(wanted.isEmpty() || !wanted.isValid())
    , m_pattern(wanted.pattern())
{
}

std::vector<FindText::Span> FindMarker::spansIn(const QString &shown) const
{
    std::vector<FindText::Span> spans;
    if (m_isEmpty)
        return spans;
    auto matches = m_pattern.globalMatch(shown);
    while (matches.hasNext() && spans.size() < FindText::MostSpans) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() > 0)
            spans.push_back({match.capturedStart(), match.capturedLength()});
    }
    return spans;
}
