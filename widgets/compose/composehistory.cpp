// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composehistory.h"

#include "widgets/compose/draftjson.h"
#include "widgets/compose/settingsfile.h"

#include <QJsonArray>

namespace {

constexpr QLatin1String Type("history");

} // namespace

QString ComposeHistory::load(const QString &path)
{
    m_path = path;
    m_entries.clear();
    QString error;
    const auto object = SettingsFile::read(path, Type, &error);
    if (!object) {
        SettingsFile::setAside(path);
        return error;
    }
    const QJsonArray array = object->value(QLatin1String("sent")).toArray();
    for (const auto &value : array) {
        const QJsonObject entry = value.toObject();
        auto draft = draftFromJson(entry.value(QLatin1String("message")).toObject());
        if (draft && m_entries.size() < MaxEntries) {
            const QString time = entry.value(QLatin1String("time")).toString();
            m_entries.append({QDateTime::fromString(time, Qt::ISODateWithMs), *std::move(draft)});
        }
    }
    return {};
}

QString ComposeHistory::save() const
{
    if (m_path.isEmpty())
        return {};
    QJsonArray array;
    for (const Entry &entry : m_entries) {
        if (draftSize(entry.draft) > MaxSavedSize)
            continue;
        array.append(
            QJsonObject {{QStringLiteral("time"), entry.time.toUTC().toString(Qt::ISODateWithMs)},
                         {QStringLiteral("message"), draftToJson(entry.draft)}});
    }
    return SettingsFile::write(m_path, Type, {{QStringLiteral("sent"), array}});
}

void ComposeHistory::add(const ComposeDraft &draft, const QDateTime &time)
{
    m_entries.removeIf([&draft](const Entry &entry) { return entry.draft == draft; });
    m_entries.prepend({time, draft});
    if (m_entries.size() > MaxEntries)
        m_entries.resize(MaxEntries);
}
