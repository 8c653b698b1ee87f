// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

#include <span>

namespace Query {

/// How the values of a key are written.
enum class ValueType : quint8 {
    Pattern, ///< text with `*`
    Word, ///< one of some words
    Number, ///< with k and M
    Duration, ///< with us, ms and s
    Moment,
    Row, ///< a message's number
    Path ///< of data: the path belongs to the key
};

struct KeyInfo
{
    Key key;
    const char *name;
    ValueType type;
    const char *about; ///< what it looks at, in English
};

/// All keys that can be written, in the order in which they are explained.
std::span<const KeyInfo> keys();
const KeyInfo *findKey(QByteArrayView name);

/// The words that \a key can be compared with, empty if they are not so few.
QByteArrayList wordsOf(Key key);

} // namespace Query
