// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/capture/statement.h"

namespace Capture {

/// Turns memberships, servers and sockets into rows; each replaces what was written of it before.
class RoomInserter
{
public:
    /// False if \a database has no tables for them; it has the words.
    bool prepare(sqlite3 *database);
    bool insert(const RecordBatch &batch);

private:
    bool replaceGuesses(const std::vector<MembershipRecord> &guesses);
    bool insertMembership(const MembershipRecord &membership);
    bool insertServer(const ServerRecord &server);
    bool insertSocket(const SocketRecord &socket);

    Statement m_membership;
    Statement m_forgetGuesses;
    Statement m_server;
    Statement m_socket;
};

} // namespace Capture
