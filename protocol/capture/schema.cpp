// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/schema.h"

#include "protocol/capture/names.h"
#include "protocol/capture/statement.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <initializer_list>

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
    all.push_back(view(
        "message",
        "SELECT m.id, " + isoTime("m.time")
            + " AS time, m.time AS time_us, m.session, m.connection, m.exchange, "
            + directionWords("m.direction") + " AS direction, " + transport + " AS transport, "
            + kind + " AS kind, " + engineIo
            + " AS engineio, CASE WHEN m.socketio = 4 AND (SELECT s.socketio FROM session_row s "
              "WHERE s.id = m.session) = 4 THEN 'ERROR' ELSE "
            + socketIo
            + " END AS socketio, m.namespace, m.event, m.ack_id, m.ack_of, m.ack_latency_us, "
              "m.answer, m.answer_latency_us, m.payload_bytes, m.payload_bytes + m.socketio_bytes "
              "+ m.engineio_bytes + m.transport_bytes - m.saved_bytes AS wire_bytes, "
              "m.content_bytes, m.attachments, m.is_binary, m.is_msgpack, m.changed, m.problems "
              "FROM message_row m"));
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
    all.push_back(view("source",
                       "SELECT s.id, " + words("s.type", {"tap", "client", "import"})
                           + " AS type, s.name, s.listen, s.target, " + isoTime("s.time")
                           + " AS time FROM source_row s"));
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
    all.push_back(
        view("gap",
             "SELECT g.id, " + isoTime("g.started") + " AS started, " + isoTime("g.ended")
                 + " AS ended, "
                 + words("g.cause",
                         namesUpTo(3, [](int i) { return gapCauseName(GapRecord::Cause(i)); }))
                 + " AS cause, g.messages, g.frames, g.bytes FROM gap_row g"));
}

bool isOurs(const SchemaObject &object, qint64 version)
{
    const auto same = [&](const SchemaObject &ours) {
        return ours.since <= version && ours.type == object.type && ours.name == object.name
            && ours.sql == object.sql;
    };
    return std::any_of(schemaObjects().begin(), schemaObjects().end(), same)
        || std::any_of(finishedIndexes().begin(), finishedIndexes().end(), same);
}

/// Nothing if the file is damaged.
std::optional<qint64> versionOf(SQLite::Database &database)
{
    Statement statement;
    if (!statement.prepare(database.getHandle(), "PRAGMA user_version") || !statement.step())
        return std::nullopt;
    return statement.integer(0);
}

} // namespace

const std::vector<SchemaObject> &schemaObjects()
{
    static const std::vector<SchemaObject> objects = [] {
        std::vector<SchemaObject> all;
        addTables(all);
        addTrafficViews(all);
        addOtherViews(all);
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

bool createSchema(SQLite::Database &database)
{
    QByteArray sql = "PRAGMA page_size=" + QByteArray::number(PageSize)
        + ";PRAGMA auto_vacuum=NONE;PRAGMA encoding='UTF-8';PRAGMA application_id="
        + QByteArray::number(ApplicationId)
        + ";PRAGMA user_version=" + QByteArray::number(SchemaVersion) + ";BEGIN;";
    for (const SchemaObject &object : schemaObjects())
        sql += object.sql + ";";
    sql += "INSERT INTO totals(id) VALUES(1);COMMIT;";
    return database.tryExec(sql.constData()) == SQLITE_OK;
}

bool upgradeSchema(SQLite::Database &database)
{
    const auto version = versionOf(database);
    if (!version || *version == SchemaVersion)
        return version.has_value();
    QByteArray sql = "BEGIN IMMEDIATE;";
    for (const SchemaObject &object : schemaObjects()) {
        if (object.since > *version)
            sql += object.sql + ";";
    }
    sql += "PRAGMA user_version=" + QByteArray::number(SchemaVersion) + ";COMMIT;";
    if (database.tryExec(sql.constData()) == SQLITE_OK)
        return true;
    if (sqlite3_get_autocommit(database.getHandle()) == 0)
        database.tryExec("ROLLBACK");
    return false;
}

bool addMissingTables(SQLite::Database &database)
{
    const auto version = versionOf(database);
    if (!version)
        return false;
    QByteArray sql = "PRAGMA temp_store=MEMORY;";
    for (const SchemaObject &object : schemaObjects()) {
        if (object.since > *version && object.type == "table")
            sql += QByteArray(object.sql).replace("CREATE TABLE ", "CREATE TEMP TABLE ") + ";";
    }
    return database.tryExec(sql.constData()) == SQLITE_OK;
}

QString schemaObjection(SQLite::Database &database)
{
    const auto damaged = [&database] {
        return QStringLiteral("is damaged: %1").arg(QString::fromUtf8(database.getErrorMsg()));
    };
    Statement statement;
    const auto pragma = [&](const char *sql) -> std::optional<qint64> {
        if (!statement.prepare(database.getHandle(), sql) || !statement.step())
            return std::nullopt;
        const qint64 value = statement.integer(0);
        statement.reset();
        return value;
    };
    const auto application = pragma("PRAGMA application_id");
    if (!application) {
        if ((database.getErrorCode() & 0xff) == SQLITE_NOTADB)
            return QStringLiteral("is not a capture.");
        return damaged();
    }
    if (*application != ApplicationId)
        return QStringLiteral("is not a capture.");
    const auto version = versionOf(database);
    if (!version)
        return damaged();
    if (*version > SchemaVersion) {
        return QStringLiteral("was made by a newer version of Sockscope (format %1; this one "
                              "reads up to %2).")
            .arg(*version)
            .arg(SchemaVersion);
    }
    if (*version < 1)
        return QStringLiteral("is not a complete capture.");

    qsizetype found = 0;
    if (!statement.prepare(database.getHandle(), "SELECT type, name, sql FROM sqlite_schema"))
        return damaged();
    while (statement.step()) {
        const SchemaObject object {statement.bytes(0), statement.bytes(1), statement.bytes(2)};
        const bool isAutomatic = statement.isNull(2) && object.name.startsWith("sqlite_autoindex_");
        if (isAutomatic)
            continue;
        if (!isOurs(object, *version)) {
            return QStringLiteral("holds something that no capture holds (%1 \"%2\") and is not "
                                  "opened.")
                .arg(QString::fromUtf8(object.type), QString::fromUtf8(object.name.left(80)));
        }
        found += object.type != "index" ? 1 : 0;
    }
    if (statement.hasFailed())
        return damaged();
    const auto expected = std::count_if(
        schemaObjects().begin(), schemaObjects().end(), [&version](const SchemaObject &object) {
            return object.type != "index" && object.since <= *version;
        });
    if (found != expected)
        return QStringLiteral("is not a complete capture.");
    // The last page of each table: where a file that was cut off breaks.
    for (const SchemaObject &object : schemaObjects()) {
        const bool hasId = object.type == "table" && object.sql.contains("(id INTEGER PRIMARY KEY");
        if (!hasId || object.since > *version)
            continue;
        const QByteArray sql = "SELECT * FROM " + object.name + " ORDER BY id DESC LIMIT 1";
        if (!statement.prepare(database.getHandle(), sql.constData()))
            return damaged();
        statement.step();
        if (statement.hasFailed())
            return damaged();
        statement.reset();
    }
    return {};
}

void restrain(SQLite::Database &database)
{
    sqlite3 *const handle = database.getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 29);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    database.tryExec("PRAGMA cell_size_check=ON;PRAGMA mmap_size=0;");
}

} // namespace Capture
