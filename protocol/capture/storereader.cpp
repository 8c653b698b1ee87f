// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/storereader.h"

#include "protocol/capture/schema.h"
#include "protocol/capture/sqlitestorereader.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <QFileInfo>
#include <QUrl>

namespace Capture {

namespace {

/// Opens \a file, or null and a sentence in \a objection.
std::unique_ptr<SqliteStoreReader> openFile(const std::string &file, int flags, QString *objection)
{
    try {
        auto database = std::make_unique<SQLite::Database>(
            file, SQLite::OPEN_READONLY | SQLITE_OPEN_NOMUTEX | flags, 2000);
        restrain(*database);
        *objection = schemaObjection(*database);
        if (!objection->isEmpty())
            return nullptr;
        const bool isComplete = addMissingTables(*database);
        auto reader = std::make_unique<SqliteStoreReader>(std::move(database));
        if (isComplete && reader->prepare())
            return reader;
        *objection = QStringLiteral("is damaged: %1").arg(reader->errorText());
    } catch (const std::exception &exception) {
        *objection
            = QStringLiteral("cannot be opened: %1").arg(QString::fromUtf8(exception.what()));
    }
    return nullptr;
}

} // namespace

std::unique_ptr<StoreReader> StoreReader::open(const QString &path, QString *error)
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
    auto reader = openFile(absolute.toStdString(), 0, &objection);
    // Without its -wal, in a folder where none can be made, a file cannot change either.
    const bool isAlone = !QFileInfo::exists(absolute + QStringLiteral("-wal"));
    if (!reader && isAlone && !QFileInfo(file.absolutePath()).isWritable()) {
        const QByteArray url = QUrl::fromLocalFile(absolute).toEncoded() + "?immutable=1";
        reader = openFile(url.toStdString(), SQLITE_OPEN_URI, &objection);
    }
    if (!reader)
        return refuse(objection);
    return reader;
}

} // namespace Capture
