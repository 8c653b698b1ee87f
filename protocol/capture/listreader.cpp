// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/listreader.h"

#include "protocol/capture/rowcolumns.h"
#include "protocol/capture/rowlist.h"
#include "protocol/capture/statement.h"

#include <QHash>

#include <sqlite3.h>

#include <algorithm>

namespace Capture {

ListReader::ListReader(sqlite3 *database, QString *errorText)
    : m_database(database)
    , m_errorText(errorText)
{
}

bool ListReader::ready(Statement &statement, const QByteArray &sql)
{
    if (statement.prepare(m_database, sql.constData()))
        return true;
    *m_errorText = QString::fromUtf8(sqlite3_errmsg(m_database));
    return false;
}

bool ListReader::next(Statement &statement)
{
    if (statement.step())
        return true;
    if (statement.hasFailed())
        *m_errorText = QString::fromUtf8(sqlite3_errmsg(m_database));
    return false;
}

std::vector<SourceRecord> ListReader::sources()
{
    std::vector<SourceRecord> all;
    Statement rows;
    if (ready(rows, QByteArray("SELECT ") + SourceColumns + " FROM source_row ORDER BY id")) {
        while (next(rows))
            all.push_back(sourceOf(rows));
    }
    return all;
}

std::vector<ConnectionRecord> ListReader::connections()
{
    std::vector<ConnectionRecord> all;
    Statement rows;
    if (ready(rows,
              QByteArray("SELECT ") + ConnectionColumns + " FROM connection_row ORDER BY id")) {
        while (next(rows))
            all.push_back(connectionOf(rows));
    }
    return all;
}

std::vector<SessionRecord> ListReader::sessions()
{
    std::vector<SessionRecord> all;
    QHash<Id, std::size_t> places;
    Statement rows;
    if (ready(rows, QByteArray("SELECT ") + SessionColumns + " FROM session_row ORDER BY id")) {
        while (next(rows)) {
            all.push_back(sessionOf(rows));
            places.insert(all.back().id, all.size() - 1);
        }
    }
    const auto place = [&all, &places](Id session) -> SessionRecord * {
        const auto found = places.constFind(session);
        return found == places.constEnd() ? nullptr : &all[*found];
    };
    if (ready(rows,
              "SELECT session, name, socket_id, is_connected FROM session_namespace ORDER BY "
              "session, number")) {
        while (next(rows)) {
            if (SessionRecord *const session = place(rows.integer(0)))
                session->namespaces.append({rows.bytes(1), rows.bytes(2), rows.integer(3) != 0});
        }
    }
    if (ready(rows,
              "SELECT session, time, stage, connection FROM session_transport ORDER BY session, "
              "number")) {
        while (next(rows)) {
            const auto stage = std::clamp<qint64>(
                rows.integer(2), 0, static_cast<qint64>(TransportStep::Stage::Closed));
            if (SessionRecord *const session = place(rows.integer(0)))
                session->transports.append(
                    {rows.time(1), static_cast<TransportStep::Stage>(stage), rows.integer(3)});
        }
    }
    return all;
}

std::vector<GapRecord> ListReader::gaps()
{
    std::vector<GapRecord> all;
    Statement rows;
    if (ready(rows, QByteArray("SELECT ") + GapColumns + " FROM gap_row ORDER BY id")) {
        while (next(rows))
            all.push_back(gapOf(rows));
    }
    return all;
}

std::vector<ProblemRecord> ListReader::problems(Id after, qint64 limit)
{
    std::vector<ProblemRecord> all;
    Statement rows;
    if (ready(rows,
              QByteArray("SELECT ") + ProblemColumns
                  + " FROM problem_row WHERE id > ? ORDER BY id LIMIT ?")) {
        rows.bind(after).bind(limit);
        while (next(rows)) {
            if (auto problem = problemOf(rows))
                all.push_back(std::move(*problem));
        }
    }
    return all;
}

Totals ListReader::totals()
{
    Statement rows;
    if (!ready(rows, QByteArray("SELECT ") + TotalsColumns + " FROM totals WHERE id = 1")
        || !next(rows))
        return {};
    return totalsOf(rows);
}

std::vector<Id> ListReader::rowList(RowListKind kind)
{
    std::vector<Id> ids;
    Statement rows;
    if (ready(rows, "SELECT ids FROM row_list WHERE list = ? ORDER BY number")) {
        rows.bind(static_cast<int>(kind));
        while (next(rows))
            RowListPart::read(rows.view(0), ids);
    }
    // Only a file from elsewhere has them otherwise; exchanges may begin in another order.
    if (!std::is_sorted(ids.begin(), ids.end()))
        std::sort(ids.begin(), ids.end());
    return ids;
}

std::vector<ProblemRecord> ListReader::problemsOfMessage(Id message)
{
    std::vector<ProblemRecord> all;
    Statement rows;
    if (ready(rows,
              QByteArray("SELECT ") + ProblemColumns
                  + " FROM problem_row WHERE message = ? ORDER BY id")) {
        rows.bind(message);
        while (next(rows)) {
            if (auto problem = problemOf(rows))
                all.push_back(std::move(*problem));
        }
    }
    return all;
}

} // namespace Capture
