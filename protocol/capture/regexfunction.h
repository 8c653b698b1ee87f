// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

struct sqlite3;

namespace Capture {

/// Gives \a database the operator REGEXP: `text REGEXP pattern`, with Perl's syntax, found
/// anywhere. Text that is not there matches nothing, and neither does a pattern that is none.
bool addRegexFunction(sqlite3 *database);

} // namespace Capture
