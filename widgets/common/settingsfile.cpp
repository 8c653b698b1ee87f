// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/settingsfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <utility>

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("SettingsFile", text);
}

} // namespace

SettingsFile::SettingsFile(QString path, QString type)
    : m_path(std::move(path))
    , m_type(std::move(type))
{
}

std::optional<QJsonObject> SettingsFile::read(QString *error)
{
    const QString name = QFileInfo(m_path).fileName();
    const auto fail = [&](const QString &text) {
        m_isUnreadable = true;
        *error = text;
        return std::nullopt;
    };
    m_isUnreadable = false;
    QFile file(m_path);
    if (m_path.isEmpty() || !file.exists())
        return QJsonObject();
    if (!file.open(QIODevice::ReadOnly))
        return fail(words("%1 cannot be read: %2").arg(name, file.errorString()));
    if (file.size() > MaxSize)
        return fail(words("%1 is too large to be one of Sockscope's files.").arg(name));
    const QByteArray json = file.readAll();
    QJsonParseError parsing {};
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (parsing.error != QJsonParseError::NoError) {
        const QByteArray before = json.left(parsing.offset);
        return fail(words("%1 is no JSON: line %2, column %3: %4.")
                        .arg(name, QString::number(before.count('\n') + 1),
                             QString::number(before.size() - before.lastIndexOf('\n')),
                             parsing.errorString()));
    }
    QJsonObject object = document.object();
    if (object.value(QLatin1String("sockscope")).toString() != m_type)
        return fail(words(R"(%1 is another kind of file: "sockscope":"%2" is missing in it.)")
                        .arg(name, m_type));
    if (object.value(QLatin1String("version")).toInt() > Version)
        return fail(words("%1 was written by a later version of Sockscope.").arg(name));
    return object;
}

QString SettingsFile::write(QJsonObject object, Access access) const
{
    if (m_path.isEmpty())
        return {};
    const QFileInfo info(m_path);
    if (m_isUnreadable) {
        return words("Not saved: %1 could not be read, and is not written over. Mend it or move it "
                     "away.")
            .arg(m_path);
    }
    if (!QDir().mkpath(info.absolutePath()))
        return words("The folder %1 cannot be made.").arg(info.absolutePath());
    object.insert(QLatin1String("sockscope"), m_type);
    object.insert(QLatin1String("version"), Version);
    QSaveFile file(m_path);
    const QByteArray json = QJsonDocument(object).toJson();
    const bool isOpen = file.open(QIODevice::WriteOnly);
    if (access == Access::Owner)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!isOpen || file.write(json) != json.size() || !file.commit())
        return words("%1 cannot be written: %2").arg(info.fileName(), file.errorString());
    return {};
}
