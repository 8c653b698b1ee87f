// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

namespace Capture {

/// What has become readable since the last advance: told by the writer after a commit, at most
/// once in 33 ms. Numbers only; text is read from the store when it is painted.
struct Advance
{
    std::vector<Id> messages; ///< new lines that are not aside, ascending
    std::vector<Id> heartbeats; ///< new lines that are heartbeats, ascending
    std::vector<Id> exchanges; ///< new, ascending
    std::vector<Id> changedMessages; ///< older lines that changed: answered, or altered
    std::vector<Id> changedExchanges; ///< older exchanges that grew
    Id lastFrame = 0; ///< frames are numbered without holes up to here
    std::vector<SourceRecord> sources; ///< new
    std::vector<ConnectionRecord> connections; ///< new or changed, as they are now
    std::vector<SessionRecord> sessions; ///< new or changed, as they are now
    std::vector<ProblemRecord> problems; ///< new
    std::vector<GapRecord> gaps; ///< new
    std::vector<Id> adminMessages; ///< new lines of our own talk with admin namespaces, ascending
    std::vector<MembershipRecord> memberships; ///< new or ended, as they are now
    std::vector<ServerRecord> servers; ///< new or changed, as they are now
    std::vector<SocketRecord> sockets; ///< new or changed, as they are now
    std::vector<Annotation> annotations; ///< new or changed, as they are now; empty ones are gone
    std::vector<SessionNote> sessionNotes; ///< likewise
    std::optional<About> about; ///< if it changed
    qint64 altered = 0; ///< how many messages were altered for the first time
    Totals totals; ///< as they are now
    qint64 fileBytes = 0; ///< of the file and its -wal
};

} // namespace Capture
