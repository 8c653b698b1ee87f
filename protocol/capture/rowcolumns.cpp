// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowcolumns.h"

#include "protocol/capture/statement.h"

#include <algorithm>
#include <cstring>

namespace Capture {

namespace {

/// Reads the columns of one row in order.
class Cursor
{
public:
    explicit Cursor(const Statement &row)
        : m_row(row)
    {
    }

    qint64 integer() { return m_row.integer(m_at++); }
    qint64 integerOr(qint64 none) { return m_row.integerOr(m_at++, none); }
    bool boolean() { return m_row.integer(m_at++) != 0; }
    QByteArray bytes() { return m_row.bytes(m_at++); }
    Time time() { return m_row.time(m_at++); }
    std::optional<Time> optionalTime() { return m_row.optionalTime(m_at++); }
    Problems problems() { return m_row.problems(m_at++); }
    ByteCount byteCount()
    {
        const qint64 sent = integer();
        return {sent, integer()};
    }

    template<typename Number>
    Number number(qint64 none = 0)
    {
        const qint64 value = integerOr(none);
        const auto number = static_cast<Number>(value);
        return static_cast<qint64>(number) == value ? number : static_cast<Number>(none);
    }

    /// A value of an enumeration that counts from 0 to \a last.
    template<typename Enum>
    Enum code(Enum last, Enum none = Enum(0))
    {
        const qint64 value = integerOr(static_cast<qint64>(none));
        return value >= 0 && value <= static_cast<qint64>(last) ? static_cast<Enum>(value) : none;
    }

private:
    const Statement &m_row;
    int m_at = 0;
};

} // namespace

const char *const SourceColumns = "id, type, name, listen, target, time";

const char *const ConnectionColumns
    = "id, source, session, opened, closed, client, target, peer, tls, sent_end, received_end, "
      "sent_bytes, received_bytes, changes, problems, error";

const char *const SessionColumns
    = "id, source, type, state, engineio, socketio, is_msgpack, sid, path, subprotocol, opened, "
      "closed, close_reason, follows, ping_interval_ms, ping_timeout_ms, max_payload, "
      "sent_messages, received_messages, sent_payload_bytes, received_payload_bytes, "
      "sent_wire_bytes, received_wire_bytes, problems";

const char *const ExchangeColumns
    = "id, connection, session, message, request_started, request_ended, response_started, "
      "response_ended, method, target, status, sent_wire_bytes, received_wire_bytes, "
      "request_coding, response_coding, is_handshake, is_polling, is_ours, problems, "
      "interim_heads";

const char *const FrameColumns
    = "id, time, connection, message, direction, first_byte, mask_key, header_bytes, "
      "payload_bytes, coalesce(stored_bytes, payload_bytes), coalesce(plain_bytes, "
      "payload_bytes), problems";

const char *const MessageColumns
    = "m.id, m.time, m.session, m.connection, m.exchange, m.direction, m.transport, m.kind, "
      "m.engineio, m.socketio, m.is_binary, m.is_msgpack, m.namespace, m.event, m.ack_id, "
      "m.ack_of, m.ack_latency_us, m.answer, m.answer_latency_us, m.data_offset, "
      "m.payload_bytes, m.socketio_bytes, m.engineio_bytes, m.transport_bytes, m.saved_bytes, "
      "m.changed, m.problems, l.aside, l.dialect, l.verb, m.content_bytes, m.attachments";

const char *const ProblemColumns
    = "id, time, problem, session, connection, exchange, message, frame, detail";

const char *const AlterationColumns
    = "id, message, what, done_by, time, held_us, other, other_is_binary";

const char *const GapColumns = "id, started, ended, cause, messages, frames, bytes";

const char *const TotalsColumns
    = "connections, sessions, exchanges, frames, messages, problems, sent_payload, "
      "received_payload, sent_socketio, received_socketio, sent_engineio, received_engineio, "
      "sent_websocket, received_websocket, sent_saved, received_saved, sent_wire, received_wire, "
      "gaps, gap_messages, gap_bytes";

const char *const MembershipColumns
    = "id, source, how, namespace, room, member, session, began, was_present, ended, was_lost, "
      "joined_by, left_by, evidence";

const char *const ServerColumns
    = "id, source, name, host, pid, uptime_ms, clients, polling_clients, time";

const char *const SocketColumns
    = "id, source, namespace, socket_id, client_id, transport, address, handshake, data, "
      "connected, disconnected, reason";

SourceRecord sourceOf(const Statement &row)
{
    Cursor in(row);
    SourceRecord source;
    source.id = in.number<quint32>();
    source.type = in.code(SourceRecord::Type::Admin);
    source.name = in.bytes();
    source.listen = in.bytes();
    source.target = in.bytes();
    source.time = in.time();
    return source;
}

ConnectionRecord connectionOf(const Statement &row)
{
    Cursor in(row);
    ConnectionRecord connection;
    connection.id = in.integer();
    connection.source = in.number<quint32>();
    connection.session = in.integer();
    connection.opened = in.time();
    connection.closed = in.optionalTime();
    connection.client = in.bytes();
    connection.target = in.bytes();
    connection.peer = in.bytes();
    connection.tls = in.bytes();
    connection.ends[0] = in.code(ConnectionRecord::End::Reset);
    connection.ends[1] = in.code(ConnectionRecord::End::Reset);
    connection.bytes = in.byteCount();
    connection.changes = in.bytes();
    connection.problems = in.problems();
    connection.error = in.bytes();
    return connection;
}

SessionRecord sessionOf(const Statement &row)
{
    Cursor in(row);
    SessionRecord session;
    session.id = in.integer();
    session.source = in.number<quint32>();
    session.type = in.code(SessionRecord::Type::Raw);
    session.state = in.code(SessionRecord::State::Closed);
    session.engineIo = in.number<quint8>();
    session.socketIo = in.number<quint8>();
    session.isMsgpack = in.boolean();
    session.sid = in.bytes();
    session.path = in.bytes();
    session.subprotocol = in.bytes();
    session.opened = in.time();
    session.closed = in.optionalTime();
    session.closeReason = in.bytes();
    session.follows = in.integer();
    session.pingIntervalMs = in.number<int>();
    session.pingTimeoutMs = in.number<int>();
    session.maxPayload = in.integer();
    session.sentMessages = in.integer();
    session.receivedMessages = in.integer();
    session.payloadBytes = in.byteCount();
    session.wireBytes = in.byteCount();
    session.problems = in.integer();
    return session;
}

ExchangeRecord exchangeOf(const Statement &row)
{
    Cursor in(row);
    ExchangeRecord exchange;
    exchange.id = in.integer();
    exchange.connection = in.integer();
    exchange.session = in.integer();
    exchange.message = in.integer();
    exchange.requestStarted = in.time();
    exchange.requestEnded = in.optionalTime();
    exchange.responseStarted = in.optionalTime();
    exchange.responseEnded = in.optionalTime();
    exchange.method = in.bytes();
    exchange.target = in.bytes();
    exchange.status = in.number<int>();
    exchange.wireBytes = in.byteCount();
    exchange.requestCoding = in.bytes();
    exchange.responseCoding = in.bytes();
    exchange.isHandshake = in.boolean();
    exchange.isPolling = in.boolean();
    exchange.isOurs = in.boolean();
    exchange.problems = in.problems();
    exchange.interimHeads = in.bytes();
    return exchange;
}

FrameRecord frameOf(const Statement &row)
{
    Cursor in(row);
    FrameRecord frame;
    frame.id = in.integer();
    frame.time = in.time();
    frame.connection = in.integer();
    frame.message = in.integer();
    frame.direction = in.code(Direction::Received);
    frame.firstByte = in.number<quint8>();
    const QByteArray key = in.bytes();
    frame.isMasked = key.size() == std::ssize(frame.key);
    if (frame.isMasked)
        std::memcpy(frame.key.data(), key.constData(), frame.key.size());
    frame.headerBytes = in.number<quint8>();
    frame.payloadBytes = in.integer();
    frame.storedBytes = in.integer();
    frame.plainBytes = in.integer();
    frame.problems = in.problems();
    return frame;
}

MessageRow messageOf(const Statement &row)
{
    Cursor in(row);
    MessageRow message;
    MessageRecord &record = message.record;
    record.id = in.integer();
    record.time = in.time();
    record.session = in.integer();
    record.connection = in.integer();
    record.exchange = in.integer();
    record.direction = in.code(Direction::Received);
    record.transport = in.code(Transport::Polling);
    record.kind = in.code(Kind::Raw, Kind::Raw);
    record.engineIo = in.number<qint8>(-1);
    record.socketIo = in.number<qint8>(-1);
    record.isBinary = in.boolean();
    record.isMsgpack = in.boolean();
    record.nsp = in.bytes();
    record.event = in.bytes();
    record.ackId = in.integerOr(-1);
    record.ackOf = in.integer();
    record.ackLatencyUs = in.integerOr(-1);
    message.answer = in.integer();
    message.answerLatencyUs = in.integerOr(-1);
    record.dataOffset = in.integer();
    record.payloadBytes = in.integer();
    record.socketIoBytes = in.integer();
    record.engineIoBytes = in.integer();
    record.transportBytes = in.integer();
    record.savedBytes = in.integer();
    record.changed = in.bytes();
    record.problems = in.problems();
    record.aside = in.code(Aside::Admin);
    record.dialect = Dialects::dialectFromName(in.bytes()).value_or(Dialects::Dialect::None);
    record.verb = in.bytes();
    record.content.size = in.integer();
    return message;
}

std::optional<ProblemRecord> problemOf(const Statement &row)
{
    Cursor in(row);
    ProblemRecord problem;
    problem.id = in.integer();
    problem.time = in.time();
    const std::optional<Problem> code = problemFromCode(in.bytes());
    if (!code)
        return std::nullopt;
    problem.problem = *code;
    problem.session = in.integer();
    problem.connection = in.integer();
    problem.exchange = in.integer();
    problem.message = in.integer();
    problem.frame = in.integer();
    problem.detail = in.bytes();
    return problem;
}

std::optional<AlterationRecord> alterationOf(const Statement &row, qint64 most)
{
    const qint64 what = row.integerOr(2, -1);
    if (what < 0 || what > static_cast<qint64>(Alteration::What::Answered))
        return std::nullopt;
    AlterationRecord record;
    record.message = row.integer(1);
    record.time = row.time(4);
    Alteration &alteration = record.alteration;
    alteration.what = static_cast<Alteration::What>(what);
    alteration.by = row.bytes(3);
    alteration.heldUs = row.integer(5);
    const QByteArrayView other = row.view(6);
    alteration.other = other.first(std::min<qsizetype>(other.size(), most)).toByteArray();
    alteration.otherIsBinary = row.integer(7) != 0;
    return record;
}

GapRecord gapOf(const Statement &row)
{
    Cursor in(row);
    GapRecord gap;
    gap.id = in.integer();
    gap.started = in.time();
    gap.ended = in.time();
    gap.cause = in.code(GapRecord::Cause::Missing);
    gap.messages = in.integer();
    gap.frames = in.integer();
    gap.bytes = in.integer();
    return gap;
}

Totals totalsOf(const Statement &row)
{
    Cursor in(row);
    Totals totals;
    totals.connections = in.integer();
    totals.sessions = in.integer();
    totals.exchanges = in.integer();
    totals.frames = in.integer();
    totals.messages = in.integer();
    totals.problems = in.integer();
    for (ByteCount *const count : {&totals.payload, &totals.socketIo, &totals.engineIo,
                                   &totals.webSocket, &totals.saved, &totals.wire})
        *count = in.byteCount();
    totals.gaps = in.integer();
    totals.gapMessages = in.integer();
    totals.gapBytes = in.integer();
    return totals;
}

MembershipRecord membershipOf(const Statement &row)
{
    Cursor in(row);
    MembershipRecord membership;
    membership.id = in.integer();
    membership.source = in.number<quint32>();
    membership.how = in.code(MembershipRecord::How::Inferred);
    membership.nsp = in.bytes();
    membership.room = in.bytes();
    membership.member = in.bytes();
    membership.session = in.integer();
    membership.began = in.time();
    membership.wasPresent = in.boolean();
    membership.ended = in.optionalTime();
    membership.wasLost = in.boolean();
    membership.joinedBy = in.integer();
    membership.leftBy = in.integer();
    membership.evidence = in.bytes();
    return membership;
}

ServerRecord serverOf(const Statement &row)
{
    Cursor in(row);
    ServerRecord server;
    server.id = in.integer();
    server.source = in.number<quint32>();
    server.name = in.bytes();
    server.host = in.bytes();
    server.pid = in.integer();
    server.uptimeMs = in.integer();
    server.clients = in.integer();
    server.pollingClients = in.integer();
    server.time = in.time();
    return server;
}

SocketRecord socketOf(const Statement &row)
{
    Cursor in(row);
    SocketRecord socket;
    socket.id = in.integer();
    socket.source = in.number<quint32>();
    socket.nsp = in.bytes();
    socket.socketId = in.bytes();
    socket.clientId = in.bytes();
    socket.transport = in.bytes();
    socket.address = in.bytes();
    socket.handshake = in.bytes();
    socket.data = in.bytes();
    socket.connected = in.optionalTime();
    socket.disconnected = in.optionalTime();
    socket.reason = in.bytes();
    return socket;
}

} // namespace Capture
