// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/schemaobjects.h"

#include "protocol/capture/names.h"

namespace Capture {

namespace {

/// "CASE column WHEN 0 THEN 'a' WHEN 1 THEN 'b' END"
QByteArray words(const QByteArray &column, const std::vector<QByteArray> &names)
{
    QByteArray sql = "CASE " + column;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!names[i].isEmpty())
            sql += " WHEN " + QByteArray::number(qint64(i)) + " THEN '" + names[i] + "'";
    }
    return sql + " END";
}

template<typename Name>
std::vector<QByteArray> namesUpTo(int last, Name name)
{
    std::vector<QByteArray> names;
    for (int i = 0; i <= last; ++i)
        names.push_back(QByteArrayView(name(i)).toByteArray());
    return names;
}

QByteArray directionWords(const QByteArray &column)
{
    return words(column, namesUpTo(1, [](int i) { return directionName(Direction(i)); }));
}

/// ISO 8601 UTC with microseconds.
QByteArray isoTime(const QByteArray &column)
{
    return "strftime('%Y-%m-%dT%H:%M:%S', " + column
        + " / 1000000, 'unixepoch') || printf('.%06dZ', " + column + " % 1000000)";
}

SchemaObject table(const QByteArray &name, const QByteArray &columns, bool withRowId = true)
{
    return {"table", name,
            "CREATE TABLE " + name + "(" + columns + ")" + (withRowId ? "" : " WITHOUT ROWID")};
}

SchemaObject view(const QByteArray &name, const QByteArray &select)
{
    return {"view", name, "CREATE VIEW " + name + " AS " + select};
}

SchemaObject index(const QByteArray &name, const QByteArray &on)
{
    return {"index", name, "CREATE INDEX " + name + " ON " + on};
}

/// An object of versions from \a since on.
SchemaObject since(int version, SchemaObject object)
{
    object.since = version;
    return object;
}

/// An object of versions before \a version.
SchemaObject before(int version, SchemaObject object)
{
    object.until = version;
    return object;
}

void addRoomTables(std::vector<SchemaObject> &all)
{
    all.push_back(since(
        3,
        table("message_label", "id INTEGER PRIMARY KEY, aside INTEGER, dialect TEXT, verb TEXT")));
    all.push_back(since(
        3,
        table("membership_row",
              "id INTEGER PRIMARY KEY, source INTEGER, how INTEGER, namespace TEXT, room TEXT, "
              "member TEXT, session INTEGER, began INTEGER, was_present INTEGER, ended INTEGER, "
              "was_lost INTEGER, joined_by INTEGER, left_by INTEGER, evidence TEXT")));
    all.push_back(
        since(3,
              table("server_row",
                    "id INTEGER PRIMARY KEY, source INTEGER, name TEXT, host TEXT, pid INTEGER, "
                    "uptime_ms INTEGER, clients INTEGER, polling_clients INTEGER, time INTEGER")));
    all.push_back(
        since(3,
              table("socket_row",
                    "id INTEGER PRIMARY KEY, source INTEGER, namespace TEXT, socket_id TEXT, "
                    "client_id TEXT, transport TEXT, address TEXT, handshake TEXT, data TEXT, "
                    "connected INTEGER, disconnected INTEGER, reason TEXT")));
}

void addTables(std::vector<SchemaObject> &all)
{
    all.push_back(table("property", "name TEXT PRIMARY KEY, value TEXT", false));
    all.push_back(
        table("source_row",
              "id INTEGER PRIMARY KEY, type INTEGER, name TEXT, listen TEXT, target TEXT, "
              "time INTEGER"));
    all.push_back(
        table("connection_row",
              "id INTEGER PRIMARY KEY, source INTEGER, session INTEGER, opened INTEGER, "
              "closed INTEGER, client TEXT, target TEXT, peer TEXT, tls TEXT, sent_end INTEGER, "
              "received_end INTEGER, sent_bytes INTEGER, received_bytes INTEGER, changes TEXT, "
              "problems TEXT, error TEXT, handshake INTEGER"));
    all.push_back(
        table("session_row",
              "id INTEGER PRIMARY KEY, source INTEGER, type INTEGER, state INTEGER, "
              "engineio INTEGER, socketio INTEGER, is_msgpack INTEGER, sid TEXT, path TEXT, "
              "subprotocol TEXT, opened INTEGER, closed INTEGER, close_reason TEXT, "
              "follows INTEGER, ping_interval_ms INTEGER, ping_timeout_ms INTEGER, "
              "max_payload INTEGER, sent_messages INTEGER, received_messages INTEGER, "
              "sent_payload_bytes INTEGER, received_payload_bytes INTEGER, "
              "sent_wire_bytes INTEGER, received_wire_bytes INTEGER, problems INTEGER"));
    all.push_back(table("session_namespace",
                        "session INTEGER, number INTEGER, name TEXT, socket_id TEXT, "
                        "is_connected INTEGER, PRIMARY KEY(session, number)",
                        false));
    all.push_back(table("session_transport",
                        "session INTEGER, number INTEGER, time INTEGER, stage INTEGER, "
                        "connection INTEGER, PRIMARY KEY(session, number)",
                        false));
    all.push_back(
        table("exchange_row",
              "id INTEGER PRIMARY KEY, connection INTEGER, session INTEGER, message INTEGER, "
              "request_started INTEGER, request_ended INTEGER, response_started INTEGER, "
              "response_ended INTEGER, method TEXT, target TEXT, status INTEGER, "
              "sent_wire_bytes INTEGER, received_wire_bytes INTEGER, request_coding TEXT, "
              "response_coding TEXT, is_handshake INTEGER, is_polling INTEGER, is_ours INTEGER, "
              "problems TEXT, interim_heads TEXT"));
    all.push_back(table("exchange_part",
                        "id INTEGER PRIMARY KEY, exchange INTEGER, part INTEGER, size INTEGER, "
                        "spill INTEGER, data"));
    all.push_back(
        table("frame_row",
              "id INTEGER PRIMARY KEY, time INTEGER, connection INTEGER, message INTEGER, "
              "direction INTEGER, first_byte INTEGER, mask_key BLOB, header_bytes INTEGER, "
              "payload_bytes INTEGER, stored_bytes INTEGER, plain_bytes INTEGER, problems TEXT"));
    all.push_back(
        table("message_row",
              "id INTEGER PRIMARY KEY, time INTEGER, session INTEGER, connection INTEGER, "
              "exchange INTEGER, direction INTEGER, transport INTEGER, kind INTEGER, "
              "engineio INTEGER, socketio INTEGER, is_binary INTEGER, is_msgpack INTEGER, "
              "namespace TEXT, event TEXT, ack_id INTEGER, ack_of INTEGER, "
              "ack_latency_us INTEGER, answer INTEGER, answer_latency_us INTEGER, "
              "data_offset INTEGER, payload_bytes INTEGER, socketio_bytes INTEGER, "
              "engineio_bytes INTEGER, transport_bytes INTEGER, saved_bytes INTEGER, "
              "changed TEXT, problems TEXT, content_bytes INTEGER, attachments INTEGER, "
              "first_attachment INTEGER, first_frame INTEGER, last_frame INTEGER"));
    all.push_back(table("payload", "id INTEGER PRIMARY KEY, spill INTEGER, data"));
    all.push_back(table("attachment",
                        "id INTEGER PRIMARY KEY, message INTEGER, number INTEGER, size INTEGER, "
                        "spill INTEGER, data BLOB"));
    all.push_back(table("spill_piece",
                        "id INTEGER PRIMARY KEY, spill INTEGER, number INTEGER, start INTEGER, "
                        "data BLOB, UNIQUE(spill, start)"));
    all.push_back(table("problem_row",
                        "id INTEGER PRIMARY KEY, time INTEGER, problem TEXT, session INTEGER, "
                        "connection INTEGER, exchange INTEGER, message INTEGER, frame INTEGER, "
                        "detail TEXT"));
    all.push_back(index("problem_message", "problem_row(message) WHERE message IS NOT NULL"));
    all.push_back(table("gap_row",
                        "id INTEGER PRIMARY KEY, started INTEGER, ended INTEGER, cause INTEGER, "
                        "messages INTEGER, frames INTEGER, bytes INTEGER"));
    all.push_back(
        table("totals",
              "id INTEGER PRIMARY KEY, connections INTEGER, sessions INTEGER, exchanges INTEGER, "
              "frames INTEGER, messages INTEGER, problems INTEGER, sent_payload INTEGER, "
              "received_payload INTEGER, sent_socketio INTEGER, received_socketio INTEGER, "
              "sent_engineio INTEGER, received_engineio INTEGER, sent_websocket INTEGER, "
              "received_websocket INTEGER, sent_saved INTEGER, received_saved INTEGER, "
              "sent_wire INTEGER, received_wire INTEGER, gaps INTEGER, gap_messages INTEGER, "
              "gap_bytes INTEGER"));
    all.push_back(table("annotation", "id INTEGER PRIMARY KEY, is_bookmarked INTEGER, note TEXT"));
    all.back().since = 2;
    addRoomTables(all);
    all.push_back(since(4,
                        table("alteration_row",
                              "id INTEGER PRIMARY KEY, message INTEGER, what INTEGER, "
                              "done_by TEXT, time INTEGER, held_us INTEGER, other, "
                              "other_is_binary INTEGER")));
    all.push_back(since(5, table("session_note", "id INTEGER PRIMARY KEY, note TEXT")));
    all.push_back(table(
        "row_list", "list INTEGER, number INTEGER, ids BLOB, PRIMARY KEY(list, number)", false));
}

void addTrafficViews(std::vector<SchemaObject> &all)
{
    const QByteArray transport
        = words("m.transport", namesUpTo(2, [](int i) { return transportName(Transport(i)); }));
    const QByteArray kind
        = words("m.kind", namesUpTo(int(Kind::Raw), [](int i) { return kindName(Kind(i)); }));
    const QByteArray engineIo = words("m.engineio", namesUpTo(6, engineIoName));
    const QByteArray socketIo
        = words("m.socketio", namesUpTo(6, [](int i) { return socketIoName(i, 5); }));
    const auto message = [&](const QByteArray &labels, const QByteArray &from) {
        return view(
            "message",
            "SELECT m.id, " + isoTime("m.time")
                + " AS time, m.time AS time_us, m.session, m.connection, m.exchange, "
                + directionWords("m.direction") + " AS direction, " + transport + " AS transport, "
                + kind + " AS kind, " + engineIo
                + " AS engineio, CASE WHEN m.socketio = 4 AND (SELECT s.socketio FROM session_row "
                  "s "
                  "WHERE s.id = m.session) = 4 THEN 'ERROR' ELSE "
                + socketIo
                + " END AS socketio, m.namespace, m.event, m.ack_id, m.ack_of, m.ack_latency_us, "
                  "m.answer, m.answer_latency_us, m.payload_bytes, m.payload_bytes + "
                  "m.socketio_bytes "
                  "+ m.engineio_bytes + m.transport_bytes - m.saved_bytes AS wire_bytes, "
                  "m.content_bytes, m.attachments, m.is_binary, m.is_msgpack, m.changed, m.problems"
                + labels + " FROM message_row m" + from);
    };
    all.push_back(before(3, message("", "")));
    all.push_back(since(3,
                        message(", l.dialect, l.verb, "
                                    + words("l.aside", {"", "heartbeat", "admin"}) + " AS aside",
                                " LEFT JOIN message_label l ON l.id = m.id")));
    all.push_back(view("message_content",
                       "SELECT message.*, payload.data AS content FROM message JOIN payload ON "
                       "payload.id = message.id"));
    all.push_back(
        view("frame",
             "SELECT f.id, " + isoTime("f.time")
                 + " AS time, f.time AS time_us, f.connection, f.message, "
                 + directionWords("f.direction")
                 + " AS direction, f.first_byte >> 7 AS fin, f.first_byte >> 6 & 1 AS rsv1, "
                   "f.first_byte >> 5 & 1 AS rsv2, f.first_byte >> 4 & 1 AS rsv3, "
                   "f.first_byte & 15 AS opcode, f.mask_key IS NOT NULL AS is_masked, f.mask_key, "
                   "f.header_bytes, f.payload_bytes, "
                   "coalesce(f.stored_bytes, f.payload_bytes) AS stored_bytes, "
                   "coalesce(f.plain_bytes, f.payload_bytes) AS plain_bytes, f.problems "
                   "FROM frame_row f"));
    all.push_back(
        view("exchange",
             "SELECT e.id, " + isoTime("e.request_started")
                 + " AS time, e.request_started AS time_us, e.connection, e.session, e.message, "
                   "e.method, e.target, nullif(e.status, 0) AS status, "
                   "e.response_started - e.request_started AS wait_us, "
                   "e.response_ended - e.request_started AS total_us, e.sent_wire_bytes, "
                   "e.received_wire_bytes, e.request_coding, e.response_coding, e.is_handshake, "
                   "e.is_polling, e.is_ours, e.problems FROM exchange_row e"));
}

void addOtherViews(std::vector<SchemaObject> &all)
{
    const std::vector<QByteArray> ends {"", "fin", "reset"};
    const auto source = [](const std::vector<QByteArray> &types) {
        return view("source",
                    "SELECT s.id, " + words("s.type", types)
                        + " AS type, s.name, s.listen, s.target, " + isoTime("s.time")
                        + " AS time FROM source_row s");
    };
    all.push_back(before(3, source({"tap", "client", "import"})));
    all.push_back(since(3, source({"tap", "client", "import", "admin"})));
    all.push_back(view("connection",
                       "SELECT c.id, c.source, c.session, " + isoTime("c.opened") + " AS opened, "
                           + isoTime("c.closed") + " AS closed, c.client, c.target, c.peer, c.tls, "
                           + words("c.sent_end", ends) + " AS sent_end, "
                           + words("c.received_end", ends)
                           + " AS received_end, c.sent_bytes, c.received_bytes, c.changes, "
                             "c.problems, c.error, c.handshake FROM connection_row c"));
    all.push_back(view(
        "session",
        "SELECT s.id, s.source, " + words("s.type", {"websocket", "engine.io", "socket.io", "raw"})
            + " AS type, " + words("s.state", {"connecting", "open", "closed"})
            + " AS state, nullif(s.engineio, 0) AS engineio, nullif(s.socketio, 0) AS "
              "socketio, s.is_msgpack, s.sid, s.path, s.subprotocol, "
            + isoTime("s.opened") + " AS opened, " + isoTime("s.closed")
            + " AS closed, s.close_reason, s.follows, s.sent_messages, s.received_messages, "
              "s.sent_payload_bytes, s.received_payload_bytes, s.sent_wire_bytes, "
              "s.received_wire_bytes, s.problems FROM session_row s"));
    all.push_back(view("problem",
                       "SELECT p.id, " + isoTime("p.time")
                           + " AS time, p.problem, p.session, p.connection, p.exchange, p.message, "
                             "p.frame, p.detail FROM problem_row p"));
    const auto gap = [](int lastCause) {
        return view("gap",
                    "SELECT g.id, " + isoTime("g.started") + " AS started, " + isoTime("g.ended")
                        + " AS ended, "
                        + words("g.cause",
                                namesUpTo(lastCause,
                                          [](int i) { return gapCauseName(GapRecord::Cause(i)); }))
                        + " AS cause, g.messages, g.frames, g.bytes FROM gap_row g");
    };
    all.push_back(before(3, gap(int(GapRecord::Cause::Paused))));
    all.push_back(since(3, before(5, gap(int(GapRecord::Cause::AdminAway)))));
    all.push_back(since(5, gap(int(GapRecord::Cause::Missing))));
}

void addAlterationView(std::vector<SchemaObject> &all)
{
    all.push_back(
        since(4,
              view("alteration",
                   "SELECT a.message, "
                       + words("a.what",
                               namesUpTo(int(Alteration::What::Answered),
                                         [](int i) { return alterationName(Alteration::What(i)); }))
                       + " AS what, a.done_by, " + isoTime("a.time")
                       + " AS time, a.time AS time_us, a.held_us, a.other, a.other_is_binary "
                         "FROM alteration_row a")));
}

void addRoomViews(std::vector<SchemaObject> &all)
{
    all.push_back(
        since(3,
              view("membership",
                   "SELECT p.id, p.source, "
                       + words("p.how",
                               namesUpTo(int(MembershipRecord::How::Inferred),
                                         [](int i) { return howName(MembershipRecord::How(i)); }))
                       + " AS how, p.namespace, p.room, p.member, p.session, " + isoTime("p.began")
                       + " AS began, p.began AS began_us, p.was_present, " + isoTime("p.ended")
                       + " AS ended, p.ended AS ended_us, p.was_lost, p.joined_by, p.left_by, "
                         "p.evidence FROM membership_row p")));
    all.push_back(since(3,
                        view("server",
                             "SELECT s.id, s.source, s.name, s.host, s.pid, s.uptime_ms, "
                             "s.clients, s.polling_clients, "
                                 + isoTime("s.time") + " AS time FROM server_row s")));
    all.push_back(
        since(3,
              view("socket",
                   "SELECT s.id, s.source, s.namespace, s.socket_id, s.client_id, "
                   "s.transport, s.address, s.handshake, s.data, "
                       + isoTime("s.connected") + " AS connected, " + isoTime("s.disconnected")
                       + " AS disconnected, s.reason FROM socket_row s")));
}

} // namespace

const std::vector<SchemaObject> &schemaObjects()
{
    static const std::vector<SchemaObject> objects = [] {
        std::vector<SchemaObject> all;
        addTables(all);
        addTrafficViews(all);
        addOtherViews(all);
        addRoomViews(all);
        addAlterationView(all);
        return all;
    }();
    return objects;
}

const std::vector<SchemaObject> &finishedIndexes()
{
    static const std::vector<SchemaObject> indexes {
        index("message_session", "message_row(session)"),
        index("message_event", "message_row(event)"),
    };
    return indexes;
}

} // namespace Capture
