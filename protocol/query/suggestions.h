// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace Query {

/// Values that occur in a capture.
struct Seen
{
    QByteArrayList events;
    QByteArrayList namespaces;
    QByteArrayList rooms;
    QByteArrayList changers; ///< rules that changed something, and "you"
};

/// What can stand in a query instead of the bytes from \a offset up to the cursor.
struct Suggestions
{
    qsizetype offset = 0;
    QByteArrayList texts; ///< keys end with their operator, values are whole terms
};

/// For the term that \a cursor, a place in \a query, is in or behind. Nothing within quotes of
/// text.
Suggestions suggest(QByteArrayView query, qsizetype cursor, const Seen &seen);

} // namespace Query
