// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/environments.h"

#include "widgets/common/settingsfile.h"

#include <QJsonArray>

namespace {

constexpr QLatin1String Type("environments");

} // namespace

QString Environments::load(const QString &path)
{
    m_file = SettingsFile(path, Type);
    m_isKept = true;
    m_all.clear();
    m_current.clear();
    return read(&m_current);
}

QString Environments::refresh()
{
    QString theirs;
    return m_isKept ? read(&theirs) : QString();
}

QString Environments::read(QString *current)
{
    QString error;
    const auto object = m_file.read(&error);
    if (!object)
        return error;
    m_all.clear();
    *current = object->value(QLatin1String("current")).toString();
    const QJsonArray array = object->value(QLatin1String("environments")).toArray();
    for (const auto &value : array) {
        const QJsonObject entry = value.toObject();
        Environment environment {entry.value(QLatin1String("name")).toString(), {}};
        const QJsonObject values = entry.value(QLatin1String("variables")).toObject();
        for (auto it = values.begin(); it != values.end(); ++it)
            environment.values.insert(it.key(), it.value().toString());
        if (!environment.name.isEmpty())
            m_all.append(environment);
    }
    return {};
}

QString Environments::save() const
{
    QJsonArray array;
    for (const Environment &environment : m_all) {
        QJsonObject values;
        for (auto it = environment.values.begin(); it != environment.values.end(); ++it)
            values.insert(it.key(), it.value());
        array.append(QJsonObject {{QStringLiteral("name"), environment.name},
                                  {QStringLiteral("variables"), values}});
    }
    return m_file.write(
        {{QStringLiteral("environments"), array}, {QStringLiteral("current"), m_current}});
}

Variables::Values Environments::values() const
{
    for (const Environment &environment : m_all) {
        if (environment.name == m_current)
            return environment.values;
    }
    return {};
}
