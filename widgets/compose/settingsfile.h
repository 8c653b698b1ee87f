// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

/// One of our own small JSON files: an object with `"sockscope":"<type>"` and `"version":1`.
/// Errors are sentences for the user.
namespace SettingsFile {

constexpr int Version = 1;
constexpr qint64 MaxSize = qint64(256) << 20;

/// The object in the file. Nothing, and \a error says why, if it cannot be read, is no JSON, is of
/// another type or of a later version. A file that is not there is an empty object.
std::optional<QJsonObject> read(const QString &path, const QString &type, QString *error);

/// Who may read a file: messages and variables hold tokens and passwords.
enum class Access : quint8 { Owner, AsUsual };

/// Writes \a object as such a file, in one step: the old one stays whole until the new one is. The
/// folder is made if it is not there. What went wrong, or nothing.
QString write(const QString &path, const QString &type, QJsonObject object,
              Access access = Access::Owner);

/// Moves a file that could not be read out of the way, to "<name>.broken".
void setAside(const QString &path);

} // namespace SettingsFile
