// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/settingsfile.h"
#include "widgets/connect/connectrequest.h"

#include <QString>

/// A saved connection. Its secrets are elsewhere.
struct ConnectProfile
{
    QString id; ///< never changes; the keyring knows the secrets by it
    QString name;
    ConnectRequest request; ///< without secrets
    QStringList secretNames; ///< which it had when it was saved

    bool operator==(const ConnectProfile &other) const = default;
};

/// The saved connections, in one JSON file that only the user may read.
class ProfileFile
{
public:
    explicit ProfileFile(const QString &path);

    /// Reads the file; one that is not there is empty. What is wrong with it, or nothing.
    QString load();

    const QList<ConnectProfile> &profiles() const { return m_profiles; }
    /// Adds, or replaces the one with the same id, in what the file has now. What went wrong, or
    /// nothing.
    QString put(const ConnectProfile &profile);
    QString remove(const QString &id);

private:
    QString save() const;

    SettingsFile m_file;
    QList<ConnectProfile> m_profiles;
};
