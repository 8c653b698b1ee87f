// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/regexfunction.h"

#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

#include <sqlite3.h>

namespace Capture {

namespace {

QString textOf(sqlite3_value *value)
{
    const void *const bytes = sqlite3_value_blob(value);
    return QString::fromUtf8(
        QByteArrayView(static_cast<const char *>(bytes), qsizetype(sqlite3_value_bytes(value))));
}

/// SQLite calls it as regexp(pattern, text).
void regexp(sqlite3_context *context, int /*count*/, sqlite3_value **values)
{
    // The pattern is the same in each row.
    auto *regex = static_cast<QRegularExpression *>(sqlite3_get_auxdata(context, 0));
    QRegularExpression made;
    if (regex == nullptr) {
        made.setPattern(textOf(values[0]));
        regex = &made;
    }
    const bool isThere = sqlite3_value_type(values[1]) != SQLITE_NULL;
    const bool matches = isThere && regex->match(textOf(values[1])).hasMatch();
    sqlite3_result_int(context, matches ? 1 : 0);
    if (regex == &made) {
        sqlite3_set_auxdata(context, 0, new QRegularExpression(made),
                            [](void *kept) { delete static_cast<QRegularExpression *>(kept); });
    }
}

} // namespace

bool addRegexFunction(sqlite3 *database)
{
    constexpr int Flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    return sqlite3_create_function_v2(database, "regexp", 2, Flags, nullptr, &regexp, nullptr,
                                      nullptr, nullptr)
        == SQLITE_OK;
}

} // namespace Capture
