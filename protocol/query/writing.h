// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

/// Queries that are put together by the program.
namespace Query {

/// \a text as a value: in quotes where it would be read as something else.
QByteArray quoted(QByteArrayView text);

/// What both \a query and \a term want. \a query can be read, or is empty.
QByteArray both(const QByteArray &query, const QByteArray &term);

} // namespace Query
