// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/messagelibrary.h"

#include "widgets/common/settingsfile.h"
#include "widgets/compose/draftjson.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace {

constexpr QLatin1String Type("messages");

/// A folder's name without needless slashes and spaces.
QString tidyFolder(const QString &folder)
{
    QStringList parts = folder.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (QString &part : parts)
        part = part.trimmed();
    parts.removeAll(QString());
    return parts.join(QLatin1Char('/'));
}

bool isBefore(const SavedMessage &message, const std::pair<QString, QString> &place)
{
    const int folders = message.folder.compare(place.first, Qt::CaseInsensitive);
    if (folders != 0)
        return folders < 0;
    const int exact = message.folder.compare(place.first);
    if (exact != 0)
        return exact < 0;
    const int names = message.name.compare(place.second, Qt::CaseInsensitive);
    return names != 0 ? names < 0 : message.name < place.second;
}

std::optional<QList<SavedMessage>> readMessages(SettingsFile &file, const QString &name,
                                                QString *error)
{
    const auto object = file.read(error);
    if (!object)
        return std::nullopt;
    QList<SavedMessage> messages;
    const QJsonArray array = object->value(QLatin1String("messages")).toArray();
    for (const auto &value : array) {
        const QJsonObject entry = value.toObject();
        auto draft = draftFromJson(entry.value(QLatin1String("message")).toObject());
        const QString title = entry.value(QLatin1String("name")).toString();
        if (!draft || title.trimmed().isEmpty()) {
            *error
                = QCoreApplication::translate("MessageLibrary", "Message %1 in %2 is none: \"%3\".")
                      .arg(QString::number(messages.size() + 1), name, title);
            file.refuse();
            return std::nullopt;
        }
        messages.append(
            {entry.value(QLatin1String("folder")).toString(), title, *std::move(draft)});
    }
    return messages;
}

QJsonObject objectOf(const QList<SavedMessage> &messages)
{
    QJsonArray array;
    for (const SavedMessage &message : messages) {
        QJsonObject entry {{QStringLiteral("name"), message.name},
                           {QStringLiteral("message"), draftToJson(message.draft)}};
        if (!message.folder.isEmpty())
            entry.insert(QLatin1String("folder"), message.folder);
        array.append(entry);
    }
    return {{QStringLiteral("messages"), array}};
}

} // namespace

QString MessageLibrary::load(const QString &path)
{
    m_name = QFileInfo(path).fileName();
    m_file = SettingsFile(path, Type);
    m_messages.clear();
    return refresh();
}

QString MessageLibrary::refresh()
{
    if (m_name.isEmpty())
        return {};
    QString error;
    auto messages = readMessages(m_file, m_name, &error);
    if (!messages)
        return error;
    m_messages.clear();
    for (SavedMessage &message : *messages)
        put(std::move(message));
    return {};
}

QString MessageLibrary::save() const
{
    return m_file.write(objectOf(m_messages));
}

QString MessageLibrary::importFrom(const QString &path, int *count)
{
    *count = 0;
    QString error;
    if (!QFileInfo::exists(path)) {
        return QCoreApplication::translate("MessageLibrary", "There is no file %1.")
            .arg(QFileInfo(path).fileName());
    }
    SettingsFile file(path, Type);
    auto messages = readMessages(file, QFileInfo(path).fileName(), &error);
    if (!messages)
        return error;
    for (SavedMessage &message : *messages) {
        message.folder = tidyFolder(message.folder);
        message.name = message.name.trimmed();
        if (m_messages.contains(message))
            continue;
        const QString name = message.name;
        for (int number = 2; find(message.folder, message.name); ++number)
            message.name = QStringLiteral("%1 (%2)").arg(name, QString::number(number));
        put(std::move(message));
        ++*count;
    }
    return {};
}

QString MessageLibrary::exportTo(const QString &path) const
{
    return SettingsFile(path, Type).write(objectOf(m_messages), SettingsFile::Access::AsUsual);
}

bool MessageLibrary::put(SavedMessage message)
{
    message.folder = tidyFolder(message.folder);
    message.name = message.name.trimmed();
    if (message.name.isEmpty())
        return false;
    const auto place = std::lower_bound(m_messages.begin(), m_messages.end(),
                                        std::pair(message.folder, message.name), &isBefore);
    if (place != m_messages.end() && place->folder == message.folder && place->name == message.name)
        *place = std::move(message);
    else
        m_messages.insert(place - m_messages.begin(), std::move(message));
    return true;
}

void MessageLibrary::remove(const QString &folder, const QString &name)
{
    m_messages.removeIf([&](const SavedMessage &message) {
        return message.folder == folder && message.name == name;
    });
}

const SavedMessage *MessageLibrary::find(const QString &folder, const QString &name) const
{
    const auto found
        = std::find_if(m_messages.cbegin(), m_messages.cend(), [&](const SavedMessage &message) {
              return message.folder == folder && message.name == name;
          });
    return found == m_messages.cend() ? nullptr : &*found;
}

QStringList MessageLibrary::folders() const
{
    QStringList names;
    for (const SavedMessage &message : m_messages) {
        if (!message.folder.isEmpty() && !names.contains(message.folder))
            names.append(message.folder);
    }
    return names;
}
