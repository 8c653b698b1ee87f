// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/captureedit.h"

#include "protocol/capture/schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <QFileInfo>

namespace Capture {

namespace {

constexpr int BusyMs = 2000; // what a reader may take between two steps is a fraction of it

} // namespace

bool editCapture(const QString &path, const std::function<bool(sqlite3 *)> &change, QString *error)
{
    const auto refuse = [&](const QString &why) {
        *error = QStringLiteral("%1 %2").arg(path, why);
        return false;
    };
    const QFileInfo file(path);
    if (!file.isWritable())
        return refuse(QStringLiteral("may not be written."));
    try {
        SQLite::Database database(file.absoluteFilePath().toStdString(),
                                  SQLite::OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, BusyMs);
        restrain(database);
        const QString objection = schemaObjection(database);
        if (!objection.isEmpty())
            return refuse(objection);
        const auto run
            = [&database](const char *sql) { return database.tryExec(sql) == SQLITE_OK; };
        const bool isDone = upgradeSchema(database) && run("BEGIN IMMEDIATE")
            && change(database.getHandle()) && run("COMMIT");
        if (!isDone) {
            return refuse(QStringLiteral("cannot be written (%1).")
                              .arg(QString::fromUtf8(database.getErrorMsg())));
        }
    } catch (const std::exception &exception) {
        return refuse(
            QStringLiteral("cannot be opened (%1).").arg(QString::fromUtf8(exception.what())));
    }
    return true;
}

} // namespace Capture
