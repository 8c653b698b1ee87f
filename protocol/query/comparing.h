// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

namespace Query {

/// Whether \a text is \a parts with anything between them.
bool fits(QByteArrayView text, const QByteArrayList &parts);

/// A value that is there, by an operator of numbers.
bool compares(qint64 value, Operator op, qint64 wanted);

/// The places in wordsOf() that \a term, of a key with words, holds for, its sense aside.
std::vector<qint64> wordNumbers(const Term &term);

/// The opcode that \a term, of Key::OpCode, names or numbers.
qint64 opCodeOf(const Term &term);

} // namespace Query
