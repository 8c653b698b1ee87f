// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

#include <QTimeZone>

#include <vector>

namespace Query {

/// Local time as SQL: what the clock on the wall says at a moment in UTC, with every change of the
/// zone's offset from 2015 to 2045.
class LocalClock
{
public:
    explicit LocalClock(const QTimeZone &zone = QTimeZone::systemTimeZone());

    /// Of \a column, microseconds UTC since 1970: the same in local time.
    QByteArray sql(const QByteArray &column) const;

private:
    struct Change
    {
        qint64 from = 0; ///< microseconds UTC
        qint64 offset = 0; ///< microseconds
    };

    qint64 m_first = 0; // offset before the first change
    std::vector<Change> m_changes; // the latest first
};

} // namespace Query
