// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/statement.h"

#include <sqlite3.h>

#include <cstring>
#include <utility>

namespace Capture {

namespace {

bool isText(QByteArrayView bytes)
{
    return std::memchr(bytes.data(), 0, static_cast<std::size_t>(bytes.size())) == nullptr
        && bytes.isValidUtf8();
}

} // namespace

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_codes(std::move(other.m_codes))
    , m_bound(std::exchange(other.m_bound, 0))
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_statement, other.m_statement);
    std::swap(m_codes, other.m_codes);
    std::swap(m_bound, other.m_bound);
    return *this;
}

bool Statement::prepare(sqlite3 *database, const char *sql)
{
    sqlite3_finalize(std::exchange(m_statement, nullptr));
    m_bound = 0;
    return sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr)
        == SQLITE_OK;
}

Statement &Statement::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement, ++m_bound, value);
    return *this;
}

Statement &Statement::bindNull()
{
    sqlite3_bind_null(m_statement, ++m_bound);
    return *this;
}

Statement &Statement::bindId(Id id)
{
    return bindFrom(id, 0);
}

Statement &Statement::bindFrom(qint64 value, qint64 none)
{
    return value == none ? bindNull() : bind(value);
}

Statement &Statement::bindTime(Time time)
{
    return bind(time.time_since_epoch().count());
}

Statement &Statement::bindTime(const std::optional<Time> &time)
{
    return time ? bindTime(*time) : bindNull();
}

Statement &Statement::bindText(QByteArrayView text)
{
    return text.isEmpty() ? bindNull() : bindContent(text);
}

Statement &Statement::bindContent(QByteArrayView bytes)
{
    // An empty view may have no data, which SQLite would take for NULL.
    const char *const data = bytes.isEmpty() ? "" : bytes.data();
    if (bytes.isEmpty() || isText(bytes)) {
        sqlite3_bind_text64(m_statement, ++m_bound, data, static_cast<quint64>(bytes.size()),
                            SQLITE_STATIC, SQLITE_UTF8);
        return *this;
    }
    return bindBlob(bytes);
}

Statement &Statement::bindBlob(QByteArrayView bytes)
{
    sqlite3_bind_blob64(m_statement, ++m_bound, bytes.isEmpty() ? "" : bytes.data(),
                        static_cast<quint64>(bytes.size()), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindProblems(const Problems &problems)
{
    if (problems.isEmpty())
        return bindNull();
    m_codes = problems.toCodes();
    return bindContent(m_codes);
}

bool Statement::run()
{
    const int result = sqlite3_step(m_statement);
    m_hasFailed = result != SQLITE_DONE && result != SQLITE_ROW;
    reset();
    return !m_hasFailed;
}

bool Statement::step()
{
    const int result = sqlite3_step(m_statement);
    m_hasFailed = result != SQLITE_DONE && result != SQLITE_ROW;
    if (result == SQLITE_ROW)
        return true;
    reset();
    return false;
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    m_bound = 0;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER
        ? sqlite3_column_int64(m_statement, column)
        : 0;
}

qint64 Statement::integerOr(int column, qint64 none) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER
        ? sqlite3_column_int64(m_statement, column)
        : none;
}

Time Statement::time(int column) const
{
    return Time(std::chrono::microseconds(integer(column)));
}

std::optional<Time> Statement::optionalTime(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return time(column);
}

QByteArray Statement::bytes(int column) const
{
    return view(column).toByteArray();
}

QByteArrayView Statement::view(int column) const
{
    const int type = sqlite3_column_type(m_statement, column);
    if (type != SQLITE_TEXT && type != SQLITE_BLOB)
        return {};
    const void *const data = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(data), sqlite3_column_bytes(m_statement, column)};
}

Problems Statement::problems(int column) const
{
    return isNull(column) ? Problems() : Problems::fromCodes(view(column));
}

QByteArray insertInto(const char *table, int columns)
{
    QByteArray sql = QByteArray("INSERT OR REPLACE INTO ") + table + " VALUES(?";
    for (int i = 1; i < columns; ++i)
        sql += ",?";
    return sql + ")";
}

} // namespace Capture
