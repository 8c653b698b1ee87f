// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/capture/statement.h"

#include <QHash>

namespace Capture {

/// Turns sources, connections and sessions into rows; each replaces what was written of it before.
class ConversationInserter
{
public:
    bool prepare(sqlite3 *database);
    /// Goes on where \a other stands, whose database is the same page by page.
    void takeStateOf(ConversationInserter &other);
    /// Forgets what was inserted since the last commit: it was rolled back.
    void forget();

    bool insert(const RecordBatch &batch);
    /// \a exchange opened the WebSocket of \a connection.
    bool setHandshake(Id connection, Id exchange);

private:
    struct Steps // of a session, as last written
    {
        QList<NamespaceState> namespaces;
        QList<TransportStep> transports;
    };

    bool insertSource(const SourceRecord &source);
    bool insertConnection(const ConnectionRecord &connection);
    bool insertSession(const SessionRecord &session);

    Statement m_source;
    Statement m_connection;
    Statement m_handshake;
    Statement m_session;
    Statement m_clearNamespaces;
    Statement m_namespace;
    Statement m_clearTransports;
    Statement m_transport;
    QHash<Id, Steps> m_steps; // of sessions that are not closed
};

} // namespace Capture
