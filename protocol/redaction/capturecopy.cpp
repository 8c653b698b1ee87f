// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/capturecopy.h"

#include "protocol/capture/schema.h"
#include "protocol/capture/schemaobjects.h"
#include "protocol/capture/statement.h"
#include "protocol/redaction/leftoversearch.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <limits>

namespace Redaction {

using Capture::Id;
using Capture::Statement;
using Capture::StoreReader;

namespace {

constexpr int CopyShare = 700; // thousandths of the work that are the copy; the rest is the search

QByteArray bytesOf(sqlite3_stmt *row, int column)
{
    const auto *const data = static_cast<const char *>(sqlite3_column_blob(row, column));
    return {data, sqlite3_column_bytes(row, column)};
}

bool isAnyOf(const QByteArray &name, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(),
                       [&name](const char *one) { return name == one; });
}

/// A value of the same type as \a like.
bool bindBytes(sqlite3_stmt *insert, int column, const QByteArray &bytes, int like)
{
    const int place = column + 1;
    return (like == SQLITE_TEXT ? sqlite3_bind_text(insert, place, bytes.constData(),
                                                    int(bytes.size()), SQLITE_TRANSIENT)
                                : sqlite3_bind_blob(insert, place, bytes.constData(),
                                                    int(bytes.size()), SQLITE_TRANSIENT))
        == SQLITE_OK;
}

bool run(SQLite::Database &database, const char *sql)
{
    return database.tryExec(sql) == SQLITE_OK;
}

qint64 numberOf(sqlite3 *database, const QByteArray &sql)
{
    Statement statement;
    return statement.prepare(database, sql.constData()) && statement.step() ? statement.integer(0)
                                                                            : 0;
}

struct Finalize
{
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

Prepared prepare(sqlite3 *database, const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(database, sql.constData(), int(sql.size()), &statement, nullptr);
    return Prepared(statement);
}

} // namespace

CaptureCopy::CaptureCopy(QString source, std::shared_ptr<const Plan> plan)
    : m_source(std::move(source))
    , m_plan(std::move(plan))
{
}

bool CaptureCopy::write(const QString &target, const std::atomic_bool &cancelled, QString *error)
{
    error->clear();
    if (QFileInfo::exists(target) && QFileInfo(target) == QFileInfo(m_source)) {
        *error = QStringLiteral("%1 is the capture itself: a redacted copy is a file of its own.")
                     .arg(target);
        return false;
    }
    const QString part = target + QStringLiteral(".part");
    QFile::remove(part);
    QFile::remove(part + QStringLiteral("-journal"));
    bool isGood = copyAll(part, cancelled, error);
    if (isGood) {
        LeftoverSearch search(*m_plan);
        search.onProgress = [this](int done) {
            if (onProgress)
                onProgress(CopyShare + done * (1000 - CopyShare) / 1000);
        };
        const auto leftover = search.search(part, cancelled, error);
        isGood = !leftover && error->isEmpty() && !cancelled;
        if (leftover) {
            *error
                = QStringLiteral("a secret (%1) was still found in the copy, in %2; the copy was "
                                 "removed.")
                      .arg(QString::fromLatin1(kindName(leftover->kind)), leftover->where);
        }
    }
    if (isGood && QFile::exists(target) && !QFile::remove(target)) {
        *error = QStringLiteral("%1 cannot be replaced.").arg(target);
        isGood = false;
    }
    if (isGood && !QFile::rename(part, target)) {
        *error = QStringLiteral("%1 cannot be written.").arg(target);
        isGood = false;
    }
    if (!isGood)
        QFile::remove(part);
    return isGood;
}

bool CaptureCopy::copyAll(const QString &target, const std::atomic_bool &cancelled, QString *error)
{
    auto reader = StoreReader::open(m_source, error);
    if (!reader)
        return false;
    m_reader = std::make_unique<RedactedReader>(std::move(reader), m_plan);
    const auto refuse = [&](const QString &path, const QString &why) {
        *error = QStringLiteral("%1: %2").arg(path, why);
        return false;
    };
    try {
        SQLite::Database from(QFileInfo(m_source).absoluteFilePath().toStdString(),
                              SQLite::OPEN_READONLY | SQLITE_OPEN_NOMUTEX, 2000);
        Capture::restrain(from);
        const QString objection = Capture::schemaObjection(from);
        if (!objection.isEmpty())
            return refuse(m_source, objection);
        SQLite::Database to(QFileInfo(target).absoluteFilePath().toStdString(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
        const bool isReady = Capture::addMissingTables(from) && run(from, "BEGIN")
            && Capture::createSchema(to) && run(to, "PRAGMA journal_mode=OFF;BEGIN");
        bool isGood = isReady && readSpilled(from.getHandle());
        for (const Capture::SchemaObject &object : Capture::schemaObjects()) {
            if (isGood && object.type == "table" && object.isIn(Capture::SchemaVersion))
                m_rows += numberOf(from.getHandle(), "SELECT count(*) FROM " + object.name);
        }
        for (const Capture::SchemaObject &object : Capture::schemaObjects()) {
            if (isGood && object.type == "table" && object.isIn(Capture::SchemaVersion))
                isGood = copyTable(from.getHandle(), to.getHandle(), object.name, cancelled);
        }
        for (const Capture::SchemaObject &index : Capture::finishedIndexes()) {
            const QByteArray is
                = "SELECT count(*) FROM sqlite_schema WHERE name='" + index.name + "'";
            if (isGood && numberOf(from.getHandle(), is) > 0)
                isGood = run(to, index.sql.constData());
        }
        if (cancelled)
            return false;
        if (!m_reader->errorText().isEmpty())
            return refuse(m_source, m_reader->errorText());
        if (!isGood || !run(to, "COMMIT"))
            return refuse(target, QString::fromUtf8(to.getErrorMsg()));
    } catch (const std::exception &exception) {
        return refuse(target, QString::fromUtf8(exception.what()));
    }
    return true;
}

bool CaptureCopy::readSpilled(sqlite3 *from)
{
    static constexpr std::array<std::pair<char, const char *>, 3> Tables {{
        {'m', "SELECT spill, id, 0, length(CAST(data AS BLOB)) FROM payload WHERE spill > 0"},
        {'a',
         "SELECT spill, message, number, length(CAST(data AS BLOB)) FROM attachment WHERE spill > "
         "0"},
        {'x',
         "SELECT spill, exchange, part, length(CAST(data AS BLOB)) FROM exchange_part WHERE spill "
         "> 0"},
    }};
    for (const auto &[table, sql] : Tables) {
        Statement rows;
        if (!rows.prepare(from, sql))
            return false;
        while (rows.step()) {
            m_spilled.insert(
                rows.integer(0),
                {table, rows.integer(1), static_cast<int>(rows.integer(2)), rows.integer(3)});
        }
        if (rows.hasFailed())
            return false;
    }
    return true;
}

bool CaptureCopy::copyTable(sqlite3 *from, sqlite3 *to, const QByteArray &table,
                            const std::atomic_bool &cancelled)
{
    const Prepared rows = prepare(from, "SELECT * FROM " + table);
    if (!rows)
        return false;
    const Prepared insert
        = prepare(to, Capture::insertInto(table.constData(), sqlite3_column_count(rows.get())));
    if (!insert)
        return false;
    int result = SQLITE_ROW;
    while (!cancelled && (result = sqlite3_step(rows.get())) == SQLITE_ROW) {
        bool isWanted = true;
        if (!bindRow(rows.get(), insert.get(), table, &isWanted))
            return false;
        if (isWanted && sqlite3_step(insert.get()) != SQLITE_DONE)
            return false;
        sqlite3_reset(insert.get());
        tell(1);
    }
    return !cancelled && result == SQLITE_DONE;
}

bool CaptureCopy::bindRow(sqlite3_stmt *row, sqlite3_stmt *insert, const QByteArray &table,
                          bool *isWanted)
{
    bool isGood = true;
    const int columns = sqlite3_column_count(row);
    for (int column = 0; column < columns && isGood; ++column) {
        const QByteArray name = sqlite3_column_name(row, column);
        const int type = sqlite3_column_type(row, column);
        const bool isBytes = type == SQLITE_TEXT || type == SQLITE_BLOB;
        const bool isOther = isAnyOf(name, {"mask_key", "ids"}); // no text, whatever they look like
        isGood = isBytes && !isOther
            ? bindBytes(insert, column, bytesFor(row, column, table, name), type)
            : sqlite3_bind_value(insert, column + 1, sqlite3_column_value(row, column))
                == SQLITE_OK;
    }
    if (table == "exchange_part")
        return isGood && bindPart(row, insert);
    if (table == "spill_piece")
        *isWanted = !m_spilled.value(sqlite3_column_int64(row, 1)).isGone;
    return isGood;
}

/// A part of an exchange may have another size: id, exchange, part, size, spill, data.
bool CaptureCopy::bindPart(sqlite3_stmt *row, sqlite3_stmt *insert)
{
    const Id exchange = sqlite3_column_int64(row, 1);
    const int part = sqlite3_column_int(row, 2);
    if (part < 0 || part > 3)
        return true;
    const auto body = static_cast<StoreReader::Body>(part);
    const bool isHead
        = body == StoreReader::Body::RequestHead || body == StoreReader::Body::ResponseHead;
    QByteArray whole;
    if (isHead)
        whole = m_reader->exchangeBytes(exchange, body, 0, std::numeric_limits<int>::max());
    else if (const auto &recoded = m_reader->recoded(exchange, body))
        whole = *recoded;
    if (whole.isEmpty())
        return true;
    const auto spilled = m_spilled.find(sqlite3_column_int64(row, 4));
    if (spilled != m_spilled.end())
        spilled->isGone = true;
    const int type = whole.isValidUtf8() && !whole.contains('\0') ? SQLITE_TEXT : SQLITE_BLOB;
    return sqlite3_bind_int64(insert, 4, whole.size()) == SQLITE_OK
        && sqlite3_bind_null(insert, 5) == SQLITE_OK && bindBytes(insert, 5, whole, type);
}

QByteArray CaptureCopy::contentAt(const Spilled &content, qint64 offset, qint64 length)
{
    if (content.table == 'm')
        return m_reader->messageBytes(content.id, offset, length);
    if (content.table == 'a')
        return m_reader->attachmentBytes(content.id, content.number, offset, length);
    return m_reader->exchangeBytes(content.id, static_cast<StoreReader::Body>(content.number),
                                   offset, length);
}

QByteArray CaptureCopy::bytesFor(sqlite3_stmt *row, int column, const QByteArray &table,
                                 const QByteArray &name)
{
    const QByteArray bytes = bytesOf(row, column);
    const TextRedactor &redactor = m_reader->redactor();
    // What cannot be found as a part of something is redacted as it is.
    const auto orAlone = [&](const QByteArray &part) {
        return part.size() == bytes.size() ? part : redactor.content(bytes);
    };
    if (table == "spill_piece") {
        const auto content = m_spilled.constFind(sqlite3_column_int64(row, 1));
        if (content == m_spilled.constEnd())
            return redactor.content(bytes);
        return orAlone(
            contentAt(*content, content->firstBytes + sqlite3_column_int64(row, 3), bytes.size()));
    }
    if (table == "exchange_part") {
        return orAlone(contentAt({'x', sqlite3_column_int64(row, 1), sqlite3_column_int(row, 2), 0},
                                 0, bytes.size()));
    }
    if (table == "payload" || table == "attachment") {
        const auto content
            = m_spilled.constFind(sqlite3_column_int64(row, table == "payload" ? 1 : 4));
        return content == m_spilled.constEnd() ? redactor.content(bytes)
                                               : orAlone(contentAt(*content, 0, bytes.size()));
    }
    if (isAnyOf(name, {"sid", "socket_id", "member", "client_id"}))
        return redactor.sid(bytes);
    if (isAnyOf(name, {"changes", "interim_heads"}))
        return redactor.head(bytes);
    if (isAnyOf(name,
                {"detail", "note", "value", "error", "evidence", "reason", "handshake", "data",
                 "close_reason", "other"}))
        return redactor.content(bytes);
    return redactor.address(bytes);
}

void CaptureCopy::tell(qint64 rows)
{
    m_done += rows;
    const int now = static_cast<int>(m_done * CopyShare / std::max<qint64>(m_rows, 1));
    if (now != m_told && onProgress)
        onProgress(std::min(now, CopyShare));
    m_told = now;
}

} // namespace Redaction
