// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/conversationinserter.h"

#include <algorithm>

namespace Capture {

bool ConversationInserter::prepare(sqlite3 *database)
{
    const auto ready = [database](Statement &statement, const QByteArray &sql) {
        return statement.prepare(database, sql.constData());
    };
    return ready(m_source, insertInto("source_row", 6))
        && ready(m_connection,
                 "INSERT INTO connection_row VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL) ON "
                 "CONFLICT(id) DO UPDATE SET source=excluded.source, session=excluded.session, "
                 "opened=excluded.opened, closed=excluded.closed, client=excluded.client, "
                 "target=excluded.target, peer=excluded.peer, tls=excluded.tls, "
                 "sent_end=excluded.sent_end, received_end=excluded.received_end, "
                 "sent_bytes=excluded.sent_bytes, received_bytes=excluded.received_bytes, "
                 "changes=excluded.changes, problems=excluded.problems, error=excluded.error")
        && ready(m_handshake, "UPDATE connection_row SET handshake=? WHERE id=?")
        && ready(m_session, insertInto("session_row", 24))
        && ready(m_clearNamespaces, "DELETE FROM session_namespace WHERE session=?")
        && ready(m_namespace, insertInto("session_namespace", 5))
        && ready(m_clearTransports, "DELETE FROM session_transport WHERE session=?")
        && ready(m_transport, insertInto("session_transport", 5));
}

void ConversationInserter::takeStateOf(ConversationInserter &other)
{
    m_steps = std::move(other.m_steps);
}

void ConversationInserter::forget()
{
    m_steps.clear();
}

bool ConversationInserter::insert(const RecordBatch &batch)
{
    const auto each = [this](const auto &records, auto insertOne) {
        return std::all_of(records.begin(), records.end(), [this, insertOne](const auto &record) {
            return (this->*insertOne)(record);
        });
    };
    return each(batch.sources, &ConversationInserter::insertSource)
        && each(batch.connections, &ConversationInserter::insertConnection)
        && each(batch.sessions, &ConversationInserter::insertSession);
}

bool ConversationInserter::setHandshake(Id connection, Id exchange)
{
    return m_handshake.bind(exchange).bind(connection).run();
}

bool ConversationInserter::insertSource(const SourceRecord &source)
{
    return m_source.bind(source.id)
        .bind(static_cast<int>(source.type))
        .bindText(source.name)
        .bindText(source.listen)
        .bindText(source.target)
        .bindTime(source.time)
        .run();
}

bool ConversationInserter::insertConnection(const ConnectionRecord &connection)
{
    return m_connection.bind(connection.id)
        .bindId(connection.source)
        .bindId(connection.session)
        .bindTime(connection.opened)
        .bindTime(connection.closed)
        .bindText(connection.client)
        .bindText(connection.target)
        .bindText(connection.peer)
        .bindText(connection.tls)
        .bind(static_cast<int>(connection.ends[0]))
        .bind(static_cast<int>(connection.ends[1]))
        .bind(connection.bytes.sent)
        .bind(connection.bytes.received)
        .bindText(connection.changes)
        .bindProblems(connection.problems)
        .bindText(connection.error)
        .run();
}

bool ConversationInserter::insertSession(const SessionRecord &session)
{
    bool isOk = m_session.bind(session.id)
                    .bindId(session.source)
                    .bind(static_cast<int>(session.type))
                    .bind(static_cast<int>(session.state))
                    .bind(session.engineIo)
                    .bind(session.socketIo)
                    .bind(session.isMsgpack ? 1 : 0)
                    .bindText(session.sid)
                    .bindText(session.path)
                    .bindText(session.subprotocol)
                    .bindTime(session.opened)
                    .bindTime(session.closed)
                    .bindText(session.closeReason)
                    .bindId(session.follows)
                    .bind(session.pingIntervalMs)
                    .bind(session.pingTimeoutMs)
                    .bind(session.maxPayload)
                    .bind(session.sentMessages)
                    .bind(session.receivedMessages)
                    .bind(session.payloadBytes.sent)
                    .bind(session.payloadBytes.received)
                    .bind(session.wireBytes.sent)
                    .bind(session.wireBytes.received)
                    .bind(session.problems)
                    .run();
    // Counts change all the time, the steps hardly ever.
    Steps &steps = m_steps[session.id];
    qint64 number = 0;
    if (isOk && steps.namespaces != session.namespaces) {
        isOk = m_clearNamespaces.bind(session.id).run();
        for (const NamespaceState &state : session.namespaces) {
            isOk = isOk
                && m_namespace.bind(session.id)
                       .bind(number++)
                       .bindText(state.name)
                       .bindText(state.socketId)
                       .bind(state.isConnected ? 1 : 0)
                       .run();
        }
    }
    number = 0;
    if (isOk && steps.transports != session.transports) {
        isOk = m_clearTransports.bind(session.id).run();
        for (const TransportStep &step : session.transports) {
            isOk = isOk
                && m_transport.bind(session.id)
                       .bind(number++)
                       .bindTime(step.time)
                       .bind(static_cast<int>(step.stage))
                       .bindId(step.connection)
                       .run();
        }
    }
    if (session.state == SessionRecord::State::Closed)
        m_steps.remove(session.id);
    else
        steps = {session.namespaces, session.transports};
    return isOk;
}

} // namespace Capture
