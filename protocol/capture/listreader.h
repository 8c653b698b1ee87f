// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"
#include "protocol/capture/schema.h"

#include <QString>

#include <vector>

struct sqlite3;

namespace Capture {

class Ascending;
class Statement;

/// Reads the short tables of a capture whole, and the compact lists. Statements live for a call.
class ListReader
{
public:
    /// Errors go to \a errorText.
    ListReader(sqlite3 *database, QString *errorText);

    std::vector<SourceRecord> sources();
    std::vector<ConnectionRecord> connections();
    std::vector<SessionRecord> sessions();
    std::vector<GapRecord> gaps();
    std::vector<ProblemRecord> problems(Id after, qint64 limit);
    std::vector<ProblemRecord> problemsOfMessage(Id message);
    std::vector<Annotation> annotations();
    std::vector<SessionNote> sessionNotes();
    About about();
    Totals totals();
    std::vector<MembershipRecord> memberships(Id after, qint64 limit);
    std::vector<ServerRecord> servers();
    std::vector<SocketRecord> sockets();
    std::optional<SocketRecord> socket(quint32 source, const QByteArray &nsp,
                                       const QByteArray &socketId);
    std::vector<Id> rowList(RowListKind kind); ///< ascending

private:
    template<typename Record>
    std::vector<Record> whole(const char *columns, const char *table,
                              Record (*read)(const Statement &row));
    bool ready(Statement &statement, const QByteArray &sql);
    bool next(Statement &statement);
    bool next(Statement &statement, Ascending &order);

    sqlite3 *m_database;
    QString *m_errorText;
};

} // namespace Capture
