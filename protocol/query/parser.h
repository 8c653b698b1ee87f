// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

#include <variant>

namespace Query {

/// Reads a query. \a text is UTF-8; places in an Error are bytes of it. Nothing in it is passed
/// over: what cannot be understood is an error.
std::variant<Expression, Error> parse(QByteArrayView text);

} // namespace Query
