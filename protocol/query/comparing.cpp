// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/query/comparing.h"

#include "protocol/query/keys.h"

#include <QRegularExpression>

namespace Query {

bool fits(QByteArrayView text, const QByteArrayList &parts)
{
    if (parts.size() == 1)
        return text == parts.first();
    if (!text.startsWith(parts.first()))
        return false;
    text = text.sliced(parts.first().size());
    for (qsizetype i = 1; i + 1 < parts.size(); ++i) {
        const qsizetype at = text.indexOf(parts.at(i));
        if (at < 0)
            return false;
        text = text.sliced(at + parts.at(i).size());
    }
    return text.endsWith(parts.last());
}

bool compares(qint64 value, Operator op, qint64 wanted)
{
    switch (op) {
    case Operator::NotEqual:
        return value != wanted;
    case Operator::Less:
        return value < wanted;
    case Operator::LessOrEqual:
        return value <= wanted;
    case Operator::Greater:
        return value > wanted;
    case Operator::GreaterOrEqual:
        return value >= wanted;
    default:
        return value == wanted;
    }
}

std::vector<qint64> wordNumbers(const Term &term)
{
    if (term.number && *term.number >= 0)
        return {*term.number};
    const QRegularExpression regex(QRegularExpression::wildcardToRegularExpression(
        QString::fromUtf8(term.text()), QRegularExpression::UnanchoredWildcardConversion));
    std::vector<qint64> numbers;
    const QByteArrayList names = wordsOf(term.key);
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto match = regex.match(QString::fromUtf8(names.at(i)));
        if (match.hasMatch() && match.capturedLength() == names.at(i).size())
            numbers.push_back(i);
    }
    return numbers;
}

qint64 opCodeOf(const Term &term)
{
    // The names of the opcodes 8 to 10 stand behind those of 0 to 2.
    const bool isName = wordsOf(Key::OpCode).contains(term.text());
    return isName && *term.number > 2 ? *term.number + 5 : *term.number;
}

} // namespace Query
