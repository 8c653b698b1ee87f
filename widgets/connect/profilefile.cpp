// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/profilefile.h"

#include "widgets/connect/requestjson.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <utility>

namespace {

class ProfileWords
{
    Q_DECLARE_TR_FUNCTIONS(ProfileWords)
};

} // namespace

ProfileFile::ProfileFile(QString path)
    : m_path(std::move(path))
{
}

QString ProfileFile::load()
{
    m_profiles.clear();
    m_isBroken = false;
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly)) {
        m_isBroken = true;
        return ProfileWords::tr("The saved connections in %1 cannot be read: %2.")
            .arg(m_path, file.errorString());
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isArray()) {
        m_isBroken = true;
        return ProfileWords::tr("The saved connections in %1 are damaged (%2 at byte %3). Mend the "
                                "file or move it away; until then nothing is saved.")
            .arg(m_path, error.errorString())
            .arg(error.offset);
    }
    const QJsonArray array = document.array();
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
    m_profiles.removeIf([&id](const ConnectProfile &profile) { return profile.id == id; });
    return save();
}

QString ProfileFile::save() const
{
    if (m_isBroken) {
        return ProfileWords::tr("Not saved: %1 is damaged. Mend the file or move it away.")
            .arg(m_path);
    }
    QJsonArray array;
    for (const ConnectProfile &profile : m_profiles) {
        array.append(QJsonObject {
            {QStringLiteral("id"), profile.id},
            {QStringLiteral("name"), profile.name},
            {QStringLiteral("connection"), requestToJson(profile.request)},
            {QStringLiteral("secrets"), QJsonArray::fromStringList(profile.secretNames)},
        });
    }
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    bool isDone = file.open(QIODevice::WriteOnly);
    if (isDone) {
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.write(QJsonDocument(array).toJson());
        isDone = file.commit();
    }
    return isDone
        ? QString()
        : ProfileWords::tr("Not saved: %1 cannot be written: %2.").arg(m_path, file.errorString());
}
