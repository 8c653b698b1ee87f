// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowchooser.h"

#include "protocol/capture/ascending.h"

#include <algorithm>

namespace Capture {

namespace {

constexpr Id StepRows = 8192;
constexpr Id StepContents = 2048; // of rows whose contents are looked at

/// The table of the rows, and what stands beside them.
struct Tables
{
    QByteArray name; ///< of the rows' table in the SQL
    QByteArray from;
    QByteArray session; ///< what is compared with the session that is wanted
    QByteArray time;
};

Tables tablesOf(StoreReader::Rows rows, bool withMessage)
{
    const auto ofConnection = [](const QByteArray &name) -> QByteArray {
        return "(SELECT c.session FROM connection_row c WHERE c.id = " + name + ".connection)";
    };
    switch (rows) {
    case StoreReader::Rows::Messages:
        return {"m", "message_row m", "m.session", "m.time"};
    case StoreReader::Rows::Frames:
        return {"f",
                withMessage ? "frame_row f LEFT JOIN message_row m ON m.id = f.message"
                            : "frame_row f",
                ofConnection("f"), "f.time"};
    case StoreReader::Rows::Exchanges:
        return {"e",
                withMessage ? "exchange_row e LEFT JOIN message_row m ON m.id = e.message"
                            : "exchange_row e",
                "coalesce(e.session, " + ofConnection("e") + ')', "e.request_started"};
    }
    return {};
}

/// Leaves out messages that are labelled so.
QByteArray without(Aside aside)
{
    return " AND NOT EXISTS (SELECT 1 FROM message_label l WHERE l.id = m.id AND l.aside = "
        + QByteArray::number(static_cast<int>(aside)) + ')';
}

/// Leaves out frames or exchanges of our own talk with admin namespaces.
QByteArray withoutAdmin(StoreReader::Rows rows)
{
    const QByteArray connection = rows == StoreReader::Rows::Frames ? "f" : "e";
    return " AND " + connection
        + ".connection NOT IN (SELECT c.id FROM connection_row c JOIN source_row s ON s.id = "
          "c.source WHERE s.type = "
        + QByteArray::number(static_cast<int>(SourceRecord::Type::Admin)) + ')';
}

QByteArray heartbeatKinds()
{
    QByteArray kinds;
    for (int kind = 0; kind <= static_cast<int>(Kind::Raw); ++kind) {
        if (isHeartbeat(static_cast<Kind>(kind)))
            kinds += (kinds.isEmpty() ? "" : ",") + QByteArray::number(kind);
    }
    return kinds;
}

} // namespace

QByteArray Condition::textParameter(qsizetype number)
{
    return '?' + QByteArray::number(number + 3); // behind both ends of a step
}

bool RowChooser::begin(StoreReader::Rows rows, const StoreReader::Choice &choice)
{
    m_condition = choice.condition.get();
    const Tables tables = tablesOf(rows, m_condition != nullptr);
    const QByteArray id = tables.name + ".id";
    QByteArray columns = id;
    QByteArray from = tables.from;
    if (m_condition != nullptr && m_condition->matches) {
        columns += QByteArray(", ") + RowCandidate::Columns;
        for (const QByteArray &column : m_condition->columns)
            columns += ", " + column;
        columns += ", p.data"; // the last: SQLite reads no further into a row than it is asked
        from += " LEFT JOIN payload p ON p.id = m.id";
        m_candidate.setColumns(static_cast<std::size_t>(m_condition->columns.size()));
    }
    QByteArray sql
        = "SELECT " + columns + " FROM " + from + " WHERE " + id + " > ?1 AND " + id + " <= ?2";
    // Most captures have no labels, and looking for one costs half as much as a row.
    const bool isMessages = rows == StoreReader::Rows::Messages;
    const bool asksLabels = isMessages && hasLabels();
    if (isMessages && !choice.withHeartbeats)
        sql += " AND m.kind NOT IN (" + heartbeatKinds() + ')';
    if (asksLabels && !choice.withHeartbeats)
        sql += without(Aside::Heartbeat);
    const bool isAsked = choice.session != 0 || choice.source != 0
        || (m_condition != nullptr && m_condition->wantsAdmin);
    if (!isAsked && asksLabels)
        sql += without(Aside::Admin);
    else if (!isAsked && !isMessages)
        sql += withoutAdmin(rows);
    if (choice.session != 0)
        sql += " AND " + tables.session + " = " + QByteArray::number(choice.session);
    else if (choice.source != 0)
        sql += " AND (SELECT s.source FROM session_row s WHERE s.id = " + tables.session
            + ") = " + QByteArray::number(choice.source);
    const auto microseconds
        = [](Time time) { return QByteArray::number(qint64(time.time_since_epoch().count())); };
    if (choice.from)
        sql += " AND " + tables.time + " >= " + microseconds(*choice.from);
    if (choice.to)
        sql += " AND " + tables.time + " < " + microseconds(*choice.to);
    if (m_condition != nullptr && !m_condition->where.isEmpty())
        sql += " AND (" + m_condition->where + ')';
    sql += " ORDER BY " + id;
    const QByteArray table = tables.from.left(tables.from.indexOf(' '));
    return m_chosen.prepare(m_database, sql.constData())
        && m_next.prepare(m_database,
                          ("SELECT min(id) FROM " + table + " WHERE id > ?").constData());
}

bool RowChooser::hasLabels()
{
    Statement label;
    return label.prepare(m_database, "SELECT 1 FROM message_label LIMIT 1") && label.step();
}

bool RowChooser::step(Id &after, Id last, const std::atomic_bool &cancelled, std::vector<Id> &ids)
{
    ids.clear();
    const Id rows = m_condition != nullptr && m_condition->matches ? StepContents : StepRows;
    Id end = last - after > rows ? after + rows : last;
    const bool isGood = look(after, end, cancelled, ids);
    after = end;
    if (!isGood)
        return false;
    if (!ids.empty() || after >= last || cancelled.load(std::memory_order_relaxed))
        return true;
    // Over a hole in one step, however wide it is.
    m_next.bind(after);
    const bool isMore = m_next.step() && !m_next.isNull(0);
    after = isMore ? std::clamp(m_next.integer(0) - 1, after, last) : last;
    m_next.reset();
    return !m_next.hasFailed();
}

/// Looks at the rows above \a after up to \a end, which becomes where it was cancelled.
bool RowChooser::look(Id after, Id &end, const std::atomic_bool &cancelled, std::vector<Id> &ids)
{
    m_chosen.bind(after).bind(end);
    if (m_condition != nullptr) {
        for (const QByteArray &text : m_condition->texts)
            m_chosen.bindText(text);
    }
    const bool looks = m_condition != nullptr && m_condition->matches;
    Ascending order(after);
    while (m_chosen.step() && order.take(m_chosen.integer(0))) {
        if (!looks || m_condition->matches(m_candidate))
            ids.push_back(order.last());
        if (looks && cancelled.load(std::memory_order_relaxed)) {
            end = order.last();
            break;
        }
    }
    m_chosen.reset();
    m_blobs.close();
    return !m_chosen.hasFailed();
}

} // namespace Capture
