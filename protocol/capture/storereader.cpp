// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"

#include "protocol/capture/schema.h"
#include "protocol/capture/snapshot.h"
#include "protocol/capture/sqlitestorereader.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <QFileInfo>
#include <QUrl>

namespace Capture {

namespace {

constexpr int StepsBetweenLooks = 10'000; // of SQLite, a millisecond or less

/// Done to a database once it is known to be a capture. May throw.
using Settle = std::function<void(SQLite::Database &database)>;

int isCancelled(void *cancelled)
{
    return *static_cast<const std::atomic_bool *>(cancelled) ? 1 : 0;
}

/// From here on every statement sees what this one does.
void freeze(SQLite::Database &database, const std::atomic_bool *cancelled)
{
    database.exec("BEGIN;SELECT 1 FROM message_row LIMIT 1");
    if (cancelled != nullptr)
        sqlite3_progress_handler(database.getHandle(), StepsBetweenLooks, isCancelled,
                                 const_cast<std::atomic_bool *>(cancelled));
}

/// Opens \a file, or null and a sentence in \a objection.
std::unique_ptr<SqliteStoreReader> openFile(const std::string &file, int flags,
                                            const Settle &settle, QString *objection)
{
    try {
        auto database = std::make_unique<SQLite::Database>(
            file, SQLite::OPEN_READONLY | SQLITE_OPEN_NOMUTEX | flags, 2000);
        restrain(*database);
        *objection = schemaObjection(*database);
        if (!objection->isEmpty())
            return nullptr;
        const bool isComplete = addMissingTables(*database);
        SQLite::Database &opened = *database;
        auto reader = std::make_unique<SqliteStoreReader>(std::move(database));
        if (isComplete && reader->prepare()) {
            settle(opened);
            return reader;
        }
        *objection = QStringLiteral("is damaged: %1").arg(reader->errorText());
    } catch (const std::exception &exception) {
        *objection
            = QStringLiteral("cannot be opened: %1").arg(QString::fromUtf8(exception.what()));
    }
    return nullptr;
}

std::unique_ptr<StoreReader> openPath(const QString &path, QString *error, const Settle &settle)
{
    const QFileInfo file(path);
    const auto refuse = [&](const QString &objection) -> std::unique_ptr<StoreReader> {
        if (error != nullptr)
            *error = QStringLiteral("%1 %2").arg(path, objection);
        return nullptr;
    };
    if (!file.exists())
        return refuse(QStringLiteral("does not exist."));
    if (!file.isFile())
        return refuse(QStringLiteral("is not a file."));
    if (!file.isReadable())
        return refuse(QStringLiteral("may not be read."));
    if (file.size() == 0)
        return refuse(QStringLiteral("is empty."));
    const QString absolute = file.absoluteFilePath();
    QString objection;
    auto reader = openFile(absolute.toStdString(), 0, settle, &objection);
    // Without its -wal, in a folder where none can be made, a file cannot change either.
    const bool isAlone = !QFileInfo::exists(absolute + QStringLiteral("-wal"));
    if (!reader && isAlone && !QFileInfo(file.absolutePath()).isWritable()) {
        const QByteArray url = QUrl::fromLocalFile(absolute).toEncoded() + "?immutable=1";
        reader = openFile(url.toStdString(), SQLITE_OPEN_URI, settle, &objection);
    }
    if (!reader)
        return refuse(objection);
    return reader;
}

} // namespace

std::unique_ptr<StoreReader> StoreReader::open(const QString &path, QString *error)
{
    return openPath(path, error, [](SQLite::Database & /*database*/) {});
}

std::unique_ptr<StoreReader> openSnapshot(const QString &path, QString *error,
                                          const std::atomic_bool *cancelled)
{
    return openPath(path, error,
                    [cancelled](SQLite::Database &database) { freeze(database, cancelled); });
}

} // namespace Capture
