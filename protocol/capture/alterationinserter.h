// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/capture/statement.h"

namespace Capture {

/// Writes what was done to messages into a capture: of a message one row a kind. The message names
/// who did it all; of a message that is not in the capture nothing is written.
class AlterationInserter
{
public:
    /// False if \a database has no table for them; it has the words.
    bool prepare(sqlite3 *database);
    /// Replaces what was noted of that kind before. The message is there already.
    bool insert(const AlterationRecord &record);

private:
    Statement m_insert;
    Statement m_message;
};

} // namespace Capture
