// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/rowchooser.h"

#include "protocol/capture/ascending.h"

#include <algorithm>

namespace Capture {

namespace {

constexpr Id StepRows = 8192;

QByteArray tableOf(StoreReader::Rows rows)
{
    switch (rows) {
    case StoreReader::Rows::Messages:
        return "message_row";
    case StoreReader::Rows::Frames:
        return "frame_row";
    case StoreReader::Rows::Exchanges:
        return "exchange_row";
    }
    return {};
}

/// What is compared with the session that is wanted.
QByteArray sessionOf(StoreReader::Rows rows)
{
    QByteArray ofConnection = "(SELECT c.session FROM connection_row c WHERE c.id = r.connection)";
    switch (rows) {
    case StoreReader::Rows::Messages:
        return "r.session";
    case StoreReader::Rows::Frames:
        return ofConnection;
    case StoreReader::Rows::Exchanges:
        return "coalesce(r.session, " + ofConnection + ")";
    }
    return {};
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

bool RowChooser::begin(StoreReader::Rows rows, const StoreReader::Choice &choice)
{
    const QByteArray from = " FROM " + tableOf(rows) + " r WHERE r.id > ?";
    QByteArray sql = "SELECT r.id" + from + " AND r.id <= ?";
    if (rows == StoreReader::Rows::Messages && !choice.withHeartbeats)
        sql += " AND r.kind NOT IN (" + heartbeatKinds() + ")";
    m_owner = choice.session != 0 ? choice.session : choice.source;
    if (choice.session != 0)
        sql += " AND " + sessionOf(rows) + " = ?";
    else if (choice.source != 0)
        sql += " AND (SELECT s.source FROM session_row s WHERE s.id = " + sessionOf(rows) + ") = ?";
    sql += " ORDER BY r.id";
    return m_chosen.prepare(m_database, sql.constData())
        && m_next.prepare(m_database, ("SELECT min(r.id)" + from).constData());
}

bool RowChooser::step(Id &after, Id last, std::vector<Id> &ids)
{
    ids.clear();
    const Id end = last - after > StepRows ? after + StepRows : last;
    m_chosen.bind(after).bind(end);
    if (m_owner != 0)
        m_chosen.bind(m_owner);
    Ascending order(after);
    while (m_chosen.step() && order.take(m_chosen.integer(0)))
        ids.push_back(order.last());
    m_chosen.reset();
    after = end;
    if (m_chosen.hasFailed())
        return false;
    if (!ids.empty() || after >= last)
        return true;
    // Over a hole in one step, however wide it is.
    m_next.bind(after);
    const bool isMore = m_next.step() && !m_next.isNull(0);
    after = isMore ? std::clamp(m_next.integer(0) - 1, after, last) : last;
    m_next.reset();
    return !m_next.hasFailed();
}

} // namespace Capture
