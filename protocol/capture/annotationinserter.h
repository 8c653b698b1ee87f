// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/capture/statement.h"

namespace Capture {

/// Writes annotations into a capture: one a message, and none that says nothing.
class AnnotationInserter
{
public:
    /// False if \a database has no table for them; it has the words.
    bool prepare(sqlite3 *database);
    /// Replaces what was noted of the message before.
    bool insert(const Annotation &annotation);

private:
    Statement m_insert;
    Statement m_remove;
};

} // namespace Capture
