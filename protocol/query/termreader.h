// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

#include <variant>

namespace Query {

/// White space between terms. Any other character belongs to a word, control characters too.
constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Reads the one term of \a text that begins at \a offset, which is no white space and no
/// parenthesis: a word, "quoted text", or a key with an operator and a value.
std::variant<Term, Error> readTerm(QByteArrayView text, qsizetype offset);

} // namespace Query
