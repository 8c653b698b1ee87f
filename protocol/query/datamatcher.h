// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

#include <memory>

namespace Query {

/// Looks for the value that a term of data is about, in JSON text as it is spelled: numbers of any
/// size are compared as they stand, and as floating point where they are spelled otherwise.
class DataMatcher
{
public:
    /// Longer messages have no data that a term finds.
    static constexpr qint64 MaxData = qint64(64) << 20;

    explicit DataMatcher(const Term &term);
    ~DataMatcher();
    Q_DISABLE_COPY_MOVE(DataMatcher)

    /// False for what is no JSON too. A dotted path is looked for in the outermost value and, if
    /// that is an array, in each of its elements; a pointer (RFC 6901) begins at the outermost
    /// value.
    bool isIn(QByteArrayView json);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace Query
