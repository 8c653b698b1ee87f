// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowwalk.h"

#include "protocol/capture/rowvalues.h"

#include <sqlite3.h>

#include <limits>

namespace Capture {

namespace {

constexpr Id StepRows = 8192;

}

RowWalk::RowWalk(sqlite3 *database, QByteArray table, QByteArray columns,
                 std::function<void(Id, Values)> take)
    : m_database(database)
    , m_table(std::move(table))
    , m_columns(std::move(columns))
    , m_take(std::move(take))
{
}

bool RowWalk::prepare()
{
    const QByteArray function = "take_" + m_table + '_' + QByteArray::number(qHash(m_columns), 16);
    const QByteArray rows = "SELECT " + function + "(id, " + m_columns + ") FROM " + m_table
        + " WHERE id > ? AND id <= ?";
    const QByteArray next = "SELECT min(id) FROM " + m_table + " WHERE id > ?";
    return sqlite3_create_function_v2(
               m_database, function.constData(), -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, nullptr,
               &RowWalk::takeRow, [](sqlite3_context *) {}, nullptr)
        == SQLITE_OK
        && m_rows.prepare(m_database, rows.constData())
        && m_next.prepare(m_database, next.constData());
}

void RowWalk::takeRow(sqlite3_context *context, int count, sqlite3_value **values)
{
    auto *const self = static_cast<RowWalk *>(sqlite3_user_data(context));
    const Values row(values, static_cast<std::size_t>(count));
    if (self->m_order.take(integerOf(row.front()))) {
        self->m_hasTaken = true;
        self->m_take(self->m_order.last(), row.subspan(1));
    } else {
        sqlite3_result_error(context, "rows are out of order", -1);
    }
}

RowWalk::Step RowWalk::step(Id &after)
{
    bool isGood = readFrom(after);
    if (isGood && !m_hasTaken) {
        // Over a hole in one step, however wide it is.
        m_next.bind(after);
        const Id next = m_next.step() ? m_next.integer(0) : 0;
        m_next.reset();
        isGood = !m_next.hasFailed() && (next <= after || readFrom(next - 1));
    }
    if (m_hasTaken)
        after = m_order.last();
    return !isGood ? Step::Broken : m_hasTaken ? Step::Rows : Step::End;
}

/// The rows of one step above \a after.
bool RowWalk::readFrom(Id after)
{
    m_hasTaken = false;
    m_order = Ascending(after);
    const Id most = std::numeric_limits<Id>::max();
    m_rows.bind(after).bind(after < most - StepRows ? after + StepRows : most);
    m_rows.step();
    m_rows.reset();
    return !m_rows.hasFailed();
}

} // namespace Capture
