// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace SQLite {
class Database;
}

/// The tables, views and indexes of a capture file. docs/capture-format.md is their description.
namespace Capture {

inline constexpr int ApplicationId = 0x536f636b; // "Sock"
inline constexpr int SchemaVersion = 5;
inline constexpr int PageSize = 16384;
/// Rows of alteration_row that are kept free for each message, one a kind: its number is that of
/// the message times this, and the kind.
inline constexpr qint64 MostAlterations = 16;

/// The rows numbers that are kept in compact lists (table row_list), so that opening a capture
/// needs no scan.
enum class RowListKind : quint8 { Messages, Heartbeats, Exchanges, Admin };
inline constexpr int RowListKinds = 4;

/// Makes everything in the empty file of \a database. False: the database has the words.
bool createSchema(SQLite::Database &database);

/// Brings the capture of \a database to this version's format, all of it or nothing. False: the
/// database has the words.
bool upgradeSchema(SQLite::Database &database);

/// Makes empty tables in memory, for \a database alone, in the place of those that its file is too
/// old to have: what reads it need not know. False: the database has the words.
bool addMissingTables(SQLite::Database &database);

/// Looks whether the file behind \a database is a capture that this version can read and that
/// holds nothing but what a capture holds. It reads a few pages, not the whole file. Empty, or a
/// sentence for the user, that follows the file's name.
QString schemaObjection(SQLite::Database &database);

/// Settings that take away what a file from elsewhere could do to its reader.
void restrain(SQLite::Database &database);

} // namespace Capture
