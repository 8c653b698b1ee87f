// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/regexfunction.h"

#include <QByteArrayView>
#include <QHash>
#include <QRegularExpression>
#include <QString>

#include <sqlite3.h>

#include <memory>

namespace Capture {

namespace {

QByteArrayView bytesOf(sqlite3_value *value)
{
    const void *const bytes = sqlite3_value_blob(value);
    return {static_cast<const char *>(bytes), qsizetype(sqlite3_value_bytes(value))};
}

/// One pattern, with what was found of texts lately: names come again and again.
class Pattern
{
public:
    explicit Pattern(QByteArrayView pattern)
        : m_regex(QString::fromUtf8(pattern))
    {
    }

    bool matches(QByteArrayView text)
    {
        if (text.size() > LongestKept)
            return look(text);
        const auto known
            = m_known.constFind(QByteArray::fromRawData(text.constData(), text.size()));
        if (known != m_known.constEnd())
            return *known;
        if (m_known.size() >= MostKept)
            m_known.clear();
        return *m_known.insert(text.toByteArray(), look(text));
    }

private:
    static constexpr qsizetype LongestKept = 64;
    static constexpr qsizetype MostKept = 256;

    bool look(QByteArrayView text) const
    {
        return m_regex.match(QString::fromUtf8(text)).hasMatch();
    }

    QRegularExpression m_regex;
    QHash<QByteArray, bool> m_known;
};

/// SQLite calls it as regexp(pattern, text).
void regexp(sqlite3_context *context, int /*count*/, sqlite3_value **values)
{
    // The pattern is the same in each row.
    auto *pattern = static_cast<Pattern *>(sqlite3_get_auxdata(context, 0));
    std::unique_ptr<Pattern> made;
    if (pattern == nullptr) {
        made = std::make_unique<Pattern>(bytesOf(values[0]));
        pattern = made.get();
    }
    const bool isThere = sqlite3_value_type(values[1]) != SQLITE_NULL;
    sqlite3_result_int(context, isThere && pattern->matches(bytesOf(values[1])) ? 1 : 0);
    if (made) {
        sqlite3_set_auxdata(context, 0, made.release(),
                            [](void *kept) { delete static_cast<Pattern *>(kept); });
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
