// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/tickreader.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>

namespace Capture {

namespace {

constexpr Id StepRows = 8192;

enum Column {
    Number,
    When,
    Towards,
    What,
    Payload,
    SocketIo,
    EngineIo,
    Transported,
    Saved,
    Wrong,
    ColumnCount
};

qint64 integer(sqlite3_value *value)
{
    return sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value) : 0;
}

/// As a part of a sum that must not overflow, whatever the file says.
qint64 bytes(sqlite3_value *value)
{
    constexpr qint64 Most = qint64(1) << 60;
    return std::clamp<qint64>(integer(value), 0, Most);
}

MessageTick tickOf(std::span<sqlite3_value *const> row)
{
    MessageTick tick;
    tick.time = Time(std::chrono::microseconds(integer(row[When])));
    tick.direction = integer(row[Towards]) == static_cast<qint64>(Direction::Received)
        ? Direction::Received
        : Direction::Sent;
    const qint64 kind = integer(row[What]);
    tick.isHeartbeat = kind >= 0 && kind <= static_cast<qint64>(Kind::Raw)
        && isHeartbeat(static_cast<Kind>(kind));
    tick.payloadBytes = bytes(row[Payload]);
    const qint64 wire = tick.payloadBytes + bytes(row[SocketIo]) + bytes(row[EngineIo])
        + bytes(row[Transported]) - bytes(row[Saved]);
    tick.wireBytes = std::max<qint64>(0, wire);
    tick.isProblem = sqlite3_value_type(row[Wrong]) != SQLITE_NULL;
    return tick;
}

} // namespace

bool TickReader::prepare()
{
    m_ticks.reserve(StepRows);
    return sqlite3_create_function_v2(
               m_database, "take_tick", ColumnCount, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, nullptr,
               &TickReader::takeRow, [](sqlite3_context *) {}, nullptr)
        == SQLITE_OK
        && m_rows.prepare(m_database,
                          "SELECT take_tick(id, time, direction, kind, payload_bytes, "
                          "socketio_bytes, engineio_bytes, transport_bytes, saved_bytes, problems) "
                          "FROM message_row WHERE id > ? AND id <= ?")
        && m_next.prepare(m_database, "SELECT min(id) FROM message_row WHERE id > ?");
}

void TickReader::takeRow(sqlite3_context *context, int count, sqlite3_value **values)
{
    auto *const self = static_cast<TickReader *>(sqlite3_user_data(context));
    const std::span<sqlite3_value *const> row(values, static_cast<std::size_t>(count));
    if (self->m_order.take(integer(row[Number])))
        self->m_ticks.push_back(tickOf(row));
    else
        sqlite3_result_error(context, "rows are out of order", -1);
}

bool TickReader::step(Id &after)
{
    bool isGood = readFrom(after);
    if (isGood && m_ticks.empty()) {
        // Over a hole in one step, however wide it is.
        m_next.bind(after);
        const Id next = m_next.step() ? m_next.integer(0) : 0;
        m_next.reset();
        isGood = !m_next.hasFailed() && (next <= after || readFrom(next - 1));
    }
    if (!m_ticks.empty())
        after = m_order.last();
    return isGood;
}

/// The rows of one step above \a after.
bool TickReader::readFrom(Id after)
{
    m_ticks.clear();
    m_order = Ascending(after);
    const Id most = std::numeric_limits<Id>::max();
    m_rows.bind(after).bind(after < most - StepRows ? after + StepRows : most);
    m_rows.step();
    m_rows.reset();
    return !m_rows.hasFailed();
}

} // namespace Capture
