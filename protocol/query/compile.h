// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"
#include "protocol/query/expression.h"

namespace Query {

/// \a expression for \a reader.choose(), which it outlives not; null if it matches everything.
///
/// What the narrow tables say becomes SQL. Where a term looks into contents, the SQL leaves out
/// rows that cannot match whatever their contents are, and the rest is looked at one by one.
std::shared_ptr<const Capture::Condition> compile(const Expression &expression,
                                                  Capture::StoreReader::Rows rows,
                                                  Capture::StoreReader &reader);

} // namespace Query
