// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/settingsfile.h"
#include "widgets/compose/composedraft.h"

#include <QStringList>

/// A message with a name, to be sent again some day.
struct SavedMessage
{
    QString folder; ///< "login/admin"; empty: none
    QString name;
    ComposeDraft draft;

    bool operator==(const SavedMessage &other) const = default;
};

/// The saved messages: named, in folders, in one JSON file that can be shared. Pure file I/O; the
/// file is read and written only when told.
///
/// What the user wrote stands in the file as strings, so that its spelling never changes. Errors
/// are sentences for the user; empty means that all went well.
class MessageLibrary
{
public:
    /// Reads all from \a path, which save() writes to, unless it could not be read.
    QString load(const QString &path);
    /// Reads the file again, before a change: another window may have changed it. After an error
    /// all is as it was.
    QString refresh();
    QString save() const;

    /// Takes the messages of another file into this one. Those that are here already are left out;
    /// one with the name of another gets a number behind it. \a count is how many came.
    QString importFrom(const QString &path, int *count);
    QString exportTo(const QString &path) const;

    /// Adds \a message, in the place of one with the same folder and name. False without a name.
    bool put(SavedMessage message);
    void remove(const QString &folder, const QString &name);

    /// Sorted by folder, then by name; those in no folder come first.
    const QList<SavedMessage> &messages() const { return m_messages; }
    const SavedMessage *find(const QString &folder, const QString &name) const;
    QStringList folders() const;

private:
    SettingsFile m_file;
    QString m_name; // of the file; empty: none
    QList<SavedMessage> m_messages;
};
