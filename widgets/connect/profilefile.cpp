// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/profilefile.h"

#include "widgets/connect/requestjson.h"

#include <QJsonArray>

#include <algorithm>

ProfileFile::ProfileFile(const QString &path)
    : m_file(path, QStringLiteral("connections"))
{
}

QString ProfileFile::load()
{
    m_profiles.clear();
    QString error;
    const auto root = m_file.read(&error);
    if (!root)
        return error;
    const QJsonArray array = root->value(QLatin1String("connections")).toArray();
    for (const auto &value : array) {
        const QJsonObject object = value.toObject();
        ConnectProfile profile;
        profile.id = object[QLatin1String("id")].toString();
        profile.name = object[QLatin1String("name")].toString();
        profile.request
            = withoutSecrets(requestFromJson(object[QLatin1String("connection")].toObject()));
        const QJsonArray names = object[QLatin1String("secrets")].toArray();
        for (const auto &name : names)
            profile.secretNames.append(name.toString());
        if (!profile.id.isEmpty())
            m_profiles.append(profile);
    }
    return {};
}

QString ProfileFile::put(const ConnectProfile &profile)
{
    if (QString error = load(); !error.isEmpty())
        return error;
    const auto same = [&profile](const ConnectProfile &other) { return other.id == profile.id; };
    const auto at = std::find_if(m_profiles.begin(), m_profiles.end(), same);
    ConnectProfile bare = profile;
    bare.request = withoutSecrets(profile.request);
    if (at != m_profiles.end())
        *at = bare;
    else
        m_profiles.append(bare);
    return save();
}

QString ProfileFile::remove(const QString &id)
{
    if (QString error = load(); !error.isEmpty())
        return error;
    m_profiles.removeIf([&id](const ConnectProfile &profile) { return profile.id == id; });
    return save();
}

QString ProfileFile::save() const
{
    QJsonArray array;
    for (const ConnectProfile &profile : m_profiles) {
        array.append(QJsonObject {
            {QStringLiteral("id"), profile.id},
            {QStringLiteral("name"), profile.name},
            {QStringLiteral("connection"), requestToJson(profile.request)},
            {QStringLiteral("secrets"), QJsonArray::fromStringList(profile.secretNames)},
        });
    }
    return m_file.write({{QStringLiteral("connections"), array}});
}
