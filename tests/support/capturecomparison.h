// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <QByteArrayList>
#include <QStringList>

/// Compares captures table by table, value by value.
namespace CaptureComparison {

/// What differs between the captures at \a one and \a other, ten lines at most; nothing if nothing
/// does. How long contents are cut into pieces, and the numbers that only say where things stand in
/// the file, may differ.
inline QStringList differences(const QString &one, const QString &other)
{
    // Whole contents in the place of their pieces.
    const auto whole = [](const char *table, const char *columns) {
        return QByteArray("SELECT ") + columns
            + ", hex(t.data) || coalesce((SELECT group_concat(hex(p.data), '') FROM spill_piece p "
              "WHERE p.spill = t.spill), '') AS bytes FROM "
            + table + " t ORDER BY 1, 2";
    };
    const QByteArrayList queries {
        "SELECT * FROM source_row ORDER BY id",
        "SELECT * FROM connection_row ORDER BY id",
        "SELECT * FROM session_row ORDER BY id",
        "SELECT * FROM session_namespace ORDER BY session, number",
        "SELECT * FROM session_transport ORDER BY session, number",
        "SELECT * FROM exchange_row ORDER BY id",
        whole("exchange_part", "id, exchange, part, size"),
        "SELECT * FROM frame_row ORDER BY id",
        "SELECT id, time, session, connection, exchange, direction, transport, kind, engineio, "
        "socketio, is_binary, is_msgpack, namespace, event, ack_id, ack_of, ack_latency_us, "
        "answer, "
        "answer_latency_us, data_offset, payload_bytes, socketio_bytes, engineio_bytes, "
        "transport_bytes, saved_bytes, changed, problems, content_bytes, attachments, first_frame, "
        "last_frame FROM message_row ORDER BY id",
        whole("payload", "id, typeof(data)"),
        whole("attachment", "message, number, size"),
        "SELECT * FROM problem_row ORDER BY id",
        "SELECT * FROM gap_row ORDER BY id",
        "SELECT * FROM message_label ORDER BY id",
        "SELECT * FROM session_note ORDER BY id",
        "SELECT * FROM property ORDER BY name",
        "SELECT * FROM membership_row ORDER BY id",
        "SELECT * FROM server_row ORDER BY id",
        "SELECT * FROM socket_row ORDER BY id",
        "SELECT * FROM alteration_row ORDER BY id",
        "SELECT * FROM annotation ORDER BY id",
        "SELECT * FROM totals",
        // That of the exchanges is in the order in which they were written first.
        "SELECT list, number, hex(ids) FROM row_list WHERE list <> 2 ORDER BY list, number",
    };
    QStringList found;
    try {
        SQLite::Database left(one.toStdString());
        SQLite::Database right(other.toStdString());
        for (const QByteArray &query : queries) {
            SQLite::Statement a(left, query.toStdString());
            SQLite::Statement b(right, query.toStdString());
            for (int row = 0; found.size() < 10; ++row) {
                const bool isThere = a.executeStep();
                if (isThere != b.executeStep()) {
                    found.append(QStringLiteral("%1: %2 row %3")
                                     .arg(QString::fromLatin1(query.left(60)),
                                          isThere ? QStringLiteral("lacks") : QStringLiteral("has"))
                                     .arg(row));
                    break;
                }
                if (!isThere)
                    break;
                for (int column = 0; column < a.getColumnCount(); ++column) {
                    const std::string was = a.getColumn(column).getString();
                    const std::string is = b.getColumn(column).getString();
                    if (was != is || a.getColumn(column).getType() != b.getColumn(column).getType())
                        found.append(QStringLiteral("%1: row %2, %3: \"%4\", not \"%5\"")
                                         .arg(QString::fromLatin1(query.left(60)))
                                         .arg(row)
                                         .arg(QString::fromUtf8(a.getColumn(column).getName()),
                                              QString::fromStdString(is.substr(0, 200)),
                                              QString::fromStdString(was.substr(0, 200))));
                }
            }
        }
    } catch (const std::exception &exception) {
        found.append(QString::fromUtf8(exception.what()));
    }
    return found.mid(0, 10);
}

} // namespace CaptureComparison
