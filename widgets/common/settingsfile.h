// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

/// One of our own small JSON files: an object with `"sockscope":"<type>"` and `"version":1`.
/// Several windows may share it, so read it again before changing what is in it. One that could
/// not be read is never written over. Errors are sentences for the user.
class SettingsFile
{
public:
    static constexpr int Version = 1;
    static constexpr qint64 MaxSize = qint64(256) << 20;

    /// Who may read a file: messages and variables hold tokens and passwords.
    enum class Access : quint8 { Owner, AsUsual };

    /// A file that is always empty and keeps nothing.
    SettingsFile() = default;
    SettingsFile(QString path, QString type);

    /// The object in the file. Nothing, and \a error says why, if it cannot be read, is no JSON, is
    /// of another type or of a later version. A file that is not there is an empty object.
    std::optional<QJsonObject> read(QString *error);

    /// What was read makes no sense to who reads it: not to be written over either.
    void refuse() { m_isUnreadable = true; }

    /// Writes \a object, in one step: the old file stays whole until the new one is. The folder is
    /// made if it is not there. What went wrong, or nothing.
    QString write(QJsonObject object, Access access = Access::Owner) const;

private:
    QString m_path;
    QString m_type;
    bool m_isUnreadable = false; // as it was found last
};
