// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/settingsfile.h"

#include "widgets/compose/jsonfault.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace SettingsFile {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("SettingsFile", text);
}

} // namespace

std::optional<QJsonObject> read(const QString &path, const QString &type, QString *error)
{
    const QString name = QFileInfo(path).fileName();
    const auto fail = [&](const QString &text) {
        *error = text;
        return std::nullopt;
    };
    QFile file(path);
    if (!file.exists())
        return QJsonObject();
    if (!file.open(QIODevice::ReadOnly))
        return fail(words("%1 cannot be read: %2").arg(name, file.errorString()));
    if (file.size() > MaxSize)
        return fail(words("%1 is too large to be a file of messages.").arg(name));
    const QByteArray json = file.readAll();
    QJsonParseError parsing {};
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (parsing.error != QJsonParseError::NoError) {
        const TextPosition position = textPosition(json, parsing.offset);
        return fail(words("%1 is no JSON: line %2, column %3: %4.")
                        .arg(name, QString::number(position.line), QString::number(position.column),
                             parsing.errorString()));
    }
    QJsonObject object = document.object();
    if (object.value(QLatin1String("sockscope")).toString() != type)
        return fail(words(R"(%1 is another kind of file: "sockscope":"%2" is missing in it.)")
                        .arg(name, type));
    if (object.value(QLatin1String("version")).toInt() > Version)
        return fail(words("%1 was written by a later version of Sockscope.").arg(name));
    return object;
}

QString write(const QString &path, const QString &type, QJsonObject object, Access access)
{
    const QFileInfo info(path);
    if (!QDir().mkpath(info.absolutePath()))
        return words("The folder %1 cannot be made.").arg(info.absolutePath());
    object.insert(QLatin1String("sockscope"), type);
    object.insert(QLatin1String("version"), Version);
    QSaveFile file(path);
    const QByteArray json = QJsonDocument(object).toJson();
    const bool isOpen = file.open(QIODevice::WriteOnly);
    if (access == Access::Owner)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!isOpen || file.write(json) != json.size() || !file.commit())
        return words("%1 cannot be written: %2").arg(info.fileName(), file.errorString());
    return {};
}

void setAside(const QString &path)
{
    const QString aside = path + QLatin1String(".broken");
    QFile::remove(aside);
    QFile::rename(path, aside);
}

} // namespace SettingsFile
