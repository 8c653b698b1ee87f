// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/schema.h"

#include "protocol/capture/schemaobjects.h"
#include "protocol/capture/statement.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>

namespace Capture {

namespace {

bool isOurs(const SchemaObject &object, qint64 version)
{
    const auto same = [&](const SchemaObject &ours) {
        return ours.isIn(version) && ours.type == object.type && ours.name == object.name
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

bool createSchema(SQLite::Database &database)
{
    QByteArray sql = "PRAGMA page_size=" + QByteArray::number(PageSize)
        + ";PRAGMA auto_vacuum=NONE;PRAGMA encoding='UTF-8';PRAGMA application_id="
        + QByteArray::number(ApplicationId)
        + ";PRAGMA user_version=" + QByteArray::number(SchemaVersion) + ";BEGIN;";
    for (const SchemaObject &object : schemaObjects()) {
        if (object.isIn(SchemaVersion))
            sql += object.sql + ";";
    }
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
        if (object.isIn(*version) && !object.isIn(SchemaVersion))
            sql += "DROP " + object.type + ' ' + object.name + ";";
    }
    for (const SchemaObject &object : schemaObjects()) {
        if (!object.isIn(*version) && object.isIn(SchemaVersion))
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
    const auto expected = std::count_if(schemaObjects().begin(), schemaObjects().end(),
                                        [&version](const SchemaObject &object) {
                                            return object.type != "index" && object.isIn(*version);
                                        });
    if (found != expected)
        return QStringLiteral("is not a complete capture.");
    // The last page of each table: where a file that was cut off breaks.
    for (const SchemaObject &object : schemaObjects()) {
        const bool hasId = object.type == "table" && object.sql.contains("(id INTEGER PRIMARY KEY");
        if (!hasId || !object.isIn(*version))
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
