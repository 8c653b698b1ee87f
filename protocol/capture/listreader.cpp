// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/listreader.h"

#include "protocol/capture/ascending.h"
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

/// The next row if its first column is above that of the one before.
bool ListReader::next(Statement &statement, Ascending &order)
{
    if (!next(statement))
        return false;
    if (order.take(statement.integer(0)))
        return true;
    statement.reset();
    *m_errorText = QStringLiteral("rows are out of order");
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

/// Every row of \a table.
template<typename Record>
std::vector<Record> ListReader::whole(const char *columns, const char *table,
                                      Record (*read)(const Statement &row))
{
    std::vector<Record> all;
    Statement rows;
    Ascending order;
    if (ready(rows, QByteArray("SELECT ") + columns + " FROM " + table + " ORDER BY id")) {
        while (next(rows, order))
            all.push_back(read(rows));
    }
    return all;
}

std::vector<SourceRecord> ListReader::sources()
{
    return whole(SourceColumns, "source_row", &sourceOf);
}

std::vector<ConnectionRecord> ListReader::connections()
{
    return whole(ConnectionColumns, "connection_row", &connectionOf);
}

std::vector<SessionRecord> ListReader::sessions()
{
    std::vector<SessionRecord> all;
    QHash<Id, std::size_t> places;
    Statement rows;
    Ascending order;
    if (ready(rows, QByteArray("SELECT ") + SessionColumns + " FROM session_row ORDER BY id")) {
        while (next(rows, order)) {
            all.push_back(sessionOf(rows));
            places.insert(all.back().id, all.size() - 1);
        }
    }
    // Rows are ordered by session and number.
    Ascending bySession;
    Ascending byNumber;
    const auto isInOrder = [&](qint64 session, qint64 number) {
        if (bySession.take(session))
            byNumber = Ascending();
        return session == bySession.last() && byNumber.take(number);
    };
    const auto place = [&all, &places](Id session) -> SessionRecord * {
        const auto found = places.constFind(session);
        return found == places.constEnd() ? nullptr : &all[*found];
    };
    if (ready(
            rows,
            "SELECT session, name, socket_id, is_connected, number FROM session_namespace ORDER BY "
            "session, number")) {
        while (next(rows) && isInOrder(rows.integer(0), rows.integer(4))) {
            if (SessionRecord *const session = place(rows.integer(0)))
                session->namespaces.append({rows.bytes(1), rows.bytes(2), rows.integer(3) != 0});
        }
    }
    if (ready(rows,
              "SELECT session, time, stage, connection, number FROM session_transport ORDER BY "
              "session, "
              "number")) {
        bySession = Ascending();
        while (next(rows) && isInOrder(rows.integer(0), rows.integer(4))) {
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
    return whole(GapColumns, "gap_row", &gapOf);
}

std::vector<ProblemRecord> ListReader::problems(Id after, qint64 limit)
{
    std::vector<ProblemRecord> all;
    Statement rows;
    Ascending order;
    if (ready(rows,
              QByteArray("SELECT ") + ProblemColumns
                  + " FROM problem_row WHERE id > ? ORDER BY id LIMIT ?")) {
        rows.bind(after).bind(limit);
        while (next(rows, order)) {
            if (auto problem = problemOf(rows))
                all.push_back(std::move(*problem));
        }
    }
    return all;
}

std::vector<Annotation> ListReader::annotations()
{
    std::vector<Annotation> all;
    Statement rows;
    Ascending order;
    if (ready(rows, "SELECT id, is_bookmarked, note FROM annotation ORDER BY id")) {
        while (next(rows, order)) {
            Annotation annotation {rows.integer(0), rows.integer(1) != 0, rows.bytes(2)};
            if (!annotation.isEmpty())
                all.push_back(std::move(annotation));
        }
    }
    return all;
}

std::vector<SessionNote> ListReader::sessionNotes()
{
    std::vector<SessionNote> all;
    Statement rows;
    Ascending order;
    if (ready(rows, "SELECT id, note FROM session_note WHERE note != '' ORDER BY id")) {
        while (next(rows, order))
            all.push_back({rows.integer(0), rows.bytes(1)});
    }
    return all;
}

About ListReader::about()
{
    About about;
    Statement rows;
    if (ready(rows, "SELECT name, value FROM property WHERE name IN ('title', 'description')")) {
        while (next(rows))
            (rows.bytes(0) == "title" ? about.title : about.description) = rows.bytes(1);
    }
    return about;
}

std::vector<MembershipRecord> ListReader::memberships(Id after, qint64 limit)
{
    std::vector<MembershipRecord> all;
    Statement rows;
    Ascending order;
    if (ready(rows,
              QByteArray("SELECT ") + MembershipColumns
                  + " FROM membership_row WHERE id > ? ORDER BY id LIMIT ?")) {
        rows.bind(after).bind(limit);
        while (next(rows, order))
            all.push_back(membershipOf(rows));
    }
    return all;
}

std::vector<ServerRecord> ListReader::servers()
{
    return whole(ServerColumns, "server_row", &serverOf);
}

std::vector<SocketRecord> ListReader::sockets()
{
    return whole(SocketColumns, "socket_row", &socketOf);
}

std::optional<SocketRecord> ListReader::socket(quint32 source, const QByteArray &nsp,
                                               const QByteArray &socketId)
{
    Statement rows;
    if (!ready(rows,
               QByteArray("SELECT ") + SocketColumns
                   + " FROM socket_row WHERE socket_id = ? AND source = ? AND namespace = ? "
                     "ORDER BY id DESC LIMIT 1"))
        return std::nullopt;
    rows.bindText(socketId).bind(source).bindText(nsp);
    return next(rows) ? std::optional(socketOf(rows)) : std::nullopt;
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
    if (ready(rows, "SELECT number, ids FROM row_list WHERE list = ? ORDER BY number")) {
        rows.bind(static_cast<int>(kind));
        Ascending order;
        while (next(rows, order))
            RowListPart::read(rows.view(1), ids);
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
    Ascending order;
    if (ready(rows,
              QByteArray("SELECT ") + ProblemColumns
                  + " FROM problem_row WHERE message = ? ORDER BY id")) {
        rows.bind(message);
        while (next(rows, order)) {
            if (auto problem = problemOf(rows))
                all.push_back(std::move(*problem));
        }
    }
    return all;
}

} // namespace Capture
