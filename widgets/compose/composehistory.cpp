// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composehistory.h"

#include "widgets/common/settingsfile.h"
#include "widgets/compose/draftjson.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace {

constexpr QLatin1String Type("history");

} // namespace

QString ComposeHistory::load(const QString &path)
{
    m_file = SettingsFile(path, Type);
    m_isKept = true;
    m_entries.clear();
    return merge();
}

QString ComposeHistory::save()
{
    if (!m_isKept)
        return {};
    if (QString error = merge(); !error.isEmpty())
        return error;
    QJsonArray array;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (draftSize(entry.draft) > MaxSavedSize)
            continue;
        array.append(
            QJsonObject {{QStringLiteral("time"), entry.time.toUTC().toString(Qt::ISODateWithMs)},
                         {QStringLiteral("message"), draftToJson(entry.draft)}});
    }
    return m_file.write({{QStringLiteral("sent"), array}});
}

/// Puts what is in the file among the entries, each message once, with its last time.
QString ComposeHistory::merge()
{
    QString error;
    const auto object = m_file.read(&error);
    if (!object)
        return error;
    const QJsonArray array = object->value(QLatin1String("sent")).toArray();
    for (const auto &value : array) {
        const QJsonObject json = value.toObject();
        auto draft = draftFromJson(json.value(QLatin1String("message")).toObject());
        if (!draft)
            continue;
        const Entry theirs {
            QDateTime::fromString(json.value(QLatin1String("time")).toString(), Qt::ISODateWithMs),
            *std::move(draft)};
        const auto same
            = std::find_if(m_entries.begin(), m_entries.end(),
                           [&theirs](const Entry &entry) { return entry.draft == theirs.draft; });
        if (same == m_entries.end())
            m_entries.append(theirs);
        else
            same->time = std::max(same->time, theirs.time);
    }
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry &one, const Entry &other) { return one.time > other.time; });
    if (m_entries.size() > MaxEntries)
        m_entries.resize(MaxEntries);
    return {};
}

void ComposeHistory::add(const ComposeDraft &draft, const QDateTime &time)
{
    m_entries.removeIf([&draft](const Entry &entry) { return entry.draft == draft; });
    m_entries.prepend({time, draft});
    if (m_entries.size() > MaxEntries)
        m_entries.resize(MaxEntries);
}
