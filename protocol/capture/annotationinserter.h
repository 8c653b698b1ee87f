// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/capture/statement.h"

namespace Capture {

/// Writes what users note into a capture: one a message and a session, and none that says nothing.
class AnnotationInserter
{
public:
    /// False if \a database has no table for them; it has the words.
    bool prepare(sqlite3 *database);
    // Each replaces what was there before.
    bool insert(const Annotation &annotation);
    bool insert(const SessionNote &note);
    bool insert(const About &about);

private:
    bool setProperty(const char *name, const QByteArray &value);

    Statement m_insert;
    Statement m_remove;
    Statement m_insertNote;
    Statement m_removeNote;
    Statement m_insertProperty;
    Statement m_removeProperty;
};

} // namespace Capture
