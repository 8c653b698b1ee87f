// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/settingsfile.h"

#include <QStringList>

/// Filters that were used, and those that the user wants to keep. A file that windows share.
class FilterHistory
{
public:
    static constexpr qsizetype MostRecent = 20;

    /// What is wrong with the file, or nothing. Without a file nothing is kept beyond this run.
    QString load(const QString &path);

    // Each reads the file again, changes it, and says what went wrong.
    QString remember(const QString &filter); ///< as the latest
    QString keep(const QString &filter);
    QString drop(const QString &filter); ///< of the kept ones
    QString forgetRecent();

    const QStringList &recent() const { return m_recent; } ///< the latest first
    const QStringList &kept() const { return m_kept; } ///< sorted

private:
    QString read();
    QString write();

    SettingsFile m_file;
    QStringList m_recent;
    QStringList m_kept;
};
