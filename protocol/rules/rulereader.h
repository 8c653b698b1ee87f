// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/rules/field.h"

namespace Rules {

/// A member of an object in a rule file.
struct Member
{
    enum class Type : quint8 { Text, Number, Boolean, Other };

    QByteArray key;
    Type type = Type::Other;
    QByteArray value; ///< of a text what it says, of numbers and booleans how they are spelled
};

/// The whole number that \a member is, if it is one from \a least to \a most.
std::optional<qint64> wholeNumber(const Member &member, qint64 least, qint64 most);

/// Makes a rule of the members of its object, or a sentence that says what is wrong with one.
std::variant<Rule, QByteArray> readRule(const std::vector<Member> &members);

} // namespace Rules
