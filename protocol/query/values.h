// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/query/expression.h"

namespace Query {

/// "1500", "1.5k", "2M": a whole number of 0 and more; k and M are 1000 and 1000000.
std::optional<qint64> parseCount(QByteArrayView text);

/// "41": digits and nothing else.
std::optional<qint64> parseId(QByteArrayView text);

/// "250us", "12ms", "1.5s", without unit milliseconds: in microseconds.
std::optional<qint64> parseDuration(QByteArrayView text);

/// "10:02", "10:02:11", "10:02:11.482", each also behind a day: "2026-03-01T10:02", or a day alone.
std::optional<Moment> parseMoment(QByteArrayView text);

} // namespace Query
